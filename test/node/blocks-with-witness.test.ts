/** Blocks with and without witnesses: what is asked of whom, and what is given (protocol.md §2.8 rule 4b, §4; BIP144). */
import { describe, expect, it, test } from "vitest";
import { type Block, withoutWitness } from "../../src/bitcoin/block.ts";
import { fromHex, toHex } from "../../src/bitcoin/bytes.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { type Network, networks } from "../../src/bitcoin/networks.ts";
import { sha256d } from "../../src/bitcoin/sha256.ts";
import { makeTransaction, type Transaction } from "../../src/bitcoin/transaction.ts";
import {
  INV_BLOCK,
  INV_COMPACT_BLOCK,
  INV_WITNESS_BLOCK,
  type InventoryItem,
} from "../../src/bitcoin/wire/message.ts";
import { policies } from "../../src/node/policies/all.ts";
import { blocksFirst } from "../../src/node/policies/blocks-first.ts";
import { core } from "../../src/node/policies/core.ts";
import { core012 } from "../../src/node/policies/core-0.12.ts";
import { learncoin } from "../../src/node/policies/learncoin.ts";
import type { Policy } from "../../src/node/policy.ts";
import { Bench, chainOf, type ScriptedPeer, START_SECONDS } from "./bench.ts";
import { hashOf, mainChain, mineOn } from "./miner.ts";

const OLD = { version: { services: 1n } };

/** A coinbase that commits to witnesses, and has the one that belongs to it: alone in its block it is all there is. */
function committing(height: number): Transaction {
  const plain = coinbaseTransaction(height, 5_000_000_000n, Uint8Array.of(9, 9));
  const commitment = fromHex(`6a24aa21a9ed${toHex(sha256d(new Uint8Array(64)))}`);
  return makeTransaction({
    ...plain,
    outputs: [...plain.outputs, { value: 0n, script: commitment }],
    witness: [[new Uint8Array(32)]],
  });
}

/** A chain of which every block has a witness, the last a minute old. */
function witnessChain(count: number): Block[] {
  const blocks: Block[] = [];
  for (let height = 1; height <= count; height++) {
    const time = START_SECONDS - 60 * (1 + count - height);
    blocks.push(mineOn(networks.regtest, blocks, 60, 0, { time, transactions: [committing(height)] }));
  }
  return blocks;
}

/** Type and height of what the peer was asked for, and is to give. */
function asked(peer: ScriptedPeer): string[] {
  const hashes = peer.blocks.map((block) => toHex(hashOf(block)));
  const items: InventoryItem[] = [];
  for (let message = peer.take("getdata"); message !== undefined; message = peer.take("getdata"))
    items.push(...message.items);
  return items.map(
    ({ type, hash }) => `${type === INV_WITNESS_BLOCK ? "w" : type}:${hashes.indexOf(toHex(hash)) + 1}`,
  );
}

function segwitFrom(segwitHeight: number): Network {
  return { ...networks.regtest, segwitHeight };
}

function benchOf(policy: Policy, network: Network, blocks: readonly Block[] = []): Bench {
  return new Bench({
    constants: { ...policy, minimumChainWork: "0" },
    network,
    chain: chainOf(blocks, network),
  });
}

