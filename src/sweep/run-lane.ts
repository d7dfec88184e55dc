/** One lane of a race, run from its beginning to its end. */
import { LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import type { WorldOptions } from "../world/setup.ts";
import type { Lane, Series } from "./race.ts";
import { watchRun, worldOf } from "./watched-run.ts";

/** More than these nobody can tell apart on a screen. */
const SAMPLES_MAX = 1000;

/** Runs it to its end. `tell`: how much of its chain is validated, 0 to 1. Throws a RangeError with one readable line. */
export function runLane(
  run: RunSpec,
  chainFile?: WorldOptions["chainFile"],
  tell: (share: number) => void = () => {},
): Lane {
  const world = worldOf(run, chainFile);
  const { local, chain } = world.run.setup.scenario;
  const at: number[] = [0];
  const headers: number[] = [local.height];
  const validated: number[] = [local.height];
  const push = (when: number, best: number, tip: number) => {
    if (at.at(-1) === when) {
      headers[at.length - 1] = best;
      validated[at.length - 1] = tip;
      return;
    }
    at.push(when);
    headers.push(best);
    validated.push(tip);
  };
  const watched = watchRun(world, (record) => {
    const [best = 0, tip = 0] = [headers.at(-1), validated.at(-1)];
    const heights = heightsAfter(record, best, tip);
    if (heights === undefined) return;
    push(record.at, ...heights);
    tell(Math.min(1, heights[1] / chain.blocks));
  });
  return { ...watched, series: thinned({ at, headers, validated }) };
}

/** Of the best header and the tip; undefined: this changes neither. A block that comes before its header is its own header. */
function heightsAfter(
  record: WorldRecord,
  best: number,
  tip: number,
): [best: number, tip: number] | undefined {
  if (record.node !== LOCAL_NUMBER || record.kind !== "observed") return undefined;
  const { observation: seen } = record;
  if (seen.kind === "bestHeaderChanged") return [seen.height, tip];
  if (seen.kind === "tipChanged") return [Math.max(best, seen.height), seen.height];
  return undefined;
}

/** The first, the last, and as many of those in between as are drawn. */
function thinned({ at, headers, validated }: Series): Series {
  const every = Math.ceil(at.length / SAMPLES_MAX);
  const kept = (_: number, i: number) => i % every === 0 || i === at.length - 1;
  return { at: at.filter(kept), headers: headers.filter(kept), validated: validated.filter(kept) };
}
