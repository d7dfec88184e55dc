/** Builds a world and the host that runs it. */
import { prepareWorld, type WorldOptions } from "../world/setup.ts";
import type { WorldHost } from "./host.ts";
import { SingleThreadHost } from "./single-thread-host.ts";
import { WorkersHost } from "./workers-host.ts";

/** Rejects with one readable line if the world cannot be built from what was given. */
export async function createHost(kind: WorldHost["kind"], options: WorldOptions): Promise<WorldHost> {
  if (kind === "workers") return WorkersHost.create(options);
  const prepared = prepareWorld(options);
  if (!prepared.ok) throw new RangeError(prepared.error);
  return new SingleThreadHost(prepared.value);
}
