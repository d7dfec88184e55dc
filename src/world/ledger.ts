/** What one node's traffic came to, per peer and per command. */
import type { Observation } from "../node/observation.ts";

/** A header in a `headers` message: 80 bytes and the count of its transactions, always 0 (protocol.md §4). */
const HEADER_ENTRY_BYTES = 81;

export interface PeerLedger {
  /** New headers it was the first to give. */
  headers: number;
  /** Requested blocks it delivered. */
  blocks: number;
  bytesReceived: number;
}

export class Ledger {
  received = 0;
  sent = 0;
  /** Bytes of new headers and of blocks that were stored. */
  useful = 0;
  /** Bytes of headers known before and of blocks that were not stored. */
  wasted = 0;
  readonly byCommand: Record<string, number> = {};
  readonly #peers = new Map<string, PeerLedger>();

  peer(name: string): PeerLedger {
    let ledger = this.#peers.get(name);
    if (ledger === undefined) {
      ledger = { headers: 0, blocks: 0, bytesReceived: 0 };
      this.#peers.set(name, ledger);
    }
    return ledger;
  }

  countSent(bytes: number): void {
    this.sent += bytes;
  }

  countReceived(from: string, command: string, bytes: number): void {
    this.received += bytes;
    this.byCommand[command] = (this.byCommand[command] ?? 0) + bytes;
    this.peer(from).bytesReceived += bytes;
  }

  /** `messageBytes` is what the message that led to the observation was charged. */
  observe(observation: Observation, messageBytes: number): void {
    if (observation.kind === "headersReceived") {
      this.useful += observation.newCount * HEADER_ENTRY_BYTES;
      this.wasted += (observation.count - observation.newCount) * HEADER_ENTRY_BYTES;
      this.peer(observation.peer).headers += observation.newCount;
    } else if (observation.kind === "blockReceived") {
      if (observation.verdict === "stored") {
        this.useful += messageBytes;
        this.peer(observation.peer).blocks += 1;
      } else this.wasted += messageBytes;
    }
  }
}
