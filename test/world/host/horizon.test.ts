/** How far a node may go by what it says itself: to where an answer could reach it. */
import { expect, it } from "vitest";
import { networks } from "../../../src/bitcoin/networks.ts";
import { encodeMessage } from "../../../src/bitcoin/wire/codec.ts";
import { INV_BLOCK, INV_FILTERED_BLOCK, type Message } from "../../../src/bitcoin/wire/message.ts";
import { ChainState } from "../../../src/chain/chain-state.ts";
import { Prng } from "../../../src/sim/prng.ts";
import { LinkDirection } from "../../../src/sim/uplink.ts";
import type { Outbound } from "../../../src/world/host/envelope.ts";
import { Journal } from "../../../src/world/host/journal.ts";
import type { Neighbour } from "../../../src/world/host/neighbours.ts";
import { Outbox } from "../../../src/world/host/outbox.ts";

const LATENCY_US = 20_000;
const LINE_END = 5_000_000;
const network = networks.regtest;

/** The horizon of a local node after it has done something at 1000 µs with its one peer, whose line ends at `lineEnd`. */
function horizonAfter(does: (outbox: Outbox, link: Neighbour) => void, lineEnd: number | undefined): number {
  const outbox = new Outbox({
    number: 0,
    blockBytes: null,
    chain: new ChainState(network),
    uploadBytesPerSecond: null,
    journal: new Journal(0),
    encode: (message: Message) => encodeMessage(message, network),
  });
  const options = { latencyUs: LATENCY_US, jitterUs: 0, bytesPerSecond: null };
  const link: Neighbour = {
    number: 1,
    name: "A",
    direction: new LinkDirection<Outbound>(options, Prng.fromSeed(1)),
    dials: true,
    connection: { id: 1, open: true },
    spare: false,
    cut: false,
    closedBecause: undefined,
  };
  outbox.addLink(link);
  outbox.openWindow([undefined, lineEnd]);
  does(outbox, link);
  return outbox.horizon;
}

const getdata = (type: number, count = 1): Message => ({
  command: "getdata",
  items: Array.from({ length: count }, () => ({ type, hash: new Uint8Array(32) })),
});
const says = (message: Message) => (outbox: Outbox, link: Neighbour) => outbox.send(1000, link, message);
const there = 1000 + LATENCY_US;

it.each([
  ["a ping", says({ command: "ping", nonce: 1n })],
  ["a close", (outbox: Outbox, link: Neighbour) => outbox.hangUp(1000, link, 1, "close")],
  ["asking for what a node may mind", says(getdata(INV_FILTERED_BLOCK))],
  ["asking for more than anybody should", says(getdata(INV_BLOCK, 1001))],
])("%s may be answered a round trip later, whatever is in the line", (_, does) => {
  expect(horizonAfter(does, LINE_END)).toBe(there + LATENCY_US);
});

it("blocks that are asked for come behind what is in the line, or a round trip later", () => {
  expect(horizonAfter(says(getdata(INV_BLOCK)), LINE_END)).toBe(LINE_END);
  expect(horizonAfter(says(getdata(INV_BLOCK)), 0)).toBe(there + LATENCY_US);
});

it("bytes that are no message may make another of the next one", () => {
  const does = (outbox: Outbox, link: Neighbour) => {
    outbox.send(1000, link, { command: "raw", name: "garbage", bytes: new Uint8Array(3) });
    outbox.openWindow([undefined, LINE_END]);
    outbox.send(1000, link, getdata(INV_BLOCK));
  };
  expect(horizonAfter(does, LINE_END)).toBe(there + LATENCY_US);
});

it("what is said to a peer that foresees nothing is the conductor's business", () => {
  expect(horizonAfter(says({ command: "ping", nonce: 1n }), undefined)).toBe(Number.MAX_SAFE_INTEGER);
});
