/** Peers of other ages: what is not said to them because they would not know it (Core `GetCommonVersion`). */
import { describe, expect, it } from "vitest";
import type { Block } from "../../src/bitcoin/block.ts";
import { ZERO_HASH } from "../../src/bitcoin/bytes.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import type { NodeOutput } from "../../src/node/interface.ts";
import { blocksFirst } from "../../src/node/policies/blocks-first.ts";
import { core } from "../../src/node/policies/core.ts";
import { core012 } from "../../src/node/policies/core-0.12.ts";
import { learncoin } from "../../src/node/policies/learncoin.ts";
import type { Policy } from "../../src/node/policy.ts";
import { Bench, SECOND, versionMessage } from "./bench.ts";
import { freshChain, longer } from "./core/core-bench.ts";
import { batch, hashOf } from "./miner.ts";

const { genesis } = networks.regtest;
const chain = freshChain(6);

function commands(outputs: readonly NodeOutput[]): string[] {
  return outputs.flatMap((output) => (output.kind === "send" ? [output.message.command] : []));
}

/** What leaves with the peer's verack, and with its first headers. */
function said(policy: Policy, version = 70_016): { verack: string[]; headers: string[] } {
  const bench = new Bench({ constants: { ...policy, minimumChainWork: "0" } });
  bench.dial("A", chain).tell(versionMessage({ version }));
  const verack = commands(bench.feed({ kind: "message", peer: "A", message: { command: "verack" } }));
  const message = { command: "headers", headers: batch(chain) } as const;
  return { verack, headers: commands(bench.feed({ kind: "message", peer: "A", message })) };
}

describe("sendheaders", () => {
  it("core: before the first getdata", () => {
    expect(said(core)).toEqual({ verack: ["ping", "getheaders"], headers: ["sendheaders", "getdata"] });
  });

  it("learncoin: as soon as the peer has shown a chain", () => {
    const { verack, headers } = said(learncoin);
    expect(verack).toEqual(["getheaders"]);
    expect(headers).toEqual(["sendheaders", "getdata"]);
  });

  it("core-0.12: right after the handshake", () => {
    const { verack, headers } = said(core012);
    expect(verack).toEqual(["sendheaders", "ping", "getheaders"]);
    expect(headers).not.toContain("sendheaders");
  });

  it("blocks-first: never", () => {
    const { verack, headers } = said(blocksFirst);
    expect([...verack, ...headers]).not.toContain("sendheaders");
  });

  it.each([core, core012])("$id: not to peers of a version before 70012", (policy) => {
    const { verack, headers } = said(policy, 70_011);
    expect([...verack, ...headers]).not.toContain("sendheaders");
    const young = said(policy, 70_012);
    expect([...young.verack, ...young.headers]).toContain("sendheaders");
  });

  it("core: only to a peer with more than the minimum work, not with as much", () => {
    // Genesis and six blocks, of two hashes each.
    const bench = new Bench({ constants: { ...core, minimumChainWork: (14).toString(16) } });
    const peer = bench.connect("A", chain);
    peer.tellHeaders(chain);
    expect(bench.chain.index.size, "with as much its headers are taken").toBe(7);
    expect(peer.askedForHeaders).toBe(false);
    peer.tellHeaders(longer(chain, 1).slice(6));
    expect(peer.askedForHeaders).toBe(true);
  });

  it("a peer that says it before its verack has said it", () => {
    const bench = new Bench({ constants: core });
    const old = bench.dial("A", chain, true);
    old.tell(versionMessage());
    old.tell({ command: "sendheaders" });
    old.tell({ command: "verack" });
    old.tell({ command: "getheaders", version: 70_016, locator: [hashOf(genesis)], stop: ZERO_HASH });
    old.received.length = 0;
    bench.feed({ kind: "localBlock", block: chain[0] as Block });
    expect(old.received.map(({ command }) => command)).toEqual(["headers"]);
  });

  it("blocks-first: tells of new blocks by their hashes, whatever is wished", () => {
    const bench = new Bench({ constants: blocksFirst });
    const peer = bench.connect("A", chain, { inbound: true });
    peer.tell({ command: "sendheaders" });
    peer.received.length = 0;
    for (const block of chain) bench.feed({ kind: "localBlock", block });
    expect(peer.take("headers")).toBeUndefined();
    expect(peer.take("inv")).toBeDefined();
  });
});

describe("pings", () => {
  function pinging(version: number) {
    const bench = new Bench({ constants: { ...core, minimumChainWork: "0" } });
    const peer = bench.connect("A", [], { inbound: true, version: { version } });
    return { bench, peer };
  }

  it.each([31_800, 59_999, 60_000])("version %d is sent no pong, and none is awaited of it", (version) => {
    const { bench, peer } = pinging(version);
    peer.tell({ command: "ping", nonce: 5n });
    expect(peer.take("pong")).toBeUndefined();
    bench.runTo(3600 * SECOND);
    expect(bench.dropped.get("A")?.kind).not.toBe("pingTimeout");
  });

  it.each([60_001, 70_001, 70_016, 80_000])(
    "version %d is sent one, and dropped without its own",
    (version) => {
      const { bench, peer } = pinging(version);
      peer.tell({ command: "ping", nonce: 5n });
      expect(peer.expect("pong").nonce).toBe(5n);
      bench.runTo(1200 * SECOND);
      expect(bench.dropped.get("A")?.kind).toBe("pingTimeout");
    },
  );

  it("a pong of nonce zero ends the wait, another wrong one does not", () => {
    for (const [nonce, kept] of [
      [0n, true],
      [12_345n, false],
    ] as const) {
      const { bench, peer } = pinging(70_016);
      bench.runTo(1199 * SECOND);
      peer.tell({ command: "pong", nonce });
      bench.runTo(1200 * SECOND);
      expect(peer.connected).toBe(kept);
    }
  });
});
