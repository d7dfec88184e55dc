/** Every figure that stands in a lesson as such, and not for a fact of its run, is what the program or its source says. */
import { describe, expect, it } from "vitest";
import { number } from "../../src/app/text.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { locatorHeights } from "../../src/chain/locator.ts";
import { builtInLessons } from "../../src/lessons/built-in.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { lessonRun } from "../../src/lessons/lesson-world.ts";
import { policies } from "../../src/node/policies/all.ts";
import type { Policy } from "../../src/node/policy.ts";
import { factsAt } from "../../src/replay/run-facts.ts";
import { playWorld } from "./play-lesson.ts";

const HEADER_BYTES = 80;
/** As of today, roughly. */
const MAINNET_HEADERS = 900_000;
/** As it stands in the article or in Bitcoin Core's issues: nothing here computes it. */
const quoted = (value: number) => value;

function policy(id: string): Policy {
  const found = policies.get(id as Parameters<typeof policies.get>[0]);
  if (found === undefined) throw new Error(`no policy ${id}`);
  return found;
}

function lesson(id: string): Lesson {
  const found = builtInLessons.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no lesson ${id}`);
  return found;
}

/** The world of a variant, or, without one, of the lesson. */
function worldOf(id: string, variant?: string) {
  const { world, variants } = lesson(id);
  return lessonRun(world, variants.find((one) => one.id === variant)?.change ?? {}).scenario;
}

const constant = (
  id: string,
  name: "windowBlocks" | "inFlightPerPeer" | "headersPerMessage",
  variant?: string,
) => worldOf(id, variant).constants[name] ?? 0;
const latency = (variant?: string) =>
  worldOf("two-thousand-at-a-time", variant).peers[0]?.link.latencyMs ?? 0;
const depth = (variant: string) => {
  const { chain } = worldOf("where-do-we-part", variant);
  return chain.blocks - (chain.branches[0]?.forkHeight ?? 0);
};
const peers = (variant: string) => worldOf("sliding-window", variant).peers.length;
const core = policy("core");
const core012 = policy("core-0.12");
const hashes = (spacing: "core" | "article") => locatorHeights(MAINNET_HEADERS, spacing).length;
/** How much of the real chain's headers a drip gives in a day. */
const dripDays = () => {
  const { view } = playWorld(lesson("silence"), { scenario: worldOf("silence", "drip") });
  const { headersDoneAt = 0, headersKnown = 1 } = factsAt(view);
  return ((Number(headersDoneAt) / 1_000_000 / Number(headersKnown)) * MAINNET_HEADERS) / 86_400;
};

/** By lesson, each in the order of its texts. Versions of Bitcoin are no figures. */
const FIGURES: Readonly<Record<string, readonly number[]>> = {
  "the-map": [
    HEADER_BYTES,
    constant("the-map", "headersPerMessage", "small"),
    core.headersPerMessage,
    constant("the-map", "headersPerMessage"),
    (worldOf("the-map").chain.blockBytes ?? 0) / 1_000_000,
  ],
  "blocks-first": [
    policy("blocks-first").inventoryPerMessage,
    worldOf("blocks-first").constants.inventoryPerMessage ?? 0,
  ],
  "a-tree": [networks.classroom.retargetInterval, networks.mainnet.retargetInterval],
  "where-do-we-part": [
    MAINNET_HEADERS,
    hashes("article"),
    core.headersPerMessage,
    MAINNET_HEADERS / 2,
    MAINNET_HEADERS,
    hashes("article"),
    hashes("core"),
    ...["five", "twelve", "fifty", "hundred", "far", "article"].map(depth),
    core.headersPerMessage,
  ],
  "two-thousand-at-a-time": [
    latency(),
    latency("near"),
    latency("far"),
    constant("two-thousand-at-a-time", "headersPerMessage", "full"),
    worldOf("two-thousand-at-a-time", "published").chain.blocks,
    core.headersPerMessage,
    MAINNET_HEADERS,
    // The last of them is empty, or not full.
    Math.floor(MAINNET_HEADERS / core.headersPerMessage) + 1,
    (core.headersPerMessage * (HEADER_BYTES + 1)) / 1000,
  ],
  "one-guide": [
    quoted(400_000),
    (400_000 * HEADER_BYTES) / 1_000_000,
    (7 * 400_000 * HEADER_BYTES) / 1_000_000,
    quoted(360),
  ],
  "lying-guide": [],
  silence: [
    MAINNET_HEADERS,
    constant("silence", "headersPerMessage", "drip"),
    lessonRun(lesson("silence").world, lesson("silence").beats[3]?.world).scenario.constants
      .headersSyncBaseSeconds ?? 0,
    policy("learncoin").headersTimeoutSeconds ?? 0,
    worldOf("silence", "short").constants.headersTimeoutSeconds ?? 0,
    worldOf("silence", "budget").constants.headersSyncBaseSeconds ?? 0,
    (core.headersSyncBaseSeconds ?? 0) / 60,
    core.headersSyncPerHeaderMs,
  ],
  "sliding-window": [
    peers("sixteen"),
    constant("sliding-window", "windowBlocks"),
    constant("sliding-window", "inFlightPerPeer"),
    constant("sliding-window", "windowBlocks"),
    constant("sliding-window", "inFlightPerPeer"),
    constant("sliding-window", "windowBlocks") / constant("sliding-window", "inFlightPerPeer"),
    ...["one", "two", "four", "eight", "sixteen"].map(peers),
    ...["least", "much", "all"].flatMap((id) => [
      peers(id),
      constant("sliding-window", "inFlightPerPeer", id),
    ]),
    core.windowBlocks,
    core.inFlightPerPeer,
    core.windowBlocks / core.inFlightPerPeer,
  ],
  "one-slow-peer": [
    policy("learncoin").blockTimeoutSeconds ?? 0,
    core012.stallTimeoutSeconds ?? 0,
    constant("one-slow-peer", "windowBlocks", "wide"),
    core.windowBlocks,
    core.inFlightPerPeer,
  ],
  "slow-is-you": [
    core012.stallTimeoutSeconds ?? 0,
    core.stallTimeoutMaxSeconds,
    core012.stallTimeoutSeconds ?? 0,
    worldOf("slow-is-you", "patient").constants.stallTimeoutSeconds ?? 0,
    constant("slow-is-you", "windowBlocks", "wide"),
    quoted(9213),
    quoted(25880),
  ],
  "start-or-wait": [
    worldOf("start-or-wait").chain.branches[0]?.forkHeight ?? 0,
    85,
    Number.parseInt(worldOf("start-or-wait", "low").constants.minimumChainWork ?? "", 10),
    85,
    (core.headersSyncBaseSeconds ?? 0) / 60,
    MAINNET_HEADERS,
    quoted(11757),
  ],
  "bug-hunt": [core.headersPerMessage],
};

function textsOf({ goal, words, beats, variants, simplified }: Lesson): readonly string[] {
  return [
    goal,
    ...words.map(({ means }) => means),
    ...beats.flatMap(({ before, question, after }) => [
      before,
      ...(question === undefined ? [] : [question.ask, ...question.choices, question.why]),
      after,
    ]),
    ...variants.map(({ label }) => label),
    ...simplified,
  ];
}

function literalsIn(texts: readonly string[]): readonly string[] {
  const plain = texts.join("\n").replace(/\{[^}]*\}/g, "");
  return [...plain.replace(/\b0\.(?:8|9|12)\b/g, "").matchAll(/\d[\d,]*\d|\d/g)].map(([found]) => found);
}

describe("figures in lessons", () => {
  it.each(builtInLessons.map((one) => [one.id, one] as const))("of %s are the program's", (id, one) => {
    const bare = new Set(["9213", "25880", "11757"]);
    const said = literalsIn(textsOf(one)).map((figure) =>
      bare.has(figure) ? number(Number(figure)) : figure,
    );
    expect(said).toEqual((FIGURES[id] ?? []).map(number));
  });

  it("a drip takes three weeks for the real chain", () => {
    expect(Math.round(dripDays() / 7)).toBe(3);
  });

  it("half of the longest chain's hashes and all of them are no locator", () => {
    expect(hashes("article")).toBe(29);
    expect(hashes("core")).toBe(31);
  });
});
