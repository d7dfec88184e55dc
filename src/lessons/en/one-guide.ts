import type { Scenario } from "../../world/scenario/scenario.ts";
import type { Lesson } from "../lesson.ts";
import { eightPeers, headersAlone } from "../worlds.ts";

/** Eight peers, and blocks so small that headers never wait for them. */
const eightLight: Scenario = {
  ...headersAlone,
  id: "eight-light",
  title: "Eight good peers",
  peers: eightPeers,
};

/** Core asks further peers once its best header is not older than this; so, from the first answer on, or never. */
const EVERYBODY = { recentHeaderSeconds: 31_536_000 };
const ONE_GUIDE = { recentHeaderSeconds: 0 };

export const oneGuide: Lesson = {
  version: 1,
  id: "one-guide",
  language: "en",
  title: "One guide, or everybody?",
  goal: "Weigh what it costs to ask everybody for the same headers against what it buys.",
  level: "protocol",
  words: [
    { word: "sync peer", means: "The one peer that is asked for all headers at the beginning: the guide." },
  ],
  world: { scenario: "article-three-nodes", policy: "learncoin-as-published" },
  beats: [
    {
      before:
        "The run with which the article ends: two nodes know each other, and a third comes, which is you. Nobody has more than the first block. Whom do you ask?",
      until: { kind: "message", command: "headers" },
      speed: "slow",
      after:
        "You asked one peer alone, the first with which the handshake was done. Its answer is empty: it has nothing that you do not have, and the headers sync is complete. At once you ask everybody whether that is all: {askedPeers}.",
      spotlight: ["stage", "events"],
    },
    {
      before: "One peer's word is not enough for the article's program. Watch both answers.",
      until: { kind: "end" },
      speed: "slow",
      after:
        "{getheadersSent} questions in all, {emptyHeadersMessages} empty answers: this is the conversation that the article prints, message for message. One guide for the headers, and then everybody's word.",
      spotlight: ["stage", "events"],
    },
    {
      before:
        "A larger world: eight peers with {world.blocks} blocks. A node that asks everybody for all headers at once.",
      question: {
        ask: "Eight peers are asked in place of one. When are all headers known?",
        choices: ["Eight times as early", "Twice as early", "Just as early", "Later"],
        right: 2,
        why: "The same questions have to be asked one after another, of each of them. What comes seven more times is known already: {everybody.headersTwice} headers for nothing, {everybody.headersBytes} in place of {guide.headersBytes}.",
      },
      world: { scenario: eightLight, policy: "core-0.12", constants: EVERYBODY },
      until: { kind: "headers", height: 400 },
      speed: "normal",
      after:
        "All headers are known at {now}. {headersReceived} headers came, {headersTwice} of them for the second to the eighth time: {headersBytes}. But each peer has shown by then what it has, and may be asked for blocks.",
      spotlight: ["stage", "lanes"],
    },
    {
      before: "The same node with one guide and nobody else, to the end.",
      world: { scenario: eightLight, policy: "core-0.12", constants: ONE_GUIDE },
      until: { kind: "end" },
      speed: "fast",
      after:
        "No header came twice, and it took {endsAt} in place of {everybody.endsAt}: {givers} peer gave all blocks, since the others had never been asked what they have. To save headers is not to save time.",
      spotlight: ["stage", "lanes"],
    },
  ],
  variants: [
    {
      id: "guide",
      label: "Core 0.12 with one guide alone",
      change: { scenario: eightLight, policy: "core-0.12", constants: ONE_GUIDE },
      measured: { bestHeaderAt: 2.2, headersTwice: 0, endsAt: 10.4, givers: 1, headersBytes: 32925 },
    },
    {
      id: "everybody",
      label: "Everybody from the first answer on",
      change: { scenario: eightLight, policy: "core-0.12", constants: EVERYBODY },
      measured: { bestHeaderAt: 2.2, headersTwice: 2800, endsAt: 2.3, givers: 8, headersBytes: 263400 },
    },
    {
      id: "day",
      label: "Core 0.12: everybody once the headers are of the last day",
      change: { scenario: eightLight, policy: "core-0.12" },
      measured: { bestHeaderAt: 2.2, headersTwice: 987, endsAt: 2.7, givers: 8, headersBytes: 114272 },
    },
    {
      id: "article",
      label: "The article: one guide, and then everybody once",
      change: { scenario: eightLight, policy: "learncoin" },
      measured: { bestHeaderAt: 2.2, headersTwice: 7, endsAt: 3.7, givers: 8, headersBytes: 33667 },
    },
  ],
  simplified: [
    "The article's sum: 400,000 headers are 32 MB, seven more times are 224 MB, and the blocks 360 GB. For a full node that is nothing; for a wallet that takes no blocks it is all.",
    "A node on the network has eight peers or more that it has chosen, and others that have chosen it.",
  ],
  plan: [
    {
      minutes: 5,
      what: "Read the printed conversation at the end of the article, line by line, beside the first two parts.",
    },
    { minutes: 5, what: "Predict and run the large world." },
    { minutes: 5, what: "What if: the table of four." },
    { minutes: 5, what: "Discuss: what did we buy with one guide, and what risk? The next lesson shows it." },
  ],
};
