import { behaviours, peerA, peerB, peerC, peerD } from "../../scenarios/parts.ts";
import type { Scenario } from "../../world/scenario/scenario.ts";
import type { Lesson } from "../lesson.ts";
import { lessonBase } from "../worlds.ts";

const rest = [peerB, peerC, peerD] as const;
const silent: Scenario = {
  ...lessonBase,
  id: "silence",
  title: "The guide says nothing",
  peers: [{ ...peerA, behaviours: [behaviours.silentOnHeaders] }, ...rest],
};
/** Once A is the guide, each of its answers takes most of a minute. */
const drip: Scenario = {
  ...lessonBase,
  id: "drip",
  title: "The guide drips",
  peers: [peerA, ...rest],
  acts: [
    {
      atSeconds: 0.45,
      act: { kind: "setBehaviours", node: "A", behaviours: [{ kind: "slow", factor: 50_000 }] },
    },
  ],
};
const BUDGET = { minimumChainWork: "0", headersSyncBaseSeconds: 300 };

export const silence: Lesson = {
  version: 1,
  id: "silence",
  language: "en",
  title: "Silence, and worse than silence",
  goal: "A time-out for a request is no time-out for the job.",
  level: "protocol",
  words: [
    { word: "time-out", means: "How long one waits for an answer before one gives the peer up." },
    { word: "drip", means: "A peer that answers just in time, and far too slowly." },
  ],
  world: { scenario: silent },
  beats: [
    {
      before:
        "Your guide A has been asked for headers and will never answer. Watch the ring on its lane fill.",
      until: { kind: "drop" },
      speed: "fast",
      after:
        "After {firstDropAt} you give {droppedPeers} up. Until then nobody else was asked for anything: a guide that says nothing costs its time-out.",
      spotlight: ["stage", "now"],
      select: "A",
    },
    {
      before: "Another guide is chosen. Watch how long the whole map takes now.",
      until: { kind: "headersDone" },
      speed: "normal",
      after: "All {headersKnown} headers are known at {headersDoneAt}, of which the silence was nearly all.",
      spotlight: ["stage", "chain"],
    },
    {
      before:
        "A worse guide: after its second answer A sends as slowly as it can without being dropped. Each answer of {world.headersPerMessage} headers comes in time.",
      question: {
        ask: "Which single rule does not catch it?",
        choices: [
          "A shorter time-out for each request",
          "A least number of headers in a minute",
          "A budget for all headers together",
          "A time-out for the first answer",
        ],
        right: 3,
        why: "Its first answer came at once. A shorter time-out ends it after {short.firstDropAt}, a budget after {budget.firstDropAt}; but the shorter one drops an honest peer on a bad line, too.",
      },
      world: { scenario: drip },
      until: { kind: "headers", height: 100 },
      speed: "fast",
      after:
        "{headersKnown} headers in {now}: each crumb fills the ring anew, and nobody is to blame. With the real chain of some 900,000 headers and 20 in each answer this would take three weeks.",
      spotlight: ["stage", "lanes"],
      select: "A",
    },
    {
      before:
        "The same drip, and the rules of Bitcoin Core today, with a budget for the whole headers sync: 300 s here, and a little for each header expected.",
      world: { scenario: drip, policy: "core", constants: BUDGET },
      until: { kind: "drop" },
      speed: "fast",
      after:
        "At {firstDropAt} {droppedPeers} is dropped, in the middle of an answer that would have come in time. A budget looks at the job, not at the request.",
      spotlight: ["stage", "lanes"],
      select: "A",
    },
  ],
  variants: [
    {
      id: "silent",
      label: "Silent: a time-out of 60 s for each request",
      change: {},
      measured: { headersDoneAt: 62.3, firstDropAt: 60.2 },
    },
    {
      id: "drip",
      label: "Drip: the same rule",
      change: { scenario: drip },
      measured: { headersDoneAt: 743.2, firstDropAt: 803.2 },
    },
    {
      id: "short",
      label: "Drip: 30 s for each request",
      change: { scenario: drip, constants: { headersTimeoutSeconds: 30 } },
      measured: { headersDoneAt: 32.3, firstDropAt: 30.4 },
    },
    {
      id: "budget",
      label: "Drip: a budget of 300 s for all of it",
      change: { scenario: drip, policy: "core", constants: BUDGET },
      measured: { headersDoneAt: 331, firstDropAt: 300.6 },
    },
    {
      id: "old",
      label: "Drip: Core 0.12, which has neither",
      change: { scenario: drip, policy: "core-0.12" },
      measured: { headersDoneAt: 631.3, firstDropAt: 600.9 },
    },
  ],
  simplified: [
    "Core's budget is 15 minutes and 1 ms for each header that is expected; on the network it drops a quiet peer for other reasons before that.",
    "A is slow from its third answer on, so that it is chosen as guide first.",
  ],
  plan: [
    { minutes: 5, what: "Free play: make the guide silent in mid-run." },
    { minutes: 8, what: "The four parts, with the question in the third." },
    { minutes: 5, what: "What if: the table. What does each rule cost an honest, slow peer?" },
    { minutes: 5, what: "Discuss: where else is there a time-out for a request and none for the job?" },
  ],
};