const range = (type: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${type}:${from + i}`);

describe("what is asked", () => {
  const chain = mainChain(8);

  it.each([core, learncoin])("$id: with their witnesses of peers that have them", (policy) => {
    const peer = benchOf(policy, networks.regtest).connect("new", chain);
    peer.answerHeaders();
    expect(asked(peer)).toEqual(range("w", 1, 8));
  });

  it.each([1, 4, 8])("core: of peers without, only what comes before segwit at height %d", (height) => {
    const bench = benchOf(core, segwitFrom(height));
    const old = bench.connect("old", chain, OLD);
    old.answerHeaders();
    expect(asked(old)).toEqual(range("2", 1, height - 1));
    const young = bench.connect("new", chain);
    young.tellHeaders(chain);
    expect(asked(young)).toEqual(range("w", height, 8));
  });

  it("core: everything of anybody where segwit never comes", () => {
    const bench = benchOf(core, segwitFrom(Number.POSITIVE_INFINITY));
    const old = bench.connect("old", chain, OLD);
    old.answerHeaders();
    expect(asked(old)).toEqual(range("2", 1, 8));
  });

  it("core: nothing is fetched at once of a peer without that announces it", () => {
    const fresh = witnessChain(4);
    const bench = benchOf(core, networks.regtest, fresh.slice(0, 2));
    const old = bench.connect("old", fresh, OLD);
    old.tellHeaders(fresh);
    expect(asked(old)).toEqual([]);
    const young = bench.connect("new", fresh);
    young.tellHeaders(fresh);
    expect(asked(young)).toEqual(range("w", 3, 4));
  });

  it("core: who may not be asked for what lies beyond the window blames nobody", () => {
    const bench = benchOf({ ...core, windowBlocks: 4, inFlightPerPeer: 4 }, segwitFrom(5));
    const young = bench.connect("new", chain);
    const old = bench.connect("old", chain, OLD);
    young.tellHeaders(chain);
    old.tellHeaders(chain);
    expect(asked(young)).toEqual(range("w", 1, 4));
    expect(asked(old)).toEqual([]);
    expect(bench.seen("windowStalled")).toEqual([]);
  });

  it.each([core012, blocksFirst])("$id: without witnesses, whoever it asks, segwit or not", (policy) => {
    const bench = benchOf(policy, networks.regtest);
    const peer = bench.connect("new", chain);
    if (policy.strategy === "blocks-first") peer.announce(...chain);
    else peer.answerHeaders();
    expect(asked(peer)).toEqual(range("2", 1, 8));
  });
});

describe("what is given", () => {
  const chain = witnessChain(3);
  const [, block] = chain as [Block, Block, Block];

  /** The bytes that the answer to a getdata of these types has. */
  function given(policy: Policy, ...types: readonly number[]): string[] {
    const peer = benchOf(policy, networks.regtest, chain).connect("asker", [], { inbound: true });
    peer.received.length = 0;
    peer.tell({ command: "getdata", items: types.map((type) => ({ type, hash: hashOf(block) })) });
    return peer.received.flatMap((message) =>
      message.command === "block" ? [toHex(message.block.bytes)] : [],
    );
  }

  const whole = toHex(block.bytes);
  const stripped = toHex(withoutWitness(block).bytes);

  it("without witnesses it is 36 bytes shorter: mark, flag, two counts and 32 bytes", () => {
    expect(whole.length - stripped.length).toBe(2 * (2 + 1 + 1 + 32));
  });

  it.each([core, learncoin])("$id: as it was asked for", (policy) => {
    expect(given(policy, INV_BLOCK)).toEqual([stripped]);
    expect(given(policy, INV_WITNESS_BLOCK)).toEqual([whole]);
    expect(given(policy, INV_WITNESS_BLOCK, INV_BLOCK)).toEqual([whole, stripped]);
    expect(given(policy, INV_COMPACT_BLOCK)).toEqual([whole]);
  });

  it.each([core012, blocksFirst])("$id: never with witnesses, and it knows no other question", (policy) => {
    expect(given(policy, INV_BLOCK)).toEqual([stripped]);
    expect(given(policy, INV_WITNESS_BLOCK, INV_COMPACT_BLOCK)).toEqual([]);
  });

  it("what came with witnesses is handed on with them, byte for byte", () => {
    const bench = benchOf(core, networks.regtest);
    const giver = bench.connect("giver", chain);
    giver.answerHeaders();
    giver.answerBlocks();
    const asker = bench.connect("asker", [], { inbound: true });
    asker.received.length = 0;
    asker.tell({
      command: "getdata",
      items: chain.map((each) => ({ type: INV_WITNESS_BLOCK, hash: hashOf(each) })),
    });
    const bytes = asker.received.flatMap((m) => (m.command === "block" ? [toHex(m.block.bytes)] : []));
    expect(bytes).toEqual(chain.map((each) => toHex(each.bytes)));
  });
});

describe("transactions that are asked for", () => {
  const chain = mainChain(3);
  const tx = (fill: number, type = 1) => ({ type, hash: new Uint8Array(32).fill(fill) });
  const block = (height: number) => ({ type: INV_BLOCK, hash: hashOf(chain[height - 1] as Block) });

  function answers(policy: Policy, items: readonly InventoryItem[], relay = true): string[] {
    const peer = benchOf(policy, networks.regtest, chain).connect("asker", [], {
      inbound: true,
      version: { relay },
    });
    peer.received.length = 0;
    peer.tell({ command: "getdata", items });
    return peer.received.flatMap((message) => {
      if (message.command === "block") return ["block"];
      return message.command === "notfound" ? [`notfound ${message.items.map(({ hash }) => hash[0])}`] : [];
    });
  }

  it("are not found; each row of them is answered behind the block that follows it", () => {
    expect(answers(core, [tx(1)])).toEqual(["notfound 1"]);
    expect(answers(core, [tx(1), tx(2, 5), tx(3, 0x4000_0001)])).toEqual(["notfound 1,2,3"]);
    expect(answers(core, [tx(1), block(1), tx(2), tx(3), block(2), block(3)])).toEqual([
      "block",
      "notfound 1",
      "block",
      "notfound 2,3",
      "block",
    ]);
    expect(answers(core, [block(1), tx(2)])).toEqual(["block", "notfound 2"]);
  });

  it("of whoever wants to hear of none are passed over", () => {
    expect(answers(core, [tx(1), block(1)], false)).toEqual(["block"]);
    expect(answers(core012, [tx(1), block(1)], false)).toEqual(["block", "notfound 1"]);
  });

  it("by a hash with witness are nothing to an old node", () => {
    expect(answers(core012, [tx(1, 5), tx(2, 0x4000_0001)])).toEqual([]);
  });
});

test("what each policy says it has", () => {
  const services = [...policies.values()].map((policy) => {
    const peer = new Bench({ constants: policy }).dial("A");
    const said = peer.expect("version");
    return [policy.id, said.version, Number(said.services), Number(said.sender.services)];
  });
  expect(services).toEqual([
    ["blocks-first-0.8", 70_001, 1, 1],
    ["blocks-first", 70_002, 1, 1],
    ["learncoin-as-published", 70_017, 9, 9],
    ["learncoin", 70_017, 9, 9],
    ["headers-then-blocks", 70_017, 9, 9],
    ["core-0.12", 70_012, 1, 1],
    ["core", 70_017, 9, 9],
  ]);
});
