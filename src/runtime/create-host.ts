/** Builds a world and the host that runs it. */
import type { HostOptions } from "./chain-source.ts";
import type { Loading, WorldHost } from "./host.ts";
import { fetched } from "./late-part.ts";
import { WorkersHost } from "./workers-host.ts";

/** Rejects with one readable line if the world cannot be built from what was given, or with the reason of `signal`. */
export async function createHost(
  kind: WorldHost["kind"],
  options: HostOptions,
  onLoading: (loading: Loading) => void = () => {},
  signal?: AbortSignal,
): Promise<WorldHost> {
  if (kind === "workers") return WorkersHost.create(options, onLoading, signal);
  // All the nodes' code: whoever has workers need not load it.
  const { SingleThreadHost } = await fetched("thread", import("./single-thread-host.ts"));
  return SingleThreadHost.create(options, signal);
}
