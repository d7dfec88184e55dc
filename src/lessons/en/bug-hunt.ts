import type { Scenario } from "../../world/scenario/scenario.ts";
import type { Lesson } from "../lesson.ts";
import { eightPeers, lessonBase } from "../worlds.ts";

const [peerA, peerB, peerC, peerD] = eightPeers;
const published: Scenario = {
  ...lessonBase,
  id: "bug-hunt",
  title: "The article's program, as published",
  policy: "learncoin-as-published",
  peers: eightPeers,
  deadlineSeconds: 3600,
};
const pushy: Scenario = {
  ...published,
  id: "pushy",
  title: "Somebody sends what nobody asked for",
  peers: [peerA, { ...peerB, behaviours: [{ kind: "unsolicitedBlock" }] }, peerC, peerD],
};
const longMessages: Scenario = {
  ...published,
  id: "long-messages",
  title: "Two thousand headers in a message",
  constants: { ...lessonBase.constants, headersPerMessage: 2000 },
};

export const bugHunt: Lesson = {
  version: 1,
  id: "bug-hunt",
  language: "en",
  title: "Bug hunt",
  goal: "Find what is wrong with a program that looks right: the article's own, as it was published.",
  level: "lab",
  words: [{ word: "invariant", means: "What has to be so at every moment, whatever happens." }],
  world: { scenario: published, policy: "learncoin-as-published" },
  beats: [
    {
      before:
        "Eight good peers and {world.blocks} blocks: the program of the article, line by line. Nobody is slow, nobody lies. Watch the lanes, and count who works.",
      until: { kind: "time", atSeconds: 30 },
      speed: "fast",
      after:
        "At {now} {blocksReceived} blocks are here, all of them from {givers} peer, though all eight have them. What a peer has is noted only when it sends a header that is new; the others had none to send.",
      spotlight: ["stage", "lanes"],
    },
    {
      before: "Look at the squares: they are half full, and stay so.",
      question: {
        ask: "What will your tip be when the last block has come?",
        choices: ["{world.blocks}", "The first block", "The last full window", "It is not defined"],
        right: 1,
        why: "Blocks are counted and stored, and nothing ever connects them: the active chain does not move. With the first defect on the list mended it does.",
      },
      until: { kind: "end" },
      speed: "fast",
      after:
        "It stands after {endsAt} with {blocksReceived} blocks stored, and the tip at {tipHeight}. With everything mended the same world takes {mended.endsAt}, with a single defect left in it {lonely.endsAt}: find out which one.",
      spotlight: ["chain", "now"],
    },
    {
      before: "Now B sends a block that nobody has asked for. That is legal.",
      world: { scenario: pushy },
      until: { kind: "crash" },
      speed: "slow",
      after:
        "The program is no more, at {now}: it counts what is in transit down for any block that comes, and goes below zero. One peer, one message, for nothing.",
      spotlight: ["stage", "events"],
      select: "B",
    },
    {
      before: "And with messages as long as they are on the network: 2,000 headers.",
      world: { scenario: longMessages },
      until: { kind: "end" },
      speed: "slow",
      after:
        "The first answer does not fit the receive buffer, and the connection ends; A stays the guide though it is gone, and nobody else is asked. {headersKnown} headers. Now it is your turn: the button beside the policy lists all defects, and each can be mended by itself.",
      spotlight: ["stage", "now"],
    },
  ],
  variants: [
    {
      id: "published",
      label: "As published",
      change: {},
      measured: { endsAt: 202.4, tipHeight: 0, givers: 1 },
    },
    {
      id: "mended",
      label: "Everything mended",
      change: { scenario: { ...published, id: "mended", defects: [] } },
      measured: { endsAt: 28.7, tipHeight: 400, givers: 8 },
    },
    {
      id: "lonely",
      label: "One defect left. Which?",
      change: { scenario: { ...published, id: "one-left", defects: ["L-2"] } },
      measured: { endsAt: 202.4, tipHeight: 400, givers: 1 },
    },
    {
      id: "connected",
      label: "Only the first one mended",
      change: {
        scenario: {
          ...published,
          id: "connected",
          defects: [
            "L-1",
            "L-2",
            "L-3",
            "L-4",
            "L-5",
            "L-6",
            "L-7",
            "L-8",
            "L-9",
            "L-10",
            "L-11",
            "L-12",
            "L-15",
            "L-16",
            "L-17",
            "L-20",
            "L-21",
            "L-22",
            "L-24",
            "L-25",
          ],
        },
      },
      measured: { endsAt: 202.4, tipHeight: 400, givers: 1 },
    },
  ],
  simplified: [
    "The handshake is Bitcoin's, not the article's, since peers would not talk to it otherwise.",
    "A few of the program's defects cannot be seen from outside, and are not here.",
  ],
  plan: [
    { minutes: 5, what: "The first two parts, together." },
    {
      minutes: 10,
      what: "Teams: each makes trouble of another kind, and writes down how to make the program hang, crash, or fetch what is of no use.",
    },
    { minutes: 10, what: "Collect: which defect of the list was it, and what would the right behaviour be?" },
    { minutes: 10, what: "Read the code of the article together, where a team has found something." },
  ],
};
