/** [L-8] BIP141's commitment, as Core's `CheckWitnessMalleation` has it (protocol.md §2.15). */
import { describe, expect, test } from "vitest";
import { type Block, decodeBlock, makeBlock } from "../../src/bitcoin/block.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { makeTransaction } from "../../src/bitcoin/transaction.ts";
import { checkMutation } from "../../src/chain/block-checks.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { genesisOf, mineChain, mineOn, NOW } from "./mined.ts";
import { spend } from "./transactions.ts";
import { commitmentScript, committing, witnessAttacks, witnessSpend } from "./witnesses.ts";

const { regtest } = networks;
const genesis = genesisOf(regtest);
const others = [witnessSpend(1), spend(2), witnessSpend(3)];
const good = mineOn(genesis, { transactions: [committing(1, others), ...others] }).block;
const mutated = (reason: string) => ({ reason, mutated: true });

describe("a block that commits to its witnesses", () => {
  test("is right, also as it comes over the wire", () => {
    expect(checkMutation(good, true)).toBeUndefined();
    const decoded = decodeBlock(good.bytes);
    expect(decoded.ok && checkMutation(decoded.value, true)).toBeUndefined();
  });

  test("may have any 32 bytes as the coinbase's own", () => {
    const reserved = new Uint8Array(32).fill(5);
    const { block } = mineOn(genesis, { transactions: [committing(1, others, reserved), ...others] });
    expect(checkMutation(block, true)).toBeUndefined();
  });

  test("the last commitment counts, and one that is longer", () => {
    const noise = new Uint8Array(32).fill(1);
    const last = mineOn(genesis, { transactions: [committing(1, others, noise, [noise]), ...others] });
    expect(checkMutation(last.block, true)).toBeUndefined();
    const right = committing(1, others);
    const [payout, commitment] = right.outputs;
    const longer = { ...commitment!, script: Uint8Array.of(...commitment!.script, 1, 2, 3) };
    const long = makeTransaction({ ...right, outputs: [payout!, longer] });
    expect(checkMutation(mineOn(genesis, { transactions: [long, ...others] }).block, true)).toBeUndefined();
    const wrong = makeTransaction({
      ...right,
      outputs: [...right.outputs, { value: 0n, script: commitmentScript(noise) }],
    });
    expect(checkMutation(mineOn(genesis, { transactions: [wrong, ...others] }).block, true)).toEqual(
      mutated("bad-witness-merkle-match"),
    );
  });

  test.each(witnessAttacks)("%s: %s", (_, reason, attack) => {
    const bad = attack(good);
    expect(checkMutation(bad, true)).toEqual(mutated(reason));
    const decoded = decodeBlock(bad.bytes);
    expect(decoded.ok && checkMutation(decoded.value, true)).toEqual(mutated(reason));
  });

  test("whoever knows no witnesses has nothing to object to", () => {
    for (const [, , attack] of witnessAttacks) expect(checkMutation(attack(good), undefined)).toBeUndefined();
  });

  test("without segwit no witness may be there, committed to or not", () => {
    expect(checkMutation(good, false)).toEqual(mutated("unexpected-witness"));
    const bare = makeBlock(
      decodeHeader(good.header),
      good.transactions.map((tx) => ({ ...tx, witness: undefined })),
    );
    expect(checkMutation(bare, false)).toBeUndefined();
  });
});

describe("a block that commits to nothing", () => {
  test("needs no commitment as long as it has no witness", () => {
    const { block } = mineOn(genesis, { transactions: [coinbaseTransaction(1, 0n), spend(1)] });
    expect(checkMutation(block, true)).toBeUndefined();
  });

  test.each([
    ["of a payment", [coinbaseTransaction(1, 0n), witnessSpend(1)]],
    ["of the coinbase", [{ ...coinbaseTransaction(1, 0n), witness: [[new Uint8Array(32)]] }]],
    ["of a payment, and a mark that is too short", [shortMark(), witnessSpend(2)]],
  ])("unexpected-witness: %s", (_, transactions) => {
    const { block } = mineOn(genesis, { transactions });
    expect(checkMutation(block, true)).toEqual(mutated("unexpected-witness"));
  });

  function shortMark() {
    const plain = coinbaseTransaction(1, 0n);
    const script = commitmentScript(new Uint8Array(31));
    return makeTransaction({ ...plain, outputs: [...plain.outputs, { value: 0n, script }] });
  }
});

