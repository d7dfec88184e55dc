/** What a run is told of what a node has sent. */
import type { Envelope } from "../world/host/envelope.ts";

/** Triples: target, envelopes sent to it, earliest arrival of them. */
export function sentBy(outbox: readonly Envelope[]): number[] {
  const sent: number[] = [];
  for (const { target, at } of outbox) {
    let i = 0;
    while (i < sent.length && sent[i] !== target) i += 3;
    if (i === sent.length) sent.push(target, 0, at);
    sent[i + 1] = (sent[i + 1] ?? 0) + 1;
    sent[i + 2] = Math.min(sent[i + 2] ?? at, at);
  }
  return sent;
}
