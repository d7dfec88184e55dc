import { peerA } from "../../scenarios/parts.ts";
import type { Scenario } from "../../world/scenario/scenario.ts";
import type { Lesson } from "../lesson.ts";
import { headersAlone } from "../worlds.ts";

const near: Scenario = {
  ...headersAlone,
  id: "near",
  peers: [{ ...peerA, link: { ...peerA.link, latencyMs: 10 } }],
};
const far: Scenario = {
  ...headersAlone,
  id: "far",
  peers: [{ ...peerA, link: { ...peerA.link, latencyMs: 250 } }],
};
const fat: Scenario = { ...headersAlone, id: "fat", peers: [{ ...peerA, uploadBytesPerSecond: 20_000_000 }] };
const odd: Scenario = { ...headersAlone, id: "odd", chain: { ...headersAlone.chain, blocks: 390 } };

export const twoThousand: Lesson = {
  version: 1,
  id: "two-thousand-at-a-time",
  language: "en",
  title: "Two thousand at a time",
  goal: "Ask, get a batch, ask again: what sets the pace of that conversation, and how it knows that it is over.",
  level: "protocol",
  words: [
    { word: "getheaders", means: "The question: this is where I stand, what comes next?" },
    {
      word: "round trip",
      means: "The time from a question to its answer: twice the way, however thick the line.",
    },
  ],
  world: { scenario: headersAlone },
  beats: [
    {
      before:
        "Peer A has {world.blocks} headers and gives {world.headersPerMessage} at a time. Watch the bracket on its lane: it is open from each question to its answer.",
      until: { kind: "headers", height: 60 },
      speed: "slow",
      after:
        "{headersMessages} answers, {headersKnown} headers, at {now}. There is one question on its way at a time, since each begins where the last answer ended. What holds it up is the way there and back: latency.",
      spotlight: ["stage", "lanes"],
    },
    {
      before: "It goes on like that to the end of the chain.",
      question: {
        ask: "What makes this twice as fast?",
        choices: [
          "A line of twice the width",
          "A peer half as far away",
          "Two peers asked at once",
          "A faster computer",
        ],
        right: 1,
        why: "With a line ten times as wide it takes {fat.headersDoneAt}, as before; near by, {near.headersDoneAt}; far away, {far.headersDoneAt}. A batch weighs next to nothing: one waits for the way there and back.",
      },
      until: { kind: "headersDone" },
      speed: "slow",
      after:
        "All {headersKnown} headers are here at {headersDoneAt}, after {getheadersSent} questions. The last answer was empty: {world.blocks} is a multiple of {world.headersPerMessage}, so the full message before it could not be known to be the last.",
      spotlight: ["stage", "lanes"],
    },
    {
      before: "The same with a chain of ten blocks less, so that the last message is not full.",
      world: { scenario: odd },
      until: { kind: "headersDone" },
      speed: "fast",
      after:
        "{getheadersSent} questions for {headersKnown} headers, {emptyHeadersMessages} empty answers: a message that is not full is the end. The program as the article was published asks on all the same.",
      spotlight: ["stage", "lanes"],
    },
  ],
  variants: [
    {
      id: "plain",
      label: "As it is: 50 ms each way",
      change: {},
      measured: { headersDoneAt: 2.3, getheadersSent: 21 },
    },
    {
      id: "near",
      label: "Near: 10 ms",
      change: { scenario: near },
      measured: { headersDoneAt: 0.5, getheadersSent: 21 },
    },
    {
      id: "far",
      label: "Far: 250 ms",
      change: { scenario: far },
      measured: { headersDoneAt: 11.5, getheadersSent: 21 },
    },
    {
      id: "fat",
      label: "A line ten times as wide",
      change: { scenario: fat },
      measured: { headersDoneAt: 2.3, getheadersSent: 21 },
    },
    {
      id: "full",
      label: "2,000 headers in a message",
      change: { constants: { headersPerMessage: 2000 } },
      measured: { headersDoneAt: 0.3, getheadersSent: 1 },
    },
    {
      id: "published",
      label: "390 blocks, as the article was published",
      change: { scenario: odd, policy: "learncoin-as-published" },
      measured: { headersDoneAt: 2.3, getheadersSent: 22 },
    },
  ],
  simplified: [
    "A message holds 2,000 headers on the network: some 900,000 of them are 451 questions, of 162 kB each answer.",
    "The blocks here are small, so that they do not matter.",
  ],
  plan: [
    { minutes: 5, what: "Free play: step through two questions and answers." },
    { minutes: 5, what: "Predict and run." },
    { minutes: 5, what: "What if: distance, width, size of a message." },
    { minutes: 5, what: "Work out: all headers of the real chain at a round trip of 100 ms, in minutes." },
  ],
};
