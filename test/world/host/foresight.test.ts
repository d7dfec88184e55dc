/** Whatever a node sends, gives up and changes: who has what it foresaw, less what it took back, has what really came. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Prng } from "../../../src/sim/prng.ts";
import { LinkDirection, Uplink } from "../../../src/sim/uplink.ts";
import type { Envelope, Outbound, Posted } from "../../../src/world/host/envelope.ts";
import { dated, Foresight } from "../../../src/world/host/foresight.ts";

const LATENCY_US = 20_000;

/** A node with one link, and the other end of it. */
class Line {
  readonly #uplink: Uplink<Outbound>;
  readonly #direction: LinkDirection<Outbound>;
  readonly foresight: Foresight;
  readonly came: string[] = [];
  readonly #held = new Map<string, Envelope>();
  recalls = 0;
  #now = 0;
  /** First since the last handing over. */
  #changedAt = Number.MAX_SAFE_INTEGER;
  #sequence = 0;

  constructor(rate: number | null, bytesPerSecond: number | null, seed: number) {
    this.#uplink = new Uplink<Outbound>(rate, {
      departed: () => {},
      through: (outbound, at) => {
        const envelope = dated(outbound, at);
        this.came.push(nameOf(envelope));
        this.foresight.through(envelope);
      },
    });
    const link = { latencyUs: LATENCY_US, jitterUs: 3000, bytesPerSecond };
    this.#direction = new LinkDirection<Outbound>(link, Prng.fromSeed(seed));
    this.foresight = new Foresight(this.#uplink, this.#direction);
  }

  get held(): readonly string[] {
    return [...this.#held.values()].sort((a, b) => a.at - b.at || a.sequence - b.sequence).map(nameOf);
  }

  goOn(us: number): void {
    this.#now += us;
    this.#uplink.advance(this.#now);
  }

  send(bytes: number, connection: number, realBytes = 10): void {
    const outbound = { to: "You", envelope: frame(this.#sequence++, connection, realBytes) };
    this.foresight.send(this.#now, bytes, outbound);
    this.#uplink.send(this.#now, this.#direction, bytes, outbound);
  }

  giveUp(connection: number): void {
    const isOfIt = ({ envelope }: Outbound) => envelope.connection === connection;
    this.#changes();
    this.foresight.change(() => this.#uplink.drop(this.#now, this.#direction, isOfIt));
  }

  setRate(rate: number | null): void {
    this.#changes();
    this.foresight.change(() => this.#uplink.setRate(rate));
  }

  #changes(): void {
    this.#changedAt = Math.min(this.#changedAt, this.#now);
  }

  handOver(): readonly Posted[] {
    const taken = this.foresight.take();
    for (const posted of taken) {
      const key = nameOf(posted);
      if (posted.kind === "recall") {
        this.recalls += 1;
        // Its mind was changed no earlier than this, and that is heard of a latency later.
        expect(posted.at).toBeGreaterThanOrEqual(this.#changedAt + LATENCY_US);
        expect(this.#held.delete(key)).toBe(true);
      } else {
        expect(this.#held.has(key)).toBe(false);
        this.#held.set(key, posted);
      }
    }
    this.#changedAt = Number.MAX_SAFE_INTEGER;
    return taken;
  }
}

function nameOf({ at, sequence }: Posted): string {
  return `${sequence} at ${at}`;
}

function frame(sequence: number, connection: number, realBytes: number): Outbound["envelope"] {
  const frame = new Uint8Array(realBytes);
  const message = `1.${sequence}`;
  return {
    kind: "frame",
    source: 1,
    sequence,
    target: 0,
    connection,
    frame,
    bytes: 0,
    message,
    command: "block",
  };
}

type Step =
  | { readonly kind: "send"; readonly bytes: number; readonly connection: number }
  | { readonly kind: "wait"; readonly us: number }
  | { readonly kind: "giveUp"; readonly connection: number }
  | { readonly kind: "setRate"; readonly rate: number | null }
  | { readonly kind: "handOver" };

const rate = fc.constantFrom(null, 100_000, 1_000_000, 3_000_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      bytes: fc.constantFrom(0, 30, 50_000, 400_000),
      connection: fc.nat(1),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("wait" as const), us: fc.nat(300_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("giveUp" as const), connection: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("setRate" as const), rate }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("handOver" as const) }) },
);

describe("what a node with one link foresees", () => {
  it("is what comes, less what it takes back, at the moments it said", () => {
    let recalls = 0;
    let foreseen = 0;
    fc.assert(
      fc.property(
        rate,
        rate,
        fc.nat(1000),
        fc.array(step, { maxLength: 60, size: "max" }),
        (up, link, seed, steps) => {
          const line = new Line(up, link, seed);
          for (const one of steps) {
            if (one.kind === "send") line.send(one.bytes, one.connection);
            else if (one.kind === "giveUp") line.giveUp(one.connection);
            else if (one.kind === "setRate") line.setRate(one.rate);
            else if (one.kind === "handOver") line.handOver();
            else line.goOn(one.us);
          }
          line.handOver();
          foreseen += line.held.length - line.came.length;
          line.goOn(1_000_000_000);
          expect(line.handOver()).toEqual([]);
          expect(line.held).toEqual(line.came);
          recalls += line.recalls;
        },
      ),
      { numRuns: 400, seed: 7 },
    );
    expect(recalls).toBeGreaterThan(100);
    expect(foreseen).toBeGreaterThan(100);
  });

  it("ends where the last in its line arrives, and says when the first comes that is too much to hand over", () => {
    const line = new Line(1_000_000, null, 1);
    for (let i = 0; i < 6; i++) line.send(1_000_000, 0, 1024 * 1024);
    expect(line.handOver()).toHaveLength(5);
    const { nextArrivalAt, lineEndsAt } = line.foresight;
    expect(nextArrivalAt).toBe(lineEndsAt);
    expect(lineEndsAt).toBeGreaterThanOrEqual(6_000_000 + LATENCY_US);
    // As soon as one has left there is room for another.
    line.goOn(1_000_000);
    expect(line.foresight.nextArrivalAt).toBeUndefined();
    expect(line.handOver()).toHaveLength(1);
  });

  it("goes as a copy of its bytes until it has left: they are still to be hashed", () => {
    const line = new Line(1_000_000, null, 1);
    line.send(1_000_000, 0);
    const [handed] = line.handOver();
    if (handed?.kind !== "frame") throw new Error("no frame");
    structuredClone(handed.frame, { transfer: [handed.frame.buffer] });
    line.setRate(2_000_000);
    const again = line.handOver().filter(({ kind }) => kind === "frame");
    for (const posted of again) expect(posted.kind === "frame" && posted.frame.length).toBe(10);
    expect(handed.frame.length).toBe(0);
  });

  it("is what is sent: what leaves unforeseen is an error, not another run", () => {
    const uplink = new Uplink<Outbound>(null, { departed: () => {}, through: () => {} });
    const link = { latencyUs: 1000, jitterUs: 0, bytesPerSecond: null };
    const foresight = new Foresight(uplink, new LinkDirection<Outbound>(link, Prng.fromSeed(1)));
    const outbound = { to: "You", envelope: frame(0, 0, 1) };
    expect(() => foresight.through(dated(outbound, 1000))).toThrow("node 1 sends what it did not foresee");
  });
});
