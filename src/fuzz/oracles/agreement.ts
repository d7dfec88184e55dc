/**
 * The Core note's wish, where the policy has it: no block before everybody has said what he has, and then only blocks that
 * several peers have. How long is waited is the node's to know; it is watched as long as no such time can be over.
 */
import { displayHash } from "../../bitcoin/bytes.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import type { Heard, Oracle, Talk } from "./hearing.ts";

export class AgreementOracle implements Oracle {
  readonly problems: string[] = [];
  #startedAt = 0;

  restart(): void {
    this.#startedAt = -1;
  }

  hear({ at, input, outputs, policy, chain, talks }: Heard): void {
    if (input.kind === "start") this.#startedAt = at;
    const { agreeingPeers: wanted, agreementSeconds } = policy;
    if (wanted === null || at - this.#startedAt >= (agreementSeconds ?? 0) * US_PER_SECOND) return;
    // What this very message has shown counts.
    const bests = new Map([...talks.values()].map(({ peer, best }) => [peer, best]));
    for (const output of outputs) {
      if (output.kind === "observe" && output.observation.kind === "peerBestKnownChanged")
        bests.set(output.observation.peer, output.observation.to);
      if (output.kind !== "send" || output.message.command !== "getdata") continue;
      const here = [...talks.values()].filter((talk) => isAskable(talk) && !isDropped(outputs, talk));
      const silent = here.find(({ inbound, answered }) => !inbound && !answered);
      if (silent !== undefined)
        this.problems.push(
          `agreement: a block is asked of ${output.peer} before ${silent.peer} has said what it has`,
        );
      for (const { hash } of output.message.items) {
        const entry = chain.index.find(hash);
        if (entry === undefined) continue;
        const backers = here.filter(({ peer }) => {
          const best = bests.get(peer);
          return best !== undefined && chain.index.isAncestor(entry, best);
        });
        if (backers.length < Math.min(wanted, here.length))
          this.problems.push(
            `agreement: ${displayHash(hash)} is asked for, and ${backers.length} peers have it`,
          );
      }
    }
  }
}

function isAskable({ ready, servesBlocks }: Talk): boolean {
  return ready && servesBlocks;
}

function isDropped(outputs: Heard["outputs"], { peer }: Talk): boolean {
  return outputs.some((output) => output.kind === "disconnect" && output.peer === peer);
}
