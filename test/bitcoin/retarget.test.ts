import { describe, expect, it } from "vitest";
import { networks } from "../../src/bitcoin/networks.ts";
import { isPermittedTransition, nextBits, type TimedTarget } from "../../src/bitcoin/retarget.ts";

const { mainnet, testnet3, testnet4, signet, regtest, classroom } = networks;
const EASIEST = 0x1d00ffff;

function noAncestor(): never {
  throw new Error("asked for an ancestor");
}

describe("the bits of the next block", () => {
  // pow_tests, protocol.md §2.19
  it.each([
    ["get_next_work", 32255, 1262152739, 0x1d00ffff, 1261130161, 0x1d00d86a],
    ["get_next_work_pow_limit", 2015, 1233061996, 0x1d00ffff, 1231006505, 0x1d00ffff],
    ["get_next_work_lower_limit_actual", 68543, 1279297671, 0x1c05a3f4, 1279008237, 0x1c0168fd],
    ["get_next_work_upper_limit_actual", 46367, 1269211443, 0x1c387f6f, 1263163443, 0x1d00e1fd],
  ])("[U4] [N3] %s", (_, height, time, bits, firstTime, expected) => {
    const asked: number[] = [];
    const next = nextBits(mainnet, { height, time, bits }, time + 600, (at) => {
      asked.push(at);
      return { time: firstTime, bits };
    });
    expect(next).toBe(expected);
    // 2015 blocks back, not 2016.
    expect(asked).toEqual([height - 2015]);
  });

  it("stay between two retargets on mainnet, however late the block", () => {
    const parent = { height: 32254, time: 1_000_000, bits: 0x1c05a3f4 };
    expect(nextBits(mainnet, parent, 9_000_000, noAncestor)).toBe(0x1c05a3f4);
  });

  it("do not shrink below a quarter when time ran backwards", () => {
    const parent = { height: 2015, time: 5, bits: 0x1c05a3f4 };
    expect(nextBits(mainnet, parent, 0, () => ({ time: 1_000_000, bits: 0x1c05a3f4 }))).toBe(0x1c0168fd);
  });

  it("are the easiest on testnet after two spacings without a block", () => {
    const parent = { height: 4033, time: 1_000_000, bits: 0x1c05a3f4 };
    expect(nextBits(testnet3, parent, 1_001_201, noAncestor)).toBe(EASIEST);
    expect(nextBits(testnet3, parent, 1_001_200, noAncestor)).toBe(0x1c05a3f4);
  });

  it.each([
    ["as fast as it may be", 302_400, 0x1c0168fd],
    ["in time", 1_209_600, 0x1c05a3f4],
    ["too slow by half", 1_814_400, 0x1c0875ee],
  ])("are on testnet4 made from those of the period's first block (BIP94): %s", (_, took, expected) => {
    const first = { time: 1_000_000, bits: 0x1c05a3f4 };
    const late = { height: 4031, time: first.time + took, bits: EASIEST };
    expect(nextBits(testnet4, late, late.time + 600, () => first)).toBe(expected);
    // Testnet3 forgets the difficulty that it had.
    expect(nextBits(testnet3, late, late.time + 600, () => first)).not.toBe(expected);
    // And where the last block was no exception both say the same.
    const last = { ...late, bits: first.bits };
    expect(nextBits(testnet4, last, 0, () => first)).toBe(nextBits(testnet3, last, 0, () => first));
  });

  it("are the easiest on testnet4, too, after two spacings, and not on signet", () => {
    const parent = { height: 4033, time: 1_000_000, bits: 0x1c05a3f4 };
    expect(nextBits(testnet4, parent, 1_001_201, noAncestor)).toBe(EASIEST);
    expect(nextBits(signet, parent, 1_001_201, noAncestor)).toBe(0x1c05a3f4);
  });

  it("are on testnet the last that were not the exception, but of this period", () => {
    const bitsAt = (height: number): TimedTarget => ({
      time: 0,
      bits: height === 4034 ? 0x1c05a3f4 : EASIEST,
    });
    const parent = { height: 4040, time: 1_000_000, bits: EASIEST };
    expect(nextBits(testnet3, parent, 1_000_600, bitsAt)).toBe(0x1c05a3f4);
    // 4032 begins the period: what was before it does not count.
    const before = (height: number): TimedTarget => ({
      time: 0,
      bits: height === 4031 ? 0x1c05a3f4 : EASIEST,
    });
    expect(nextBits(testnet3, parent, 1_000_600, before)).toBe(EASIEST);
  });

  it("are on testnet computed from the last block's bits at a retarget, exception or not", () => {
    const parent = { height: 4031, time: 1_209_600, bits: EASIEST };
    expect(nextBits(testnet3, parent, 9_000_000, () => ({ time: 604_800, bits: 0x1c05a3f4 }))).toBe(
      0x1c7fff80,
    );
  });

  it("never change on regtest", () => {
    for (const height of [0, 1, 143, 287, 288]) {
      const parent = { height, time: 1_000_000, bits: 0x207fffff };
      expect(nextBits(regtest, parent, 1_000_001, () => ({ time: 0, bits: 0x207fffff }))).toBe(0x207fffff);
      expect(nextBits(regtest, parent, 1_000_001, () => ({ time: 999_999, bits: 0x207fffff }))).toBe(
        0x207fffff,
      );
      expect(nextBits(regtest, parent, 9_000_000, () => ({ time: 0, bits: 0x207fffff }))).toBe(0x207fffff);
    }
  });

  it("change in the classroom every 8 blocks, by at most 4, and never beyond the limit", () => {
    const at = (height: number, time: number, bits = 0x207fffff): number =>
      nextBits(classroom, { height, time, bits }, time + 1, () => ({ time: 0, bits }));
    expect(at(6, 1)).toBe(0x207fffff);
    // Seven spacings lie between eight blocks: on time is an eighth too fast.
    expect(at(7, 4200)).toBe(0x206fffff);
    expect(at(7, 4800)).toBe(0x207fffff);
    expect(at(7, 2400)).toBe(0x203fffff);
    expect(at(7, 1)).toBe(0x201fffff);
    expect(at(7, 1200)).toBe(0x201fffff);
    expect(at(15, 9600, 0x201fffff)).toBe(0x203ffffe);
    expect(at(15, 1_000_000, 0x201fffff)).toBe(0x207ffffc);
    expect(at(15, 1_000_000, 0x203fffff)).toBe(0x207fffff);
  });
});

