import type { Scenario } from "../../world/scenario/scenario.ts";
import type { Lesson } from "../lesson.ts";
import { eightPeers, lessonBase, onePeer } from "../worlds.ts";

const [peerA, peerB, peerC, peerD] = eightPeers;
const two: Scenario = { ...lessonBase, id: "two-peers", title: "Two peers", peers: [peerA, peerB] };
const four: Scenario = { ...two, id: "four-peers", title: "Four peers", peers: [peerA, peerB, peerC, peerD] };
const sixteen: Scenario = {
  ...two,
  id: "sixteen-peers",
  title: "Sixteen peers",
  peers: [...eightPeers, ...eightPeers.map((peer) => ({ ...peer, id: `${peer.id}2` }))],
};

export const slidingWindow: Lesson = {
  version: 1,
  id: "sliding-window",
  language: "en",
  title: "The sliding window",
  goal: "What limits a download from many peers at once: how many there are, how much each may owe, and how far one looks ahead.",
  level: "protocol",
  words: [
    {
      word: "window",
      means:
        "The blocks that may be asked for now: no more than so many beyond the last that is here without a gap.",
    },
    { word: "in flight", means: "Asked of a peer, and not here yet. There is a limit for each peer." },
  ],
  world: { scenario: "classroom" },
  beats: [
    {
      before:
        "Eight equal peers, a window of {world.windowBlocks}, and {world.inFlightPerPeer} in flight from each. First the map; then watch who is asked for what.",
      until: { kind: "block", height: 1 },
      speed: "normal",
      after:
        "The window goes from {windowLow} to {windowHigh}, and {blocksOwed} blocks of it are on their way: eight peers, {world.inFlightPerPeer} each. The next may be asked for only when the left end is there.",
      spotlight: ["window", "stage"],
    },
    {
      before: "Watch the strip slide: it does so when its leftmost square turns solid.",
      until: { kind: "block", height: 100 },
      speed: "normal",
      after:
        "Block {tipHeight} is validated at {now}; the window is {windowLow} to {windowHigh}. All peers work all the time, each at its own pace.",
      spotlight: ["window", "stage"],
    },
    {
      before: "Eight peers, all of them busy.",
      question: {
        ask: "We double the peers to 16. How much earlier is it done?",
        choices: [
          "In half the time",
          "In three quarters of the time",
          "Not at all earlier",
          "It takes longer",
        ],
        right: 2,
        why: "With eight it takes {eight.endsAt}, with sixteen {sixteen.endsAt}. A window of 32, and 4 for each: 32 ÷ 4 = 8 peers have something to do. The others find the window full.",
      },
      until: { kind: "end" },
      speed: "fast",
      after:
        "Done after {endsAt}. What comes out is the smallest of three: peers × their rate, window ÷ limit, and your own line.",
      spotlight: ["window", "lanes"],
    },
  ],
  variants: [
    { id: "one", label: "1 peer", change: { scenario: onePeer }, measured: { endsAt: 202.4 } },
    { id: "two", label: "2 peers", change: { scenario: two }, measured: { endsAt: 102.5 } },
    {
      id: "four",
      label: "4 peers",
      change: { scenario: four },
      measured: { endsAt: 52.5 },
    },
    { id: "eight", label: "8 peers", change: {}, measured: { endsAt: 28.7 } },
    { id: "sixteen", label: "16 peers", change: { scenario: sixteen }, measured: { endsAt: 28.7 } },
    {
      id: "least",
      label: "8 peers, 1 in flight",
      change: { constants: { inFlightPerPeer: 1 } },
      measured: { endsAt: 32.4 },
    },
    {
      id: "much",
      label: "8 peers, 16 in flight",
      change: { constants: { inFlightPerPeer: 16 } },
      measured: { endsAt: 106.4 },
    },
    {
      id: "all",
      label: "8 peers, 32 in flight",
      change: { constants: { inFlightPerPeer: 32 } },
      measured: { endsAt: 202.4 },
    },
  ],
  simplified: [
    "The real numbers are 1,024 and 16: there it stops to help beyond 64 peers, and a node has some ten.",
    "All peers are equally fast; with different ones see the next lesson.",
  ],
  plan: [
    { minutes: 5, what: "Free play: cut a link, and see who takes over what it owed." },
    { minutes: 5, what: "Predict and run." },
    { minutes: 5, what: "What if: draw both curves, of peers and of the limit, on the board." },
    { minutes: 5, what: "Discuss: why is the window not as long as the chain?" },
  ],
};
