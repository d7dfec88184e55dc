/**
 * A node between three peers: one gives it the chain, one gets the chain from it, and one, played by the test, sends
 * whatever it likes.
 */
import { networks } from "../../src/bitcoin/networks.ts";
import { encodeMessage } from "../../src/bitcoin/wire/codec.ts";
import { Prng } from "../../src/sim/prng.ts";
import type { Envelope, Posted } from "../../src/world/host/envelope.ts";
import { createMember, type Member } from "../../src/world/host/member.ts";
import { prepareWorld } from "../../src/world/setup.ts";
import { scenario } from "../world/worlds.ts";
import { greeting, hostileFrames, validMessage } from "./hostile-frames.ts";

const BLOCKS = 30;
const MESSAGES = 40;
const HOSTILE = 3;
/** Ten times what an undisturbed run takes, and some for every hostile frame. */
const EVENTS_MAX = 40_000;
const END_US = 600_000_000;

export interface HostileRun {
  readonly localHeight: number;
  readonly askerHeight: number;
  readonly events: number;
  /** Frames of the hostile peer that the node has looked at. */
  readonly frames: number;
  readonly broken: readonly string[];
}

/** Throws what a node throws. */
export function runHostile(seed: number, policy: string): HostileRun {
  const prng = Prng.fromSeed(seed).split("hostile bytes");
  const prepared = prepareWorld({
    seed,
    scenario: scenario({
      chain: { blocks: BLOCKS },
      policy,
      defects: [],
      constants: { headersPerMessage: 20, agreeingPeers: policy === "headers-then-blocks" ? 1 : null },
      local: { height: prng.below(BLOCKS) },
      // Nobody acts here; as long as an act is to come no node takes the run for over.
      acts: [{ atSeconds: 86_000, act: { kind: "mendLink", peer: "giver" } }],
      peers: [{ id: "giver" }, { id: "asker", height: 0 }, { id: "hostile" }],
    }),
  });
  if (!prepared.ok) throw new Error(prepared.error);
  const members = [0, 1, 2].map((number) => createMember(prepared.value, number));
  return new HostileWorld(members, prng).run();
}

class HostileWorld {
  readonly #members: readonly Member[];
  readonly #prng: Prng;
  readonly #network = networks.regtest;
  #sequence = 0;
  #connection: number | undefined;
  #events = 0;
  #dials = 0;

  constructor(members: readonly Member[], prng: Prng) {
    this.#members = members;
    this.#prng = prng;
  }

  run(): HostileRun {
    for (let next = this.#next(); next !== undefined && this.#events < EVENTS_MAX; next = this.#next()) {
      this.#events += 1;
      const at = next.nextAt ?? 0;
      if (at > END_US) break;
      next.advance(at + 1, 1);
      for (const envelope of next.takeOutbox()) this.#carry(envelope);
    }
    const [local, , asker] = this.#members;
    const records = this.#members.flatMap((member) => member.takeRecords());
    return {
      localHeight: local?.chain.active.height ?? -1,
      askerHeight: asker?.chain.active.height ?? -1,
      events: this.#events,
      frames: records.filter(
        (record) => record.node === 0 && record.kind === "delivered" && record.from === "hostile",
      ).length,
      broken: [
        ...records.flatMap((record) => (record.kind === "invariantBroken" ? [record.detail] : [])),
        ...this.#members.flatMap((member) => member.audit()),
      ],
    };
  }

  #next(): Member | undefined {
    return this.#members
      .filter(({ nextAt }) => nextAt !== undefined)
      .sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0))[0];
  }

  #carry(envelope: Posted): void {
    if (envelope.target !== HOSTILE || envelope.kind === "recall") {
      this.#members[envelope.target]?.receive(envelope);
      return;
    }
    if (envelope.kind === "dial" || envelope.kind === "accept") {
      this.#connection = envelope.connection;
      if (envelope.kind === "dial") this.#send(envelope.at, { kind: "accept" });
      this.#attack(envelope.at);
    } else if (envelope.kind === "close" && envelope.connection === this.#connection && this.#dials < 5) {
      this.#dials += 1;
      this.#connection = HOSTILE + 1024 * this.#dials;
      this.#send(envelope.at, { kind: "dial" });
    }
  }

  /** Everything it has to say, a moment apart. */
  #attack(at: number): void {
    const blocks = this.#blocks();
    const messages = Array.from({ length: MESSAGES }, () => validMessage(this.#prng, blocks));
    const frames = [
      ...greeting(BigInt(this.#prng.uint32())).map((message) => encodeMessage(message, this.#network)),
      ...hostileFrames(this.#prng, messages, this.#network),
    ];
    frames.forEach((frame, i) => {
      this.#send(at + 1000 * i, { kind: "frame", frame, bytes: frame.length });
    });
  }

  /** Of the whole chain, as its first peer has it. */
  #blocks() {
    const chain = this.#members[1]?.chain;
    if (chain === undefined) throw new Error("there is no giver");
    return Array.from({ length: BLOCKS + 1 }, (_, height) =>
      chain.block(chain.active.at(height) ?? 0),
    ).filter((block) => block !== undefined);
  }

  #send(
    at: number,
    what: { kind: "dial" | "accept" } | { kind: "frame"; frame: Uint8Array; bytes: number },
  ): void {
    const sequence = this.#sequence++;
    const base = { at: at + 50_000, source: HOSTILE, sequence, target: 0, connection: this.#connection ?? 0 };
    const named = { message: `${HOSTILE}.${sequence}`, command: "hostile" };
    this.#members[0]?.receive({ ...base, ...what, ...named } as Envelope);
  }
}