test("without a coinbase a transaction of 64 bytes may be two hashes: mutated; others are only invalid", () => {
  // 4 + 1 + 41 + 1 + 9 + 4 bytes, and those of the scripts.
  const ofSize = (scriptBytes: number) =>
    spend(1, {
      inputs: [{ ...spend(1).inputs[0]!, script: new Uint8Array(0) }],
      outputs: [{ value: 1n, script: new Uint8Array(scriptBytes) }],
    });
  const block = (bytes: number) => mineOn(genesis, { transactions: [ofSize(bytes)] }).block;
  expect(checkMutation(block(4), true)).toEqual(mutated("bad-cb-missing"));
  expect(checkMutation(block(5), true)).toBeUndefined();
  expect(checkMutation(block(3), true)).toBeUndefined();
});

describe("the chain", () => {
  /** A chain of two blocks, and a third with witnesses. */
  function third() {
    const below = mineChain(genesis, 2);
    const transactions = [committing(3, others), ...others];
    return { below, mined: mineOn(below[1]!, { transactions }) };
  }

  function fed(below: readonly { readonly block: Block }[], network = regtest, witnesses = true) {
    const chain = new ChainState(network, { witnesses });
    for (const { block } of below) expect(chain.acceptBlock(block, NOW).kind).toBe("stored");
    return chain;
  }

  test.each(witnessAttacks)(
    "leaves no trace of a block with %s, and takes the right one after it",
    (_, reason, attack) => {
      const { below, mined } = third();
      const chain = fed(below);
      const bad = attack(mined.block);
      expect(chain.acceptBlock(bad, NOW)).toEqual({
        kind: "rejected",
        entry: undefined,
        reason,
        mutated: true,
        invalidated: [],
      });
      expect(chain.index.size).toBe(3);
      expect(chain.acceptHeader(mined.block.header, 0, NOW).kind).toBe("new");
      expect(chain.acceptBlock(bad, NOW)).toMatchObject({ entry: 3, reason, mutated: true, invalidated: [] });
      expect(chain.isFailed(3)).toBe(false);
      expect(chain.acceptBlock(mined.block, NOW).kind).toBe("stored");
      // Now that the block is here, the wrong one is an attack all the same.
      expect(chain.acceptBlock(bad, NOW)).toMatchObject({ reason, mutated: true });
      expect(chain.acceptBlock(mined.block, NOW).kind).toBe("duplicate");
      expect(chain.audit()).toEqual([]);
    },
  );

  test("looks from segwit's height on", () => {
    const { below, mined } = third();
    const bad = witnessAttacks[0]![2](mined.block);
    expect(fed(below, { ...regtest, segwitHeight: 3 }).acceptBlock(bad, NOW)).toMatchObject({
      reason: "bad-witness-merkle-match",
    });
    const early = fed(below, { ...regtest, segwitHeight: 4 });
    expect(early.acceptBlock(mined.block, NOW)).toMatchObject({ reason: "unexpected-witness" });
  });

  test("of software that knows no witnesses takes the block without them, and gets it again when it learns of them", () => {
    const { below, mined } = third();
    const bare = witnessAttacks[2]![2](mined.block);
    const chain = fed(below, regtest, false);
    expect(chain.acceptBlock(bare, NOW).kind).toBe("stored");
    const learned = chain.reindexed({ witnesses: true }, NOW);
    expect(learned.active.height).toBe(2);
    expect(learned.index.size).toBe(4);
    expect(learned.acceptBlock(mined.block, NOW).kind).toBe("stored");
    expect([chain.active.height, chain.witnesses]).toEqual([3, false]);
  });
});