describe("[U4] a change of bits that is possible at all", () => {
  // pow_tests, protocol.md §2.19
  it.each([
    ["get_next_work", 32256, 0x1d00ffff, 0x1d00d86a],
    ["get_next_work_pow_limit", 2016, 0x1d00ffff, 0x1d00ffff],
    ["get_next_work_lower_limit_actual", 68544, 0x1c05a3f4, 0x1c0168fd],
    ["get_next_work_upper_limit_actual", 46368, 0x1c387f6f, 0x1d00e1fd],
  ])("%s", (_, height, oldBits, newBits) => {
    expect(isPermittedTransition(mainnet, height, oldBits, newBits)).toBe(true);
  });

  it("is not to one below a quarter", () => {
    expect(isPermittedTransition(mainnet, 68544, 0x1c05a3f4, 0x1c0168fd - 1)).toBe(false);
  });

  it("is not to one above four times", () => {
    expect(isPermittedTransition(mainnet, 46368, 0x1c387f6f, 0x1d00e1fd + 1)).toBe(false);
  });

  it("is not to one above the limit", () => {
    expect(isPermittedTransition(mainnet, 2016, 0x1d00ffff, 0x1d010000)).toBe(false);
  });

  it("is none between two retargets", () => {
    expect(isPermittedTransition(mainnet, 68545, 0x1c05a3f4, 0x1c05a3f4)).toBe(true);
    expect(isPermittedTransition(mainnet, 68545, 0x1c05a3f4, 0x1c05a3f3)).toBe(false);
    expect(isPermittedTransition(mainnet, 68543, 0x1c05a3f4, 0x1c05a3f5)).toBe(false);
  });

  it("is any where late blocks are the easiest", () => {
    expect(isPermittedTransition(testnet3, 4033, 0x1c05a3f4, EASIEST)).toBe(true);
    expect(isPermittedTransition(regtest, 144, 0x207fffff, 0x2000ffff)).toBe(true);
  });

  it("comes every 8 blocks in the classroom", () => {
    expect(isPermittedTransition(classroom, 8, 0x207fffff, 0x201fffff)).toBe(true);
    expect(isPermittedTransition(classroom, 8, 0x207fffff, 0x201ffffe)).toBe(false);
    expect(isPermittedTransition(classroom, 16, 0x201fffff, 0x207ffffc)).toBe(true);
    expect(isPermittedTransition(classroom, 16, 0x201fffff, 0x207ffffd)).toBe(false);
    expect(isPermittedTransition(classroom, 9, 0x207fffff, 0x206fffff)).toBe(false);
  });
});
