import { classroomBase, peerA } from "../../scenarios/parts.ts";
import type { Lesson } from "../lesson.ts";

export const oneSlowPeer: Lesson = {
  version: 1,
  id: "one-slow-peer",
  language: "en",
  title: "One slow peer",
  goal: "See how a window turns the slowest peer into everybody's speed, and why stalling needs a rule of its own.",
  level: "protocol",
  words: [
    {
      word: "window",
      means:
        "The blocks that may be asked for now: no more than so many beyond the last that is here without a gap.",
    },
    {
      word: "stall",
      means:
        "Everything in the window is here or asked for, and nothing moves before one peer has sent what it owes.",
    },
  ],
  world: { scenario: "slow-peer" },
  beats: [
    {
      before:
        "Eight peers have all {world.blocks} blocks, {world.inFlightPerPeer} may be in flight from each. Peer D sends twenty times slower. First the headers: one peer gives them.",
      until: { kind: "headersDone" },
      speed: "normal",
      after:
        "After {headersDoneAt} all {headersKnown} headers are known. From now on blocks are asked for: of A first, then of everybody, D among them.",
      spotlight: ["stage", "chain"],
    },
    {
      before: "Seven fast peers and a slow one, and a window of {world.windowBlocks} blocks.",
      question: {
        ask: "Which is done first: one fast peer alone, or these seven fast ones with a slow one among them?",
        choices: [
          "One fast peer alone",
          "Seven fast ones and the slow one",
          "Both at the same time",
          "Neither ever ends",
        ],
        right: 0,
        why: "One fast peer alone takes {alone.endsAt}, these eight {mixed.endsAt}, though with eight good ones it is {good.endsAt}. The window waits for D, over and over.",
      },
      until: { kind: "stall" },
      speed: "normal",
      after:
        "After {firstStallAt} the window stands: {blocksWaiting} blocks are here and cannot be used, since the first of the window is owed by {staller}. The other peers have nothing left to be asked for.",
      spotlight: ["window", "stage"],
      select: "D",
    },
    {
      before:
        "Nobody drops D: a block takes it long, but never the 60 s after which this program gives up. Watch how often it stands.",
      until: { kind: "end" },
      speed: "fast",
      after:
        "Done after {endsAt}, of which the window stood still for {stoodFor}. {peersDropped} peers were dropped: no time-out of a single block sees this.",
      spotlight: ["window", "stage"],
    },
    {
      before:
        "The same world once more, with the rules of Bitcoin Core 0.12: whoever holds up the whole window for 2 s is dropped.",
      question: {
        ask: "Whom does such a rule have to find?",
        choices: [
          "The peer with the lowest rate",
          "The peer that owes the lowest block of a full window",
          "The peer that was asked longest ago",
          "Every peer that is slower than the rest",
        ],
        right: 1,
        why: "Slow is no fault. A stall is when nothing else can be asked for: only who holds the lowest block can end it.",
      },
      world: { policy: "core-0.12" },
      until: { kind: "drop", reason: "stalling" },
      speed: "fast",
      after:
        "At {firstDropAt} {droppedPeers} is dropped. What it owed is asked of others at once, and the run ends after {staller.endsAt} in place of {mixed.endsAt}.",
      spotlight: ["stage", "window"],
    },
  ],
  variants: [
    {
      id: "mixed",
      label: "As it is: seven fast and one slow",
      change: {},
      measured: { endsAt: 325.3, peersDropped: 0 },
    },
    {
      id: "alone",
      label: "One fast peer alone",
      change: {
        scenario: { ...classroomBase, id: "one-peer", title: "One good peer", caption: "", peers: [peerA] },
      },
      measured: { endsAt: 202.4 },
    },
    { id: "good", label: "Eight good peers", change: { scenario: "classroom" }, measured: { endsAt: 28.7 } },
    {
      id: "staller",
      label: "The rule of Core 0.12",
      change: { policy: "core-0.12" },
      measured: { endsAt: 52.1, peersDropped: 1 },
    },
    {
      id: "wide",
      label: "A window of 128",
      change: { constants: { windowBlocks: 128 } },
      measured: { endsAt: 122.7, peersDropped: 0 },
    },
  ],
  simplified: [
    "All blocks are of one size here, and D is slow all the time; real peers are slow now and then.",
    "On the network the window is 1,024 blocks and 16 may be in flight from each peer: it takes longer until it stands.",
  ],
  plan: [
    { minutes: 5, what: "Free play: make any peer slow." },
    { minutes: 5, what: "Predict and run, to the end of the last beat." },
    { minutes: 5, what: "What if: a wider window, a better rule." },
    { minutes: 5, what: "Discuss: what would a rule have to measure to be fair to a slow but honest peer?" },
  ],
};
