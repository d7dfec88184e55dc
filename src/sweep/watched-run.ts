/** A run from its beginning to its end, with what a sweep and a race want of it besides its summary. */
import { SingleThreadWorld } from "../runtime/single-thread-world.ts";
import type { RunSummary } from "../world/judging/summary.ts";
import { LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import { prepareWorld, type WorldOptions } from "../world/setup.ts";

/** A peer that the local node sent away. */
export interface Drop {
  /** Virtual µs. */
  readonly at: number;
  readonly peer: string;
  readonly why: string;
}

export interface WatchedRun {
  readonly summary: RunSummary;
  /** Virtual µs at which a block after genesis was on the active chain that was not there at the beginning; null: none came, or there are but headers. */
  readonly firstBlockAt: number | null;
  /** In their order; one that came back and was sent away again is there twice. */
  readonly drops: readonly Drop[];
}

/** Rounds between two looks at the records. */
const ROUNDS_PER_TAKING = 50;

/** Builds the world of this run. Throws a RangeError with one readable line if there is none. */
export function worldOf(run: RunSpec, chainFile?: WorldOptions["chainFile"]): SingleThreadWorld {
  const prepared = prepareWorld({ ...run, chainFile });
  if (!prepared.ok) throw new RangeError(prepared.error);
  return new SingleThreadWorld(prepared.value);
}

/** Goes through all records of this world in their order, in portions. */
export function* recordsOf(world: SingleThreadWorld): Generator<readonly WorldRecord[]> {
  for (let rounds = 1, going = true; going; rounds++) {
    going = world.advance(undefined);
    if (going && rounds % ROUNDS_PER_TAKING !== 0) continue;
    yield world.takeRecords(going ? world.now : undefined);
  }
}

/** Runs it to its end. `take` is given all that happens. Throws as `worldOf` does. */
export function watchRun(
  world: SingleThreadWorld,
  take: (record: WorldRecord) => void = () => {},
): WatchedRun {
  let firstBlockAt: number | null = null;
  const drops: Drop[] = [];
  // There the tip moves with the headers.
  const { headersOnly } = world.run.setup.chains.main;
  for (const records of recordsOf(world)) {
    for (const record of records) {
      take(record);
      if (record.node !== LOCAL_NUMBER || record.kind !== "observed") continue;
      const { observation: seen, at } = record;
      if (seen.kind === "peerDropped") drops.push({ at, peer: seen.peer, why: seen.reason.text });
      else if (!headersOnly && seen.kind === "tipChanged" && seen.connected.length > 0) firstBlockAt ??= at;
    }
  }
  return { summary: world.summary(), firstBlockAt, drops };
}
