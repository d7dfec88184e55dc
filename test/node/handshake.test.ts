import { describe, expect, it } from "vitest";
import type { Message } from "../../src/bitcoin/wire/message.ts";
import { type HandshakeState, handshakeStep } from "../../src/node/handshake.ts";
import { Bench, SECOND, versionMessage } from "./bench.ts";
import { batch, hashOf, mainChain } from "./miner.ts";

const states: readonly HandshakeState[] = ["versionAwaited", "verackAwaited", "ready"];
const [block] = mainChain(1);
const hash = hashOf(block!);

const messages: readonly Message[] = [
  versionMessage(),
  { command: "verack" },
  { command: "sendheaders" },
  { command: "ping", nonce: 5n },
  { command: "pong", nonce: 5n },
  { command: "getheaders", version: 1, locator: [hash], stop: new Uint8Array(32) },
  { command: "getblocks", version: 1, locator: [hash], stop: new Uint8Array(32) },
  { command: "headers", headers: batch([block!]) },
  { command: "inv", items: [{ type: 2, hash }] },
  { command: "getdata", items: [{ type: 2, hash }] },
  { command: "notfound", items: [{ type: 2, hash }] },
  { command: "block", block: block! },
  { command: "unknown", name: "feefilter", payload: new Uint8Array(8) },
];

describe("the handshake table", () => {
  const step = (state: HandshakeState, command: string) => {
    const found = handshakeStep(state, command);
    return found === undefined ? "ignored" : `${found.act} → ${found.next}`;
  };
  for (const state of states) {
    for (const { command } of messages) {
      const expected =
        state === "versionAwaited" && command === "version"
          ? "greet → verackAwaited"
          : state === "verackAwaited" && command === "verack"
            ? "welcome → ready"
            : state === "ready" && command !== "version" && command !== "verack"
              ? "process → ready"
              : state === "verackAwaited" && command === "sendheaders"
                ? "process → verackAwaited"
                : "ignored";
      it(`${state}: ${command} is ${expected}`, () => {
        expect(step(state, command)).toBe(expected);
      });
    }
  }
});

describe("what is said", () => {
  it("the connector speaks first, answers with verack, and is ready at the peer's verack", () => {
    const bench = new Bench();
    const peer = bench.dial("A");
    expect(peer.received.map(({ command }) => command)).toEqual(["version"]);
    peer.tell(versionMessage({ startHeight: 7, userAgent: "/x/" }));
    expect(peer.received.map(({ command }) => command)).toEqual(["version", "verack"]);
    expect(bench.seen("peerReady")).toEqual([]);
    peer.tell({ command: "verack" });
    expect(bench.seen("peerReady")).toEqual([
      { kind: "peerReady", peer: "A", startHeight: 7, userAgent: "/x/" },
    ]);
    expect(peer.received.map(({ command }) => command)).toEqual(["version", "verack", "getheaders"]);
  });

  it("the acceptor waits, then sends version and verack", () => {
    const bench = new Bench();
    const peer = bench.dial("A", [], true);
    expect(peer.received).toEqual([]);
    peer.tell(versionMessage());
    expect(peer.received.map(({ command }) => command)).toEqual(["version", "verack"]);
  });

  for (const inbound of [false, true]) {
    it(`${inbound ? "in" : "out"}bound: nothing said too early has an effect, twice said is once`, () => {
      const bench = new Bench();
      const peer = bench.dial("A", [], inbound);
      const early = () => {
        const before = bench.observations.length;
        const sent = peer.received.length;
        for (const message of messages) {
          if (message.command !== "version" && message.command !== "verack") peer.tell(message);
        }
        expect(peer.received.length).toBe(sent);
        expect(bench.observations.length).toBe(before);
      };
      peer.tell({ command: "verack" });
      early();
      peer.tell(versionMessage());
      early();
      peer.tell(versionMessage({ nonce: 99n }));
      early();
      peer.tell({ command: "verack" });
      peer.tell({ command: "verack" });
      peer.tell(versionMessage());
      expect(bench.seen("peerReady").length).toBe(1);
      expect(peer.received.filter(({ command }) => command === "version").length).toBe(1);
      expect(peer.received.filter(({ command }) => command === "verack").length).toBe(1);
      expect(peer.connected).toBe(true);
    });
  }

  it("[C16] [L-26] our own nonce means we talk to ourselves: both ends are closed", () => {
    const bench = new Bench();
    const out = bench.dial("out");
    const back = bench.dial("in", [], true);
    const { nonce } = out.expect("version");
    back.tell(versionMessage({ nonce }));
    expect(bench.dropped.get("in")).toEqual({ kind: "protocol", text: "connected to self" });
  });

  it("each connection has a nonce of its own", () => {
    const bench = new Bench();
    const nonces = ["A", "B", "C"].map((id) => bench.dial(id).expect("version").nonce);
    expect(new Set(nonces).size).toBe(3);
  });

  it("a version before headers were known is refused", () => {
    const bench = new Bench();
    bench.dial("old").tell(versionMessage({ version: 31799 }));
    expect(bench.dropped.get("old")).toEqual({ kind: "protocol", text: "peer using obsolete version 31799" });
    const fine = bench.dial("fine");
    fine.tell(versionMessage({ version: 31800 }));
    expect(fine.connected).toBe(true);
  });

  it("[L-26] a ping is answered with its nonce, once the handshake is done", () => {
    const bench = new Bench();
    const peer = bench.connect("A");
    peer.tell({ command: "ping", nonce: 0xfedcba9876543210n });
    expect(peer.expect("pong").nonce).toBe(0xfedcba9876543210n);
    expect(peer.take("ping")).toBeUndefined();
  });

  it("a peer that does not have the chain is asked for nothing", () => {
    const bench = new Bench();
    const peer = bench.connect("A", mainChain(3), { version: { services: 0n } });
    peer.announce(...mainChain(3));
    expect(peer.received).toEqual([]);
    expect(bench.node.owed()).toBe(false);
  });
});

describe("the handshake's time", () => {
  for (const said of ["nothing", "version"] as const) {
    it(`60 s after connecting, ${said} said, to the microsecond`, () => {
      const bench = new Bench();
      bench.at = 5 * SECOND;
      const peer = bench.dial("A");
      if (said === "version") peer.tell(versionMessage());
      bench.runTo(65 * SECOND - 1);
      expect(peer.connected).toBe(true);
      bench.runTo(65 * SECOND);
      expect(bench.dropped.get("A")).toEqual({ kind: "handshakeTimeout", text: "version handshake timeout" });
      expect(bench.deadline).toBeUndefined();
    });
  }

  it("is over when the peer is ready, or gone", () => {
    const bench = new Bench();
    const peer = bench.connect("A");
    peer.answerHeaders();
    expect(bench.deadline).toBeUndefined();
    bench.dial("B").leave();
    expect(bench.deadline).toBeUndefined();
    bench.runTo(1000 * SECOND);
    expect(peer.connected).toBe(true);
  });
});
