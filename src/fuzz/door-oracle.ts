/** What waits at a node's door is thrown away with its connection, at once: it fills the line of nobody who is still there. */
import type { WorldRecord } from "../world/record.ts";

export class DoorOracle {
  readonly problems: string[] = [];
  /** Whom each message that waits is from. */
  readonly #waiting = new Map<string, string>();
  /** Messages of connections that ended, and when. */
  readonly #dead = new Map<string, number>();

  read(record: WorldRecord): void {
    for (const [message, at] of this.#dead) {
      if (record.at <= at) break;
      this.problems.push(`door: ${message} still waits, and its connection has ended`);
      this.#dead.delete(message);
    }
    if (record.kind === "queued") this.#waiting.set(record.message, record.from);
    else if (record.kind === "delivered" || record.kind === "lost") {
      this.#waiting.delete(record.message);
      this.#dead.delete(record.message);
    } else if (record.kind === "disconnected") {
      for (const [message, from] of this.#waiting) {
        if (from !== record.peer) continue;
        this.#waiting.delete(message);
        this.#dead.set(message, record.at);
      }
    }
  }
}
