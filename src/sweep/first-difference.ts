/** Where two runs part: the first thing that is told of one and not of the other. */
import { sentenceOf } from "../replay/sentences.ts";
import type { Sentence } from "../replay/told-event.ts";
import type { SingleThreadWorld } from "../runtime/single-thread-world.ts";
import type { ChainFile } from "../world/chains/chain-file.ts";
import type { WorldRecord } from "../world/record.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import { recordsOf, worldOf } from "./watched-run.ts";

/** What is told at one moment. */
export interface Said {
  /** Virtual µs. */
  readonly at: number;
  /** Who did it: a node's name, or "" for the world. */
  readonly actor: string;
  readonly sentence: Sentence;
}

/** What each of the two tells next; undefined: it tells nothing any more. */
export type Difference = readonly [Said | undefined, Said | undefined];

/**
 * Runs both until they part. What they tell is compared, not when: that one program's greeting is a byte longer than the other's moves
 * all that follows by a microsecond, and is no difference that anybody looks for. Undefined: they tell the same to their ends.
 * Throws a RangeError with one readable line.
 */
export function firstDifference(a: RunSpec, b: RunSpec, chainFile?: ChainFile): Difference | undefined {
  const [first, second] = [told(worldOf(a, chainFile)), told(worldOf(b, chainFile))];
  for (;;) {
    const [one, other] = [first.next(), second.next()];
    if (one.done && other.done) return undefined;
    const pair: Difference = [one.done ? undefined : one.value, other.done ? undefined : other.value];
    if (keyOf(pair[0]) !== keyOf(pair[1])) return pair;
  }
}

function* told(world: SingleThreadWorld): Generator<Said, void> {
  for (const records of recordsOf(world)) {
    for (const record of records) {
      const sentence = sentenceOf(record);
      if (sentence !== undefined) yield { at: record.at, actor: actorOf(record, world), sentence };
    }
  }
}

function actorOf({ node }: WorldRecord, { run }: SingleThreadWorld): string {
  return run.names[node] ?? "";
}

/** The end of a run says since when it is synced: that is a moment. */
function keyOf(said: Said | undefined): string {
  if (said === undefined) return "";
  const { actor, sentence } = said;
  const { since: _, ...values } = sentence.values;
  return JSON.stringify([actor, sentence.key.replace(/Since$/, ""), values]);
}
