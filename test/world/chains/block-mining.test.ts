import { expect, it } from "vitest";
import { headerPrev } from "../../../src/bitcoin/header.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { ChainState } from "../../../src/chain/chain-state.ts";
import { Prng } from "../../../src/sim/prng.ts";
import { mineBlock, parentInIndex } from "../../../src/world/chains/block-mining.ts";
import { HashBudget } from "../../../src/world/chains/hash-budget.ts";

it.each(["regtest", "classroom"] as const)(
  "a block mined on any known block of %s is a valid child",
  (name) => {
    const network = networks[name];
    const chain = new ChainState(network);
    const prng = Prng.fromSeed(3).split("test");
    const nowSeconds = chain.index.time(0) + 100_000;
    for (let i = 0; i < 40; i++) {
      // Now and then somewhere below the tip.
      const parent = i % 7 === 6 ? Math.max(0, chain.index.parent(chain.tip)) : chain.tip;
      const time = chain.index.time(parent) + 100 + prng.below(900);
      const { block, hash } = mineBlock(
        network,
        parentInIndex(chain.index, parent),
        time,
        prng,
        new HashBudget(),
      )!;
      expect(chain.acceptBlock(block, nowSeconds).kind).toBe("stored");
      expect(headerPrev(block.header)).toEqual(chain.index.hash(parent));
      expect(chain.index.find(hash)).toBe(chain.index.size - 1);
    }
    expect(chain.audit()).toEqual([]);
  },
);
