import { peerA, peerB } from "../../scenarios/parts.ts";
import type { Lesson } from "../lesson.ts";
import { lyingGuide as world } from "../worlds.ts";

const liar = { ...peerA, chain: "side" };

export const lyingGuide: Lesson = {
  version: 1,
  id: "lying-guide",
  language: "en",
  title: "The lying guide",
  goal: "One honest peer is enough to find a liar out, and lying costs work.",
  level: "protocol",
  words: [
    { word: "sync peer", means: "The one peer that is asked for all headers at the beginning: the guide." },
    { word: "stale", means: "Valid, and not on the chain with most work: left aside." },
  ],
  world: { scenario: world },
  beats: [
    {
      before:
        "Your guide is A. It leads you into a branch of its own, which is shorter. Every header in it is valid and took work.",
      until: { kind: "headersDone" },
      speed: "normal",
      after:
        "Headers done, says A: {bestHeight}. Nothing that you have seen contradicts it. Below the chain is the truth, which you cannot see: T hides it.",
      truth: true,
      spotlight: ["chain", "stage"],
    },
    {
      before: "Now everybody is asked what comes after A's tip. Seven peers know another chain.",
      question: {
        ask: "How many honest peers does it take to find the liar out?",
        choices: ["One", "More than half", "All seven", "It cannot be found out"],
        right: 0,
        why: "Work is counted, not peers. With one honest peer in place of seven you end at {two.tipHeight}, too; with none you stay at {alone.tipHeight} and know of nothing better.",
      },
      until: { kind: "headers", height: 400 },
      speed: "normal",
      after:
        "At {now} your best header is at {bestHeight}. The first of your locator's hashes that the others have was some way below the fork, so headers came again: {headersTwice} by now, most of them since seven peers tell the same.",
      spotlight: ["chain", "stage"],
    },
    {
      before: "A's branch is left. What has it cost you?",
      until: { kind: "end" },
      speed: "normal",
      after:
        "Done at {tipHeight}. {blocksAside} blocks were fetched for A's branch, for nothing. To keep the lie ahead A would have to find blocks faster than everybody else together.",
      spotlight: ["chain", "window"],
    },
  ],
  variants: [
    { id: "seven", label: "Seven honest peers", change: {}, measured: { tipHeight: 400, blocksAside: 11 } },
    {
      id: "two",
      label: "One honest peer",
      change: { scenario: { ...world, id: "one-honest", peers: [liar, peerB] } },
      measured: { tipHeight: 400, blocksAside: 50 },
    },
    {
      id: "alone",
      label: "None",
      change: { scenario: { ...world, id: "no-honest", peers: [liar] } },
      measured: { tipHeight: 300, blocksAside: 0 },
    },
    {
      id: "patient",
      label: "No block before several peers agree",
      change: { policy: "headers-then-blocks" },
      measured: { tipHeight: 400, blocksAside: 0 },
    },
    {
      id: "core",
      label: "Core 0.12",
      change: { policy: "core-0.12" },
      measured: { tipHeight: 400, blocksAside: 10 },
    },
  ],
  simplified: [
    "A's fifty blocks took no effort here; on the network each would cost as much as an honest one.",
    "Where every peer is the liar's, nothing helps; so nodes choose peers from as many places as they can.",
  ],
  plan: [
    { minutes: 5, what: "Free play in the previous lesson's large world." },
    { minutes: 5, what: "Predict and run." },
    { minutes: 5, what: "What if: fewer honest peers, a patient node." },
    { minutes: 5, what: "Discuss: who in the room knew the truth, and when could your node?" },
  ],
};
