import { peerA, peerB, peerC, peerD } from "../../scenarios/parts.ts";
import type { Lesson } from "../lesson.ts";
import { lessonBase, onePeer } from "../worlds.ts";

const chain = { ...lessonBase.chain, blocks: 60 };

export const theMap: Lesson = {
  version: 1,
  id: "the-map",
  language: "en",
  title: "The map before the territory",
  goal: "Tell apart: to know that a block exists, to have it, and to have checked it.",
  level: "basics",
  words: [
    {
      word: "header",
      means:
        "The 80 bytes at the head of a block: which block comes before it, what is in it, and that it took work.",
    },
    { word: "block", means: "A header and all its transactions: some ten thousand times as many bytes." },
  ],
  world: { scenario: { ...onePeer, id: "the-map", chain } },
  beats: [
    {
      before:
        "You know the very first block and nothing else. Peer A knows {world.blocks} more. Your question is on its way: watch what comes back.",
      until: { kind: "message", command: "headers" },
      speed: "slow",
      after:
        "{headersKnown} headers, in one message. Each is a hollow square now: you know that the block exists, what comes before it, and that it took work. You have none of them.",
      bytes: true,
      spotlight: ["stage", "chain"],
    },
    {
      before:
        "One message holds {world.headersPerMessage} headers at most. Watch how you find out that there are no more.",
      until: { kind: "headersDone" },
      speed: "slow",
      after:
        "You asked {getheadersSent} times, and the last answer was empty: that is the end. The whole map, {headersKnown} headers, took {headersBytes}.",
      bytes: true,
      spotlight: ["stage", "chain"],
    },
    {
      before: "Every square is hollow: you have the whole map.",
      question: {
        ask: "What does your node know now?",
        choices: [
          "Nothing yet",
          "All transactions",
          "The order of the blocks, and how much work they took",
          "That all blocks are valid",
        ],
        right: 2,
        why: "A header names the one before it and shows its work. What is in a block, and whether that is valid, nobody knows before the block is here and checked.",
      },
      until: { kind: "block", height: 1 },
      speed: "normal",
      after:
        "The ink fills in: dashed is asked for, half full is stored, full is checked and on your chain. The first block is there after {firstBlockAt}; {blocksOwed} more are asked for.",
      spotlight: ["chain", "window"],
    },
    {
      before:
        "Now the territory itself, all from one peer. Compare the bytes of the map with those of the land.",
      until: { kind: "end" },
      speed: "fast",
      after: "Done after {endsAt}: {headersBytes} of headers led to {blocksBytes} of blocks.",
      bytes: true,
      spotlight: ["stage", "chain"],
    },
  ],
  variants: [
    { id: "one", label: "One peer, as it is", change: {}, measured: { endsAt: 30.7, headersDoneAt: 0.6 } },
    {
      id: "four",
      label: "Four peers",
      change: {
        scenario: {
          ...lessonBase,
          id: "four-peers",
          title: "Four peers",
          chain,
          peers: [peerA, peerB, peerC, peerD],
        },
      },
      measured: { endsAt: 8.3, headersDoneAt: 0.6 },
    },
    {
      id: "small",
      label: "Only 5 headers in a message",
      change: { constants: { headersPerMessage: 5 } },
      measured: { endsAt: 31.6, headersDoneAt: 1.5 },
    },
  ],
  simplified: [
    "A message holds 2,000 headers on the network, not 20.",
    "Blocks are all of 1 MB here; real ones differ, and hold transactions, of which those here have one.",
  ],
  plan: [
    { minutes: 5, what: "Free play: find out what Play, Step and the speeds do." },
    { minutes: 5, what: "The four parts, with the question in the third." },
    { minutes: 5, what: "What if: more peers, smaller messages." },
    { minutes: 5, what: "Discuss: why would a phone wallet stop after the map?" },
  ],
};
