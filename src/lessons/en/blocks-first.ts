import { peerA, peerB, peerC, peerD } from "../../scenarios/parts.ts";
import type { Scenario } from "../../world/scenario/scenario.ts";
import type { Lesson } from "../lesson.ts";
import { lessonBase } from "../worlds.ts";

/** A's chain leaves everybody else's after the first block; much later B finds one more. */
const sideFirst: Scenario = {
  ...lessonBase,
  id: "blocks-first-lesson",
  title: "Blocks first",
  chain: {
    ...lessonBase.chain,
    blocks: 120,
    branches: [{ id: "side", forkHeight: 1, blocks: 30, spacingSeconds: 600 }],
  },
  constants: { ...lessonBase.constants, inventoryPerMessage: 10 },
  policy: "blocks-first",
  peers: [{ ...peerA, chain: "side" }, peerB, peerC, peerD],
  acts: [{ atSeconds: 30, act: { kind: "mineBlock", node: "B" } }],
  deadlineSeconds: 120,
};
const honest: Scenario = {
  ...sideFirst,
  id: "blocks-first-honest",
  peers: [peerA, peerB, peerC, peerD],
  acts: [],
};

export const blocksFirst: Lesson = {
  version: 1,
  id: "blocks-first",
  language: "en",
  title: "Blocks first, and the orphan tray",
  goal: "See how it used to be, and its two weaknesses: one source, and no idea where a block belongs before it is here.",
  level: "basics",
  words: [
    {
      word: "inv",
      means: "A list of what a peer has: for each thing its type and its hash, and nothing else.",
    },
    { word: "orphan", means: "A block whose parent one does not have: nobody knows yet where it belongs." },
  ],
  world: { scenario: sideFirst },
  beats: [
    {
      before:
        "Bitcoin up to 0.9 had no map. You tell peer A which blocks you have, and A answers with an inv: a list of hashes. Watch the list come, and what you do with it.",
      until: { kind: "sent", command: "getdata" },
      speed: "slow",
      after:
        "{inventories} list has come, of {world.inventoryPerMessage} hashes; you ask for its blocks, {world.inFlightPerPeer} at a time. Nothing can be drawn in the chain: a hash says neither what comes before nor how much work it took.",
      spotlight: ["stage", "chain"],
    },
    {
      before: "All blocks are asked of one peer, in the order of its lists. Three others have them, too.",
      until: { kind: "block", height: 31 },
      speed: "normal",
      after:
        "At {now} you have all {tipHeight} blocks that A has, from {givers} peer; the others stood idle. A had listed its tip besides: that block came before its parents, and waited for them as an orphan.",
      spotlight: ["stage", "peers", "window"],
    },
    {
      before:
        "B, C and D have a chain of {world.blocks} blocks; A has led you into a branch that leaves it after the first.",
      question: {
        ask: "When could your node have known that A's branch is the worse one?",
        choices: [
          "With the first list of hashes",
          "With the first block",
          "Only when it has blocks of another peer",
          "When the whole branch was here",
        ],
        right: 2,
        why: "A hash says nothing, and A's blocks are valid. Only what others have shows that there is more work elsewhere, and nobody else was asked.",
      },
      until: { kind: "orphan" },
      speed: "fast",
      after:
        "At {now} B has found a block and told you of it, and you have fetched it. Its parent is unknown, so it lies in the orphan tray: whole, paid for, and of no use yet. Not even its height can be told.",
      spotlight: ["window", "stage", "events"],
    },
    {
      before:
        "An orphan makes you ask for what lies between. Watch whether that leads you to the better chain.",
      until: { kind: "end" },
      speed: "fast",
      after:
        "It does not: after {endsAt} you stand at block {tipHeight}. B gave one more list, and {blocksReceived} blocks have come in all, {blocksBytes}; but only the sync peer is asked for list after list, and A has no more to say.",
      spotlight: ["stage", "chain"],
    },
    {
      before: "The same world with headers first. Nothing else is changed.",
      world: { policy: "learncoin" },
      until: { kind: "end" },
      speed: "fast",
      after:
        "Every peer was asked, and the tip is {tipHeight}, with the block that B has found. {blocksAside} blocks were fetched in vain before the others had spoken, and there were {orphans} orphans: a block is only asked for where its header already hangs in the tree.",
      spotlight: ["chain", "stage"],
    },
  ],
  variants: [
    {
      id: "led",
      label: "A leads into a branch",
      change: {},
      measured: { tipHeight: 31, orphans: 2 },
    },
    {
      id: "honest",
      label: "Everybody is honest",
      change: { scenario: honest },
      measured: { endsAt: 62.7, givers: 1 },
    },
    {
      id: "parallel",
      label: "Everybody is honest, headers first",
      change: { scenario: honest, policy: "headers-then-blocks" },
      measured: { endsAt: 16.1, givers: 4 },
    },
    {
      id: "older",
      label: "The still older 0.8",
      change: { policy: "blocks-first-0.8" },
      measured: { tipHeight: 31, orphans: 2 },
    },
  ],
  simplified: [
    "A list holds 500 hashes on the network, not 10.",
    "Here all peers are there from the start; a real node of that time met others, and their new blocks led it on sooner or later.",
    "The author of the article doubts that speed is the weakness: one could ask many peers for blocks without a map, too, just as blindly.",
  ],
  plan: [
    { minutes: 5, what: "Free play with headers first, to remember what the map looked like." },
    { minutes: 8, what: "The parts, with the question in the third." },
    { minutes: 5, what: "What if: everybody is honest; who works then?" },
    { minutes: 5, what: "Discuss: what could a bad peer fill the tray with, and what would that cost it?" },
  ],
};
