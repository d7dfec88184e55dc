import type { Lesson } from "../lesson.ts";

export const aTree: Lesson = {
  version: 1,
  id: "a-tree",
  language: "en",
  title: "A tree, not a line",
  goal: "The block index keeps every branch; the active chain is a choice among them, and the choice is by work.",
  level: "basics",
  words: [
    {
      word: "chain work",
      means: "How many hashes it takes on average to make a chain: its blocks' targets say it.",
    },
    {
      word: "active chain",
      means: "The one a node follows: of those whose blocks it has checked, the one with most work.",
    },
  ],
  world: { scenario: "two-branches" },
  beats: [
    {
      before: "Peer A is asked first. It has a chain of its own. Watch the tip of the tree.",
      until: { kind: "headersDone" },
      speed: "slow",
      after: "A's chain is here as headers: its tip is at {bestHeight}. Nobody else has spoken.",
      spotlight: ["chain", "stage"],
    },
    {
      before:
        "Now B, C and D are asked for what they know. Their chain has {world.blocks} blocks, and each of its later ones was harder to make.",
      question: {
        ask: "Which chain should your node follow?",
        choices: [
          "The taller one",
          "The heavier one: that with more work",
          "The one seen first",
          "The one most peers have",
        ],
        right: 1,
        why: "Blocks can be made easy, and peers can be made up; work can not. So the shorter chain wins here. What most peers say decides nothing.",
      },
      until: { kind: "headers", height: 48 },
      speed: "normal",
      after:
        "Your best header is at {bestHeight} now, below A's tip, and {headersKnown} headers are in the index: the others' chain has more work, {bestWork}. A's branch is hatched: left aside, and kept.",
      spotlight: ["chain"],
    },
    {
      before: "Blocks were asked for all the while. Watch which of them end on the active chain.",
      until: { kind: "end" },
      speed: "normal",
      after:
        "Done at block {tipHeight}: {blocksReceived} blocks came, {blocksAside} of them belong to the branch that was left. Who asks for blocks before everybody has spoken may pay for some of the wrong chain.",
      spotlight: ["chain", "window"],
    },
  ],
  variants: [
    {
      id: "plain",
      label: "The article's node, as it is",
      change: {},
      measured: { tipHeight: 48, blocksAside: 10 },
    },
    {
      id: "published",
      label: "As the article was published: work is height",
      change: { policy: "learncoin-as-published" },
      measured: { bestHeight: 64, blocksAside: 41 },
    },
    {
      id: "patient",
      label: "Wait until several peers agree",
      change: { policy: "headers-then-blocks" },
      measured: { tipHeight: 48, blocksAside: 0 },
    },
    {
      id: "core",
      label: "Bitcoin Core 0.12",
      change: { policy: "core-0.12" },
      measured: { tipHeight: 48, blocksAside: 9 },
    },
  ],
  simplified: [
    "Difficulty changes every 8 blocks here, and every 2,016 on the network.",
    "The tutorial counts one unit of work for each block: then the taller chain always wins, however easy it was.",
  ],
  plan: [
    { minutes: 5, what: "Free play: let the pointer rest on blocks of both branches." },
    { minutes: 5, what: "Predict and run." },
    { minutes: 5, what: "What if: the program as it was published." },
    { minutes: 5, what: "Discuss: what can a peer do to a node that counts blocks in place of work?" },
  ],
};
