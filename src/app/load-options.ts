/** What a world on the page is made from, and who makes it. */
import type { HostOptions } from "../runtime/chain-source.ts";
import type { Loading, WorldHost } from "../runtime/host.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import type { ChainFacts } from "../world/setup.ts";

export type CreateHost = (
  kind: WorldHost["kind"],
  options: HostOptions,
  onLoading: (loading: Loading) => void,
  signal: AbortSignal,
) => Promise<WorldHost>;

/** A run, and where it runs. `chain`: which one its file has to hold. */
export interface LoadOptions extends Omit<RunSpec, "version" | "acts"> {
  readonly acts?: RunSpec["acts"] | undefined;
  readonly host: WorldHost["kind"];
  readonly chainFile?: HostOptions["chainFile"];
  readonly fileName?: string | undefined;
}

/** What a run, as a value, is loaded from. */
export function optionsOf({ version: _, ...run }: RunSpec): Omit<LoadOptions, "host"> {
  return run;
}

/** The run that is loaded from these. `chain`: the one it turned out to be over. */
export function runOf(options: LoadOptions, { tip }: ChainFacts): RunSpec {
  const { scenario, seed, policy, minimumChainWork, chainFile, acts = [] } = options;
  const chain = chainFile && { kind: chainFile.kind, digest: tip };
  return { version: 1, scenario, seed, policy, minimumChainWork, chain, acts };
}

/** What the host is told of them. */
export function hostOptions(options: LoadOptions): HostOptions {
  const { scenario, seed, policy, chainFile, minimumChainWork, acts, chain } = options;
  return {
    scenario,
    seed,
    ...(policy === undefined ? {} : { policy }),
    ...(chainFile === undefined ? {} : { chainFile }),
    ...(minimumChainWork === undefined ? {} : { minimumChainWork }),
    ...(acts === undefined ? {} : { acts }),
    ...(chain === undefined ? {} : { chain }),
  };
}
