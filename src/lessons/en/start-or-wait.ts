import type { Lesson } from "../lesson.ts";
import { lyingGuide } from "../worlds.ts";

export const startOrWait: Lesson = {
  version: 1,
  id: "start-or-wait",
  language: "en",
  title: "Start now, or wait for the whole map?",
  goal: "When is it safe to pay for blocks: at once, once everybody has spoken, or once enough work has been shown?",
  level: "lab",
  words: [
    { word: "second opinion", means: "What other peers say of the chain that the guide has shown." },
    {
      word: "minimum chain work",
      means: "How much work a chain has to show before any of its blocks is asked for.",
    },
  ],
  world: { scenario: lyingGuide, policy: "core-0.12" },
  beats: [
    {
      before:
        "The lying guide again: A leads into a branch that leaves the chain after block 250. Core 0.12 asks for blocks after each headers message. Watch when the first block is there.",
      until: { kind: "block", height: 1 },
      speed: "normal",
      after:
        "The first block is validated at {firstBlockAt}, with {headersKnown} headers known. Nobody is known to have it but the guide: all blocks are asked of A.",
      spotlight: ["stage", "chain"],
    },
    {
      before:
        "A note on Core says: we download blocks for each headers message; we need to do so after receiving all headers, and making sure by asking several peers.",
      question: {
        ask: "Which of the two is done first in this world: who starts at once, or who waits for the whole map and a second opinion?",
        choices: ["Who starts at once", "Who waits", "Both at the same time", "Who waits is never done"],
        right: 1,
        why: "Who starts at once is done after {eager.endsAt}, who waits after {patient.endsAt}: by then it knows that all eight have the blocks and asks all of them. And it pays for {patient.blocksAside} blocks in vain, not for {eager.blocksAside}.",
      },
      until: { kind: "end" },
      speed: "fast",
      after:
        "Done after {endsAt}. {blocksAside} blocks were fetched of A's branch, before somebody else showed a better one.",
      spotlight: ["chain", "lanes"],
    },
    {
      before: "The one who waits: no block before all headers are here and several peers agree.",
      world: { policy: "headers-then-blocks" },
      until: { kind: "block", height: 1 },
      speed: "normal",
      after:
        "The first block is validated at {firstBlockAt}, later than before. Then everybody is asked: it ends after {patient.endsAt}, and {blocksAside} blocks were fetched in vain so far.",
      spotlight: ["stage", "chain"],
    },
    {
      before:
        "Bitcoin Core today: headers are only counted until their chain has shown enough work. A's chain never will.",
      world: { policy: "core" },
      until: { kind: "block", height: 1 },
      speed: "fast",
      after:
        "The first block is there at {firstBlockAt}, after A was given up at {firstDropAt}: its chain was too light, and not one of its blocks was asked for. A line of work protects your disk; by itself it says nothing of your patience.",
      spotlight: ["stage", "chain"],
    },
  ],
  variants: [
    {
      id: "eager",
      label: "At once: Core 0.12",
      change: {},
      measured: { firstBlockAt: 0.9, endsAt: 46.6, blocksAside: 10 },
    },
    {
      id: "guide",
      label: "After the guide's headers: the article's node",
      change: { policy: "learncoin" },
      measured: { firstBlockAt: 2.4, endsAt: 28.8, blocksAside: 11 },
    },
    {
      id: "patient",
      label: "After a second opinion",
      change: { policy: "headers-then-blocks" },
      measured: { firstBlockAt: 3.3, endsAt: 29.7, blocksAside: 0 },
    },
    {
      id: "line",
      label: "After 85 % of the work: Core today",
      change: { policy: "core" },
      measured: { firstBlockAt: 904.6, endsAt: 933.1, blocksAside: 0 },
    },
    {
      id: "low",
      label: "Core today, with the line at 60 %",
      change: { policy: "core", constants: { minimumChainWork: "60%" } },
      measured: { firstBlockAt: 3.2, endsAt: 29.7, blocksAside: 11 },
    },
  ],
  simplified: [
    "The line is 85 % of the work of the chain here; Core's is a number in its program that grows with each release.",
    "On the network a guide that has too little to say is replaced long before its 15 minutes are over.",
    "The headers come in seconds here; with 900,000 of them on a thin line, to wait takes longer. Issue 11757 of Bitcoin Core asks to start early.",
  ],
  plan: [
    { minutes: 5, what: "Read the note on Core, and find its two wishes." },
    { minutes: 5, what: "Predict and run." },
    { minutes: 5, what: "What if: the table of five." },
    {
      minutes: 5,
      what: "Discuss: what would you answer to who asks to start early? What if headers came at 2 a second?",
    },
  ],
};
