import type { Scenario } from "../../world/scenario/scenario.ts";
import type { Lesson } from "../lesson.ts";
import { eightPeers, lessonBase } from "../worlds.ts";

const thinLine: Scenario = {
  ...lessonBase,
  id: "thin-line",
  title: "Your own thin line",
  chain: { ...lessonBase.chain, blocks: 100 },
  constants: { ...lessonBase.constants, windowBlocks: 16, minimumChainWork: "0" },
  local: { ...lessonBase.local, downloadBytesPerSecond: 500_000 },
  peers: eightPeers,
};

export const slowIsYou: Lesson = {
  version: 1,
  id: "slow-is-you",
  language: "en",
  title: "When the slow one is you",
  goal: "A rule that infers who is to blame has to learn from being wrong.",
  level: "lab",
  words: [
    {
      word: "stall",
      means:
        "Everything in the window is here or asked for, and nothing moves before one peer has sent what it owes.",
    },
  ],
  world: { scenario: thinLine, policy: "core-0.12" },
  beats: [
    {
      before:
        "All eight peers are fast. Your own line takes half a block a second, and the window is {world.windowBlocks}. The rule of Core 0.12: who holds up a full window for 2 s is dropped. Watch the first one go.",
      until: { kind: "drop", reason: "stalling" },
      speed: "normal",
      after:
        "At {firstDropAt} you drop {droppedPeers}. It had sent everything at once: its blocks wait at your own door. What had come of them is thrown away.",
      spotlight: ["stage", "window"],
    },
    {
      before: "The others are just as fast, and your line just as thin.",
      question: {
        ask: "From inside your node: can you tell this world from one in which a peer is slow?",
        choices: [
          "Yes: a slow peer sends smaller blocks",
          "Not from one stall; if it happens with everybody, it is you",
          "Yes: a slow peer answers pings late",
          "No, never",
        ],
        right: 1,
        why: "One late block looks the same in both worlds. That peer after peer stalls is what only you have in common: so Core today doubles the time that it allows each time it has dropped somebody, up to 64 s, and lets it shrink again as blocks come.",
      },
      until: { kind: "end" },
      speed: "fast",
      after:
        "Done after {endsAt}, with {peersDropped} of eight good peers dropped: {droppedPeers}. Your line was never faster for it.",
      spotlight: ["stage", "window"],
    },
    {
      before: "The same world with the rule of today, which learns.",
      world: { policy: "core" },
      until: { kind: "end" },
      speed: "fast",
      after:
        "Done after {endsAt}, and {peersDropped} were dropped before the time allowed was long enough for your line.",
      spotlight: ["stage", "window"],
    },
  ],
  variants: [
    {
      id: "fixed",
      label: "Fixed: 2 s, as in Core 0.12",
      change: {},
      measured: { endsAt: 208, peersDropped: 7 },
    },
    {
      id: "adaptive",
      label: "Adaptive: as in Core today",
      change: { policy: "core" },
      measured: { endsAt: 205, peersDropped: 4 },
    },
    {
      id: "none",
      label: "No such rule: the article's node",
      change: { policy: "learncoin" },
      measured: { endsAt: 201.4, peersDropped: 0 },
    },
    {
      id: "patient",
      label: "Fixed, but 20 s",
      change: { constants: { stallTimeoutSeconds: 20, stallTimeoutMaxSeconds: 20 } },
      measured: { endsAt: 201, peersDropped: 0 },
    },
    {
      id: "wide",
      label: "Fixed, with a window of 64",
      change: { constants: { windowBlocks: 64 } },
      measured: { endsAt: 201, peersDropped: 0 },
    },
  ],
  simplified: [
    "A real node finds new peers for those it has dropped; here there are eight and no more.",
    "It happened: Bitcoin Core's issues 9213 and 25880 tell of nodes on thin lines that threw out peer after peer; the rule that learns came six years later.",
  ],
  plan: [
    { minutes: 5, what: "Free play: give yourself and a peer the same thin line in turn, and compare." },
    { minutes: 5, what: "Predict and run." },
    { minutes: 5, what: "What if: the table." },
    { minutes: 5, what: "Discuss: what would you measure, and what could a bad peer do to your measure?" },
  ],
};
