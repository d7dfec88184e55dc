/** Blocks without a parent: none is thrown away while there is room, none waits for a parent that is there (protocol.md §3.1). */
import { displayHash, hashFromDisplay } from "../../bitcoin/bytes.ts";
import { hashHeader, headerPrev } from "../../bitcoin/header.ts";
import type { Heard, Oracle } from "./hearing.ts";

export class OrphanOracle implements Oracle {
  readonly problems: string[] = [];
  /** Those that wait, and the parent that each waits for, in display order. */
  readonly #waiting = new Map<string, string>();

  restart(): void {
    this.#waiting.clear();
  }

  hear({ input, outputs, policy, chain }: Heard): void {
    for (const output of outputs) {
      if (output.kind !== "observe") continue;
      const { observation } = output;
      if (observation.kind === "orphanEvicted") {
        // 0.9 looks before it adds: one more than the limit stays.
        if (observation.count <= (policy.orphanBlocksMax ?? Number.POSITIVE_INFINITY))
          this.problems.push(`orphans: one had to go, and only ${observation.count} are left`);
        this.#waiting.delete(observation.hash);
      } else if (observation.kind === "orphanConnected") this.#waiting.delete(observation.hash);
      else if (
        observation.kind === "orphanStored" &&
        input.kind === "message" &&
        input.message.command === "block"
      ) {
        const { header } = input.message.block;
        this.#waiting.set(displayHash(hashHeader(header)), displayHash(headerPrev(header)));
      }
    }
    for (const [hash, parent] of this.#waiting) {
      const entry = chain.index.find(hashFromDisplay(parent));
      if (entry === undefined || !chain.hasBlock(entry)) continue;
      this.problems.push(`orphans: ${hash} waits for a parent that is here`);
      this.#waiting.delete(hash);
    }
  }
}
