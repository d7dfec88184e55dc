/** Where two runs part: the first thing that is told of one and not of the other. */
import { sentenceOf } from "../replay/sentences.ts";
import type { Sentence } from "../replay/told-event.ts";
import type { SingleThreadWorld } from "../runtime/single-thread-world.ts";
import type { WorldRecord } from "../world/record.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import type { WorldOptions } from "../world/setup.ts";
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

/** Lines no further apart than this are told together, in whatever order. Virtual µs. */
const TOGETHER_US = 1_000;

/**
 * Runs both until they part. What they tell is compared, not when, nor in which order it is told of one moment: that one program's
 * greeting is a byte longer than the other's moves all that follows by a microsecond, and is no difference that anybody looks for.
 * Undefined: they tell the same to their ends. Throws a RangeError with one readable line.
 */
export function firstDifference(
  a: RunSpec,
  b: RunSpec,
  chainFile?: WorldOptions["chainFile"],
): Difference | undefined {
  const [first, second] = [moments(told(worldOf(a, chainFile))), moments(told(worldOf(b, chainFile)))];
  for (;;) {
    const [one = [], other = []] = [first.next().value, second.next().value];
    if (one.length === 0 && other.length === 0) return undefined;
    const [onlyOne, onlyOther] = [without(one, other), without(other, one)];
    if (onlyOne.length === 0 && onlyOther.length === 0) continue;
    // Who tells nothing of its own there is to be known by what it tells next.
    return [onlyOne[0] ?? first.next().value?.[0], onlyOther[0] ?? second.next().value?.[0]];
  }
}

/** Those of `some` that are not among `others`, in their order; what is there twice counts twice. */
function without(some: readonly Said[], others: readonly Said[]): readonly Said[] {
  const left = others.map(keyOf);
  return some.filter((said) => {
    const place = left.indexOf(keyOf(said));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

/** What is told together. */
function* moments(lines: Iterable<Said>): Generator<readonly Said[], undefined> {
  let together: Said[] = [];
  for (const said of lines) {
    if (said.at - (together.at(-1)?.at ?? said.at) > TOGETHER_US) {
      yield together;
      together = [];
    }
    together.push(said);
  }
  if (together.length > 0) yield together;
  return undefined;
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
function keyOf({ actor, sentence }: Said): string {
  const { since: _, ...values } = sentence.values;
  return JSON.stringify([actor, sentence.key.replace(/Since$/, ""), values]);
}
