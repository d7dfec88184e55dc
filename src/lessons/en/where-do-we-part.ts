import { peerB } from "../../scenarios/parts.ts";
import type { Scenario } from "../../world/scenario/scenario.ts";
import type { Lesson } from "../lesson.ts";
import { lessonBase } from "../worlds.ts";

const base = {
  ...lessonBase,
  constants: { ...lessonBase.constants, headersPerMessage: 2000 },
  local: { ...lessonBase.local, height: 600 },
  peers: [{ ...peerB, chain: "other" }],
} as const;
const chain = { ...lessonBase.chain, blocks: 600, blockBytes: 1000 };
const other = { id: "other", spacingSeconds: 600 };

const fork12: Scenario = {
  ...base,
  id: "fork-12",
  title: "A fork 12 deep",
  chain: { ...chain, branches: [{ ...other, forkHeight: 588, blocks: 22 }] },
};
const fork5: Scenario = {
  ...base,
  id: "fork-5",
  title: "A fork 5 deep",
  chain: { ...chain, branches: [{ ...other, forkHeight: 595, blocks: 15 }] },
};
const fork50: Scenario = {
  ...base,
  id: "fork-50",
  title: "A fork 50 deep",
  chain: { ...chain, branches: [{ ...other, forkHeight: 550, blocks: 60 }] },
};
const fork100: Scenario = {
  ...base,
  id: "fork-100",
  title: "A fork 100 deep",
  chain: { ...chain, branches: [{ ...other, forkHeight: 500, blocks: 110 }] },
};
const fork300: Scenario = {
  ...base,
  id: "fork-300",
  title: "A fork 300 deep",
  chain: { ...chain, branches: [{ ...other, forkHeight: 300, blocks: 310 }] },
};

export const whereDoWePart: Lesson = {
  version: 1,
  id: "where-do-we-part",
  language: "en",
  title: "Where do we part?",
  goal: "Why a locator has ten hashes close together, and then ever larger gaps.",
  level: "protocol",
  words: [
    {
      word: "locator",
      means:
        "Hashes of blocks that you have, from the tip down: the peer goes on after the first that is on its chain, too.",
    },
  ],
  world: { scenario: fork50 },
  beats: [
    {
      before:
        "You have {world.blocks} blocks; peer B has another end of the chain. Where do the two part? Your question is on its way: see its marks below the chain.",
      until: { kind: "message", command: "headers" },
      speed: "slow",
      after:
        "You sent {locatorHashes} hashes. B went through them from the top until one was on its own chain, too: block {locatorHit}. From there its answer begins, and {locatorRedundant} headers in it you had already.",
      spotlight: ["chain", "locator"],
    },
    {
      before: "A locator has to lead to the parting of any two chains, wherever that is.",
      question: {
        ask: "How many hashes does it take to describe a chain of 900,000 blocks, so that any peer finds where you part?",
        choices: ["29", "2,000", "450,000", "900,000"],
        right: 0,
        why: "Ten close together, and then gaps that double: 29 with the article's spacing, 31 with Bitcoin Core's. Who parts far down pays with some headers that are sent once more, and hardly anybody parts there.",
      },
      world: { scenario: fork300 },
      until: { kind: "message", command: "headers" },
      speed: "slow",
      after:
        "A fork far down: of {locatorHashes} hashes the first that B has is block {locatorHit}, so {locatorRedundant} headers came again. That is the price of the gaps, {headersBytes} in all.",
      spotlight: ["chain", "locator"],
    },
    {
      before: "The usual case: two chains that part close to the tip, as when two blocks are found at once.",
      world: { scenario: fork5 },
      until: { kind: "message", command: "headers" },
      speed: "slow",
      after:
        "There the hashes are close together: B finds block {locatorHit}, and {locatorRedundant} headers came twice.",
      spotlight: ["chain", "locator"],
    },
  ],
  variants: [
    {
      id: "five",
      label: "Parted 5 below the tip",
      change: { scenario: fork5 },
      measured: { headersTwice: 0 },
    },
    { id: "twelve", label: "12 below", change: { scenario: fork12 }, measured: { headersTwice: 0 } },
    { id: "fifty", label: "50 below", change: { scenario: fork50 }, measured: { headersTwice: 24 } },
    { id: "hundred", label: "100 below", change: { scenario: fork100 }, measured: { headersTwice: 38 } },
    { id: "far", label: "300 below", change: { scenario: fork300 }, measured: { headersTwice: 222 } },
    {
      id: "article",
      label: "12 below, with the article's spacing",
      change: { scenario: fork12, policy: "learncoin-as-published" },
      measured: { headersTwice: 3 },
    },
  ],
  simplified: [
    "B answers with the whole rest of its chain; on the network with 2,000 headers at most, and you ask on.",
  ],
  plan: [
    {
      minutes: 5,
      what: "On the board: let the class find a locator for a chain of 30 blocks with 6 hashes.",
    },
    { minutes: 5, what: "The three parts, with the question in the second." },
    { minutes: 5, what: "What if: the table of depths. At which would other gaps be better?" },
    { minutes: 5, what: "Discuss: why close together near the tip, and not at the beginning?" },
  ],
};
