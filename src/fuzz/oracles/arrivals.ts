/**
 * Whether a valid block that has come is kept (protocol.md §2.16; Core `AcceptBlock`; 0.12 where they differ): always one that
 * somebody was asked for; of the others those whose chain has as much work as ours (0.12: more), not too far ahead of our
 * tip, and with enough work for their headers to be kept at all.
 */
import { hashHeader, headerBits, headerPrev } from "../../bitcoin/header.ts";
import { workOf } from "../../bitcoin/work.ts";
import type { Heard, Oracle } from "./hearing.ts";

export class ArrivalOracle implements Oracle {
  readonly problems: string[] = [];

  hear(heard: Heard): void {
    const { policy, from, input, outputs, chain } = heard;
    if (policy.strategy !== "core" && policy.strategy !== "headers-first") return;
    if (from === undefined || input.kind !== "message" || input.message.command !== "block") return;
    const { header } = input.message.block;
    const told = outputs.flatMap((output) =>
      output.kind === "observe" && output.observation.kind === "blockReceived"
        ? [output.observation.verdict]
        : [],
    );
    const [verdict, ...more] = told;
    if (verdict === undefined || more.length > 0) {
      this.problems.push(`arrival: ${told.length} verdicts on a block of ${from.peer}`);
      return;
    }
    // Who sends one that we have, or one that is wrong, is others' business.
    if (verdict !== "stored" && verdict !== "unrequested") return;
    const isKept = heard.wasRequested || this.#isWelcome(heard, header);
    if (isKept !== (verdict === "stored"))
      this.problems.push(
        `arrival: a block of ${from.peer} is ${verdict}, and should ${isKept ? "" : "not "}be kept`,
      );
    const entry = chain.index.find(hashHeader(header));
    if (verdict === "stored" && (entry === undefined || !chain.hasBlock(entry)))
      this.problems.push(`arrival: a block of ${from.peer} is said to be stored, and is not`);
  }

  #isWelcome({ policy, chain, tipBefore }: Heard, header: Uint8Array): boolean {
    const { index } = chain;
    const parent = index.find(headerPrev(header));
    if (parent === undefined) return false;
    const work = index.work(parent) + workOf(headerBits(header));
    const ours = index.work(tipBefore);
    if (policy.presyncs) {
      const near = ours - BigInt(policy.workBufferBlocks) * workOf(index.bits(tipBefore));
      if (work < near || work < BigInt(`0x${policy.minimumChainWork}`)) return false;
    }
    if (policy.unrequestedWork === "more" ? work <= ours : work < ours) return false;
    return index.height(parent) + 1 <= index.height(tipBefore) + policy.unrequestedAheadBlocks;
  }
}
