/** Builds a world and the host that runs it. */
import { prepareWorld } from "../world/setup.ts";
import { type HostOptions, withBytes } from "./chain-source.ts";
import type { Loading, WorldHost } from "./host.ts";
import { SingleThreadHost } from "./single-thread-host.ts";
import { WorkersHost } from "./workers-host.ts";

/** Rejects with one readable line if the world cannot be built from what was given. */
export async function createHost(
  kind: WorldHost["kind"],
  options: HostOptions,
  onLoading: (loading: Loading) => void = () => {},
): Promise<WorldHost> {
  if (kind === "workers") return WorkersHost.create(options, onLoading);
  // Nothing is told: a page that builds the world in its own thread draws nothing meanwhile.
  const prepared = prepareWorld(await withBytes(options));
  if (!prepared.ok) throw new RangeError(prepared.error);
  return new SingleThreadHost(prepared.value);
}
