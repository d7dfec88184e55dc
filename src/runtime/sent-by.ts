/** What a run is told of what a node has sent. */
import type { SimTime } from "../sim/time.ts";
import type { Posted } from "../world/host/envelope.ts";

/** What a node has handed over to another. */
export interface Sent {
  readonly target: number;
  readonly count: number;
  /** Earliest arrival of what asks for blocks; undefined: nothing does. */
  readonly askedAt: SimTime | undefined;
  /** Of the rest. */
  readonly arriveAt: SimTime | undefined;
  /** Some of what was handed over before is taken back. */
  readonly recalls: boolean;
}

export function sentBy(outbox: readonly Posted[]): readonly Sent[] {
  const sent: Sent[] = [];
  for (const posted of outbox) {
    const { target, at } = posted;
    let i = sent.findIndex((other) => other.target === target);
    if (i < 0)
      i = sent.push({ target, count: 0, askedAt: undefined, arriveAt: undefined, recalls: false }) - 1;
    const { count, askedAt, arriveAt, recalls } = sent[i] as Sent;
    const isAsking = posted.kind === "frame" && posted.asksForBlocks === true;
    const isRecall = posted.kind === "recall";
    sent[i] = {
      target,
      count: count + 1,
      askedAt: isAsking ? Math.min(askedAt ?? at, at) : askedAt,
      arriveAt: isAsking || isRecall ? arriveAt : Math.min(arriveAt ?? at, at),
      recalls: recalls || isRecall,
    };
  }
  return sent;
}
