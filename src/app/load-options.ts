/** What a world on the page is made from, and who makes it. */
import type { HostOptions } from "../runtime/chain-source.ts";
import type { Loading, WorldHost } from "../runtime/host.ts";
import type { Scenario } from "../world/scenario.ts";

export type CreateHost = (
  kind: WorldHost["kind"],
  options: HostOptions,
  onLoading: (loading: Loading) => void,
  signal: AbortSignal,
) => Promise<WorldHost>;

export interface LoadOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly policy?: string | undefined;
  readonly host: WorldHost["kind"];
  readonly chainFile?: HostOptions["chainFile"];
  readonly fileName?: string | undefined;
  /** Instead of the scenario's and the policy's. */
  readonly minimumChainWork?: string | undefined;
}

/** What the host is told of them. */
export function hostOptions(options: LoadOptions): HostOptions {
  const { scenario, seed, policy, chainFile, minimumChainWork } = options;
  return {
    scenario,
    seed,
    ...(policy === undefined ? {} : { policy }),
    ...(chainFile === undefined ? {} : { chainFile }),
    ...(minimumChainWork === undefined ? {} : { minimumChainWork }),
  };
}
