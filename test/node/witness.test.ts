/** [§2.15] [L-8] A block with wrong witnesses is not the block that was asked for: its sender goes, the block is asked again. */
import { describe, expect, it } from "vitest";
import type { Block } from "../../src/bitcoin/block.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { core } from "../../src/node/policies/core.ts";
import { core012 } from "../../src/node/policies/core-0.12.ts";
import { learncoin } from "../../src/node/policies/learncoin.ts";
import type { Policy } from "../../src/node/policy.ts";
import { chainOptions } from "../../src/node/published/chain-options.ts";
import { committing, witnessAttacks, witnessSpend } from "../chain/witnesses.ts";
import { Bench, small } from "./bench.ts";
import { mineOn } from "./miner.ts";

const others = [witnessSpend(1), witnessSpend(2)];
const chain = Array.from({ length: 4 }, () => 0).reduce<Block[]>(
  (blocks) => [
    ...blocks,
    mineOn(networks.regtest, blocks, 600, 0, {
      transactions: [committing(blocks.length + 1, others), ...others],
    }),
  ],
  [],
);

/** Both have told all headers; A owes the first block. */
function asking(policy: Policy): Bench {
  const bench = new Bench({
    constants: { ...policy, ...small, headersPerMessage: 10 },
    chain: new ChainState(networks.regtest, chainOptions(policy)),
  });
  for (const id of ["A", "B"]) bench.connect(id, chain);
  for (const peer of bench.peers.values()) peer.tellHeaders(chain);
  return bench;
}

describe.each([core, learncoin])("under $id", (policy) => {
  it.each(witnessAttacks)("%s: %s, and the sender is gone", (_, reason, attack) => {
    const bench = asking(policy);
    expect(bench.peers.get("A")?.owedHeights()).toContain(1);
    bench.peers.get("A")?.tellBlock(attack(chain[0]!));
    expect(bench.last("blockReceived")).toMatchObject({ verdict: "invalid", reason, peer: "A" });
    expect(bench.dropped.get("A")).toEqual({ kind: "misbehaving", text: "mutated block" });
    expect(bench.seen("blockInvalid")).toEqual([]);
    expect([bench.chain.isFailed(1), bench.chain.hasBlock(1)]).toEqual([false, false]);
    expect(bench.peers.get("B")?.owedHeights()).toContain(1);
    bench.settle();
    expect(bench.chain.active.height).toBe(4);
  });

  it("unasked, of a header that nobody knew: nothing is kept of it", () => {
    const bench = new Bench({ constants: { ...policy, ...small } });
    const [, , attack] = witnessAttacks[0]!;
    bench.connect("A", [], { inbound: true }).tellBlock(attack(chain[0]!));
    expect(bench.dropped.get("A")?.text).toBe("mutated block");
    expect(bench.chain.index.size).toBe(1);
  });

  it("of a block that is here: an attack all the same", () => {
    const bench = asking(policy);
    bench.settle();
    const [, , attack] = witnessAttacks[1]!;
    bench.peers.get("B")?.tellBlock(attack(chain[1]!));
    expect(bench.dropped.get("B")?.text).toBe("mutated block");
    expect(bench.chain.active.height).toBe(4);
  });
});

it("0.12 has never heard of witnesses: it takes blocks that came without them", () => {
  const bench = asking(core012);
  const [, , withoutAny] = witnessAttacks[2]!;
  for (const block of chain) bench.peers.get("A")?.tellBlock(withoutAny(block));
  expect(bench.chain.active.height).toBe(4);
  expect(bench.dropped.size).toBe(0);
});
