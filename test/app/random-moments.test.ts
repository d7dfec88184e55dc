/**
 * At random moments of every built-in world all numbers and sentences of the page are what the records say: the judge is a fold
 * of them that knows nothing of how the page works.
 */
import { expect, test } from "vitest";
import { countsText, locatorText } from "../../src/app/chain-text.ts";
import { ribbonText, stageText, treeText, windowCounts, windowText } from "../../src/app/drawing-text.ts";
import { layoutRibbon } from "../../src/app/drawings/ribbon.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutStage } from "../../src/app/drawings/stage.ts";
import { layoutWindow } from "../../src/app/drawings/window-strip.ts";
import { phaseText } from "../../src/app/phase-text.ts";
import { figuresOf, nowText, received, stateText } from "../../src/app/state-text.ts";
import { blockRates } from "../../src/replay/block-rates.ts";
import { bottleneck } from "../../src/replay/bottleneck.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { Prng } from "../../src/sim/prng.ts";
import { runToEnd } from "../world/worlds.ts";
import { bestChain, type Judged, type JudgedPeer, judge, stateOf } from "./judge.ts";

const MOMENTS = 20;
const SEED = 10;

const whole = (value: number) => value.toLocaleString("en");
const several = (count: number, what: string) => `${whole(count)} ${what}${count === 1 ? "" : "s"}`;

/** A span of virtual µs as a person says it. */
function said(us: number): string {
  if (us < 1e6) return `${Math.round(us / 1e3)}\u00a0ms`;
  if (us < 1e8) return `${(us / 1e6).toFixed(1)}\u00a0s`;
  const seconds = Math.round(us / 1e6);
  return `${Math.floor(seconds / 60)}\u00a0min ${seconds % 60}\u00a0s`;
}

const heightOf = (facts: Judged, entry: number | undefined) =>
  entry === undefined ? -1 : (facts.heights.get(entry) ?? -1);

interface Owed {
  readonly heights: number[];
  /** Those of them that are not on the best chain. */
  readonly aside: readonly number[];
  readonly unknown: number;
  readonly since: number;
}

/** The heights a peer owes, and how many blocks of which no height is known. */
function owed(facts: Judged, peer: JudgedPeer): Owed {
  const [heights, aside]: [number[], number[]] = [[], []];
  let unknown = 0;
  for (const what of peer.owes.keys()) {
    if (typeof what !== "number") unknown += 1;
    else {
      heights.push(heightOf(facts, what));
      if (!facts.best.has(what)) aside.push(heightOf(facts, what));
    }
  }
  const inOrder = (list: number[]) => list.sort((a, b) => a - b);
  return {
    heights: inOrder(heights),
    aside: inOrder(aside),
    unknown,
    since: Math.min(...peer.owes.values()),
  };
}

/** Heights out of `3, 1,005 to 1,007`, or with a mark behind each. */
function listed(text: string): number[] {
  return text
    .replace(/ …/g, "")
    .split(", ")
    .filter((part) => part !== "")
    .flatMap((part) => {
      const [from = 0, to = from] = part.split(" to ").map((one) => Number(one.replace(/[,′]/g, "")));
      return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    });
}

/** `A, B, C, D`; of more, the first three and how many there are besides. */
function fewOf(names: readonly string[]): string {
  return names.length <= 4
    ? names.join(", ")
    : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

function countStates(facts: Judged, from: number, to: number) {
  const counts = { header: 0, asked: 0, stored: 0, validated: 0, invalid: 0 };
  bestChain(facts)
    .slice(Math.max(0, from), to + 1)
    .forEach((entry) => {
      counts[stateOf(facts, entry)] += 1;
    });
  return counts;
}

const isFollowed = ({ end, tip, bestHeader }: Judged) => end?.ended === "synced" || tip === bestHeader;

for (const scenario of builtInScenarios) {
  test(`${scenario.id}: at ${MOMENTS} random moments every number and sentence is what the records say`, () => {
    const { records } = runToEnd(scenario);
    const last = records.at(-1)?.at ?? 0;
    const prng = Prng.fromSeed(SEED).split(scenario.id);
    const moments = Array.from({ length: MOMENTS }, () => prng.below(last + 1)).sort((a, b) => a - b);
    const view = new WorldView(scenario.peers, scenario.peerPolicy ?? scenario.policy);
    let taken = 0;
    for (const at of [...moments, last]) {
      const from = taken;
      while (taken < records.length && (records[taken]?.at ?? 0) <= at) taken += 1;
      view.apply(records.slice(from, taken));
      compare(view, judge(scenario, records, at), at);
    }
  });
}

function compare(view: WorldView, facts: Judged, at: number): void {
  const top = heightOf(facts, facts.bestHeader);
  const claims = [...facts.peers.values()].flatMap(({ startHeight }) => startHeight ?? []);
  const counts = countStates(facts, 0, top);
  const onBest = counts.stored + counts.validated;
  const blocksAside = [...facts.stored].filter((entry) => !facts.best.has(entry)).length;

  // The bars and figures.
  const figures = figuresOf(view);
  expect(figures).toMatchObject({
    known: Math.max(0, top),
    validated: Math.max(0, counts.validated - 1),
    validatedAside: [...facts.active].filter((entry) => !facts.best.has(entry)).length,
    stored: Math.max(0, onBest - 1),
    aside: blocksAside,
  });
  expect(received(view)).toBe([...facts.peers.values()].reduce((sum, { bytes }) => sum + bytes, 0));
  expect(figures.claimed === undefined).toBe(claims.length === 0);
  if (figures.claimed !== undefined) expect([0, ...claims]).toContain(figures.claimed);

  // The sentence that the screen reader hears, but for what `now` says.
  const state = stateText(view, at);
  expect(state).toContain(
    `${several(Math.max(0, top), "header")} known, ${several(Math.max(0, onBest - 1), "block")} stored, ${whole(Math.max(0, counts.validated - 1))} validated at `,
  );
  const { title, detail, outcome } = nowText(view, at);
  expect(state.endsWith([title, detail, outcome].filter(Boolean).join(" "))).toBe(true);
  compareNow(title, detail ?? "", facts, at);

  compareStage(view, facts, at);
  compareWindow(view, facts, at);
  compareChain(view, facts, at);
  comparePeers(view, facts, at);
}

/** What the sentence claims is so. */
function compareNow(title: string, detail: string, facts: Judged, at: number): void {
  const peers = [...facts.peers.entries()];
  const tip = heightOf(facts, facts.tip);
  const top = heightOf(facts, facts.bestHeader);
  const headersAsked = peers
    .filter(([, { headersSince }]) => headersSince !== undefined)
    .map(([name]) => name);
  const isMoreSaid =
    facts.phase !== "done" ||
    headersAsked.length > 0 ||
    [...facts.peers.values()].some(({ startHeight }) => (startHeight ?? 0) > top);
  const owing = peers.filter(([, { owes }]) => owes.size > 0);
  const blockComes = facts.onTheWire.some(
    ({ isOutgoing, command, departAt }) => !isOutgoing && command === "block" && departAt <= at,
  );
  const given = peers.filter(([, { delivered, owes }]) => delivered > 0 || owes.size > 0);
  const claim: [RegExp, (groups: string[]) => boolean][] = [
    [/^Synced\.$/, () => facts.end?.ended === "synced"],
    [/^(?:Stuck|Out of time)\.$/, () => facts.end !== undefined && facts.end.ended !== "synced"],
    [/^You have not started yet\. Press Play\.$/, () => facts.tip === undefined],
    [/^You are stopped\.$/, () => facts.halted === "nodeStopped"],
    [/^You have crashed\.$/, () => facts.halted === "nodeCrashed"],
    [
      /^You know (?:the )?([\d,]+) headers? (?:and have asked (.+) for more|you have been shown)\. Nobody owes you a block\.$/,
      ([count, names]) => count === whole(top) && owing.length === 0 && (names ?? "") === fewOf(headersAsked),
    ],
    [/^You are getting connected\.$/, () => peers.every(([, { ready }]) => !ready)],
    [
      /^You wait for a peer to ask for the map\.$/,
      () => peers.every(([, peer]) => peer.headersSince === undefined),
    ],
    [/^You ask peer (\S+) for the map/, ([name = ""]) => top <= 0 && facts.peers.has(name)],
    [/^You ask (.+) for the map/, ([names]) => top <= 0 && names === fewOf(headersAsked)],
    [
      /^Peer (\S+) is giving you the map: ([\d,]+) headers? so far\.$/,
      ([name = "", count]) =>
        count === whole(top) &&
        (facts.syncPeer === name || facts.peers.get(name)?.headersSince !== undefined),
    ],
    [
      /^Peer (\S+) was asked for headers (.+) ago and says nothing\.$/,
      ([name = "", ago]) => said(at - (facts.peers.get(name)?.headersSince ?? Number.NaN)) === ago,
    ],
    [
      /^Peer (\S+) was asked for (\d+) blocks? (.+) ago and sends nothing\.$/,
      ([name = "", count, ago]) => {
        const peer = facts.peers.get(name);
        return (
          peer !== undefined && `${peer.owes.size}` === count && said(at - owed(facts, peer).since) === ago
        );
      },
    ],
    [
      /^Everything waits for block ([\d,]+), owed by (\S+) for (.+)\.$/,
      ([height, name = "", ago]) => {
        const since = facts.peers.get(name)?.owes.get(facts.stall?.entry ?? -1);
        return (
          facts.stall?.peer === name &&
          whole(facts.stall.height) === height &&
          (since === undefined || said(at - since) === ago)
        );
      },
    ],
    [
      /^The headers of (\S+) are only counted, up to ([\d,]+): /,
      ([name, height]) =>
        facts.presync?.phase === "presync" &&
        facts.presync.peer === name &&
        whole(facts.presync.height) === height,
    ],
    [
      /^Enough work: (\S+) sends its headers a second time\. Checked up to ([\d,]+); in the block index so far: ([\d,]+)\.$/,
      ([name, height, index]) =>
        facts.presync?.phase === "redownload" &&
        facts.presync.peer === name &&
        whole(facts.presync.height) === height &&
        whole(facts.heights.size - 1) === index,
    ],
    [/^All headers are known\. Nobody has been asked/, () => facts.phase === "done" && given.length === 0],
    [
      /^All headers are known\. Blocks come from everybody at once\.$/,
      () =>
        facts.phase === "done" &&
        owing.length > 1 &&
        2 * owing.length > peers.filter(([, { connected }]) => connected).length,
    ],
    [
      /^All headers are known\. Blocks are asked of (.+)\.$/,
      ([names]) => facts.phase === "done" && names === fewOf(owing.map(([name]) => name)),
    ],
    [
      /^All headers are known\. Nobody owes you a block now\.$/,
      () => facts.phase === "done" && owing.length === 0,
    ],
    [
      /^All headers are known\. Everything waits for (\S+), which owes (\d+) blocks?, (?:the first )?asked for (.+) ago\.$/,
      ([name = "", count, ago]) => {
        const peer = facts.peers.get(name);
        return (
          peer !== undefined &&
          owing.length === 1 &&
          `${peer.owes.size}` === count &&
          said(at - owed(facts, peer).since) === ago
        );
      },
    ],
    [
      /^All headers are known\. You lack ([\d,]+) blocks?(.+)\.$/,
      ([count, who = ""]) => {
        const holders = peers.filter(
          ([, { ready, bestKnown = -1 }]) =>
            ready && facts.best.has(bestKnown) && heightOf(facts, bestKnown) === top,
        );
        const said = /: (\S+) alone is known/.exec(who)?.[1];
        return (
          owing.length === 0 &&
          whole([...facts.best].filter((entry) => !facts.stored.has(entry)).length) === count &&
          (said === undefined) === (holders.length !== 1) &&
          (said === undefined || said === holders[0]?.[0]) &&
          who.includes("nobody connected") === (holders.length === 0)
        );
      },
    ],
    [
      /^All headers are known\. All blocks come from (\S+)\.$/,
      ([name]) => facts.phase === "done" && given.length === 1 && given[0]?.[0] === name,
    ],
    [/^Blocks come in the order of one peer's lists/, () => facts.phase !== "done"],
    [/^You have every block that anybody told you of\.$/, () => tip === top && tip > 0],
    [
      /^Blocks come in, and more headers are asked of (.+)\.$/,
      ([names]) =>
        facts.phase === "done" &&
        names === fewOf(headersAsked) &&
        owing.length > 0 &&
        (blockComes || given.some(([, { delivered }]) => delivered > 0)),
    ],
    [
      /^Blocks come in while headers go on\.$/,
      () =>
        facts.phase !== "done" &&
        isMoreSaid &&
        owing.length > 0 &&
        (blockComes || given.some(([, { delivered }]) => delivered > 0)) &&
        peers.some(([, { headersSince }]) => headersSince !== undefined),
    ],
    [
      /^Blocks come in for all the headers you have been shown\.$/,
      () =>
        isMoreSaid &&
        owing.length > 0 &&
        (blockComes || given.some(([, { delivered }]) => delivered > 0)) &&
        peers.every(([, { headersSince }]) => headersSince === undefined),
    ],
    [
      /^Blocks are asked for(?: while|, of all|, and more headers) .+\. (?:None|No block) is on its way yet\.$/,
      () => isMoreSaid && owing.length > 0 && !blockComes,
    ],
  ];
  const found = claim.find(([form]) => form.test(title));
  expect(found, `nothing is known of: ${title}`).toBeDefined();
  const groups = found?.[0].exec(title)?.slice(1) ?? [];
  if (title.startsWith("All headers are known")) expect(headersAsked, `${title} at ${at}`).toEqual([]);
  expect(found?.[1](groups), `${title} at ${at}`).toBe(true);
  if (title === "Synced." && !detail.includes("no blocks"))
    expect(detail).toMatch(
      new RegExp(
        `^${several(tip, "block")} in ${said(facts.end?.syncedAt ?? facts.end?.at ?? 0)}, .+ received\\.$`,
      ),
    );
}

function compareStage(view: WorldView, facts: Judged, at: number): void {
  const text = stageText(view, at);
  const tip = heightOf(facts, facts.tip);
  const top = heightOf(facts, facts.bestHeader);
  if (facts.tip === undefined) expect(text).toContain("You know nothing yet.");
  else expect(text).toContain(`Your tip is ${whole(tip)}, you know ${several(Math.max(0, top), "header")}.`);
  const idle: string[] = [];
  for (const [name, peer] of facts.peers) {
    const sentence = new RegExp(
      `(?:^|\\. )(${name} (?:owes you (?!nothing)|is )[^.]*(?:\\.\\d[^.]*)?\\.)`,
    ).exec(text)?.[1];
    if (!peer.connected) {
      const wasDropped = text.includes(`You dropped ${name}:`);
      const gone =
        sentence === undefined ? wasDropped : /is (gone|stopped|in reserve|not connected)/.test(sentence);
      expect(gone || wasDropped, `${name} in: ${text}`).toBe(true);
      if (!peer.running) expect(sentence).toBe(`${name} is stopped.`);
      continue;
    }
    const { heights, aside, unknown, since } = owed(facts, peer);
    const count = heights.length + unknown;
    if (count > 0) {
      const [, number, list = "", ago] =
        /owes you (\d+) blocks?(?:, (.*?))?, (?:the oldest )?asked (.+?) ago\.$/.exec(sentence ?? "") ?? [];
      expect([number, ago], text).toEqual([`${count}`, said(at - since)]);
      const parts = list.split(", ");
      const isMarked = (part: string) => part.includes("′");
      const marked = listed(parts.filter(isMarked).join(", "));
      const others = listed(parts.filter((part) => !isMarked(part)).join(", "));
      const best = heights.filter((height) => !aside.includes(height));
      expect([aside.slice(0, marked.length), best.slice(0, others.length)]).toEqual([marked, others]);
      if (!list.includes("…")) expect([marked, others]).toEqual([aside, best]);
    } else if (peer.headersSince !== undefined)
      expect(sentence).toBe(`${name} owes you headers, asked ${said(at - peer.headersSince)} ago.`);
    else idle.push(name);
  }
  if (idle.length > 0)
    expect(text).toContain(`${idle.join(", ")} ${idle.length === 1 ? "owes" : "owe"} you nothing.`);
  const under = facts.onTheWire.filter(({ departAt, arriveAt }) => departAt <= at && arriveAt >= at);
  const incoming = under.filter(({ isOutgoing }) => !isOutgoing).length;
  if (under.length === 0) expect(text).not.toContain("On the wire");
  else expect(text).toContain(`On the wire: ${incoming} to you, ${under.length - incoming} from you.`);

  // What is drawn: the card, and a letter, and a debt, for each lane.
  const frame = { width: 900, height: 480, at, lane: 60, scale: 1, selected: undefined };
  const texts = textsOf(layoutStage(view, frame));
  const after = (label: string, from = 0) => texts[texts.indexOf(label, from) + 1];
  expect(after("tip")).toBe(tip < 0 ? "–" : whole(tip));
  const card = texts.lastIndexOf("tip");
  expect(after("headers", card)).toBe(top < 0 ? "–" : whole(top));
  for (const [name, peer] of facts.peers) {
    expect(texts).toContain(name.slice(0, 2));
    const { heights, aside, since } = owed(facts, peer);
    if (!peer.connected || peer.owes.size === 0) continue;
    for (const height of heights.slice(0, 4))
      expect(texts).toContain(aside.includes(height) ? `${height}′` : `${height}`);
    expect(texts.some((one) => one.includes(said(at - since)))).toBe(true);
  }
}

function compareWindow(view: WorldView, facts: Judged, at: number): void {
  const counts = windowCounts(view);
  const text = windowText(view, at);
  const top = heightOf(facts, facts.bestHeader);
  if (counts === undefined) {
    expect(facts.window === undefined || isFollowed(facts) || facts.window.low > top, text).toBe(true);
    return;
  }
  expect(facts.window).toBeDefined();
  const low = facts.window?.low ?? 0;
  const high = Math.min(facts.window?.high ?? 0, top);
  const { stored, asked, header } = countStates(facts, low, high);
  expect(counts).toEqual({ low, high, stored, asked, free: header });
  expect(text).toContain(
    `Blocks ${whole(low)} to ${whole(high)}: ${stored} stored, ${asked} asked, ${header} not yet asked.`,
  );
  const chain = bestChain(facts);
  const blocker = chain
    .slice(low, high + 1)
    .find((entry) => ["header", "asked"].includes(stateOf(facts, entry)));
  const holders = [...facts.peers].filter(([, { owes }]) => blocker !== undefined && owes.has(blocker));
  const [, height, peer = "", ago] =
    /([\d,]+) is next, asked of (\S+) (.+?) ago/.exec(text) ??
    /Everything waits for ([\d,]+), owed by (\S+) for (.+?)\.(?: |$)/.exec(text) ??
    [];
  if (height === undefined) expect(holders).toEqual([]);
  else {
    expect(height).toBe(whole(heightOf(facts, blocker)));
    if (holders.length > 0) {
      expect(holders.map(([name]) => name)).toContain(peer);
      expect(ago).toBe(said(at - (facts.peers.get(peer)?.owes.get(blocker ?? -1) ?? Number.NaN)));
    } else expect(facts.stall?.peer).toBe(peer);
  }
  // What is drawn: each block as it is, with the letter of whom it is asked of.
  const shapes = layoutWindow(view, { width: 900, height: 160, at, scale: 1 });
  const glyphs = shapes.filter((shape) => shape.kind === "glyph");
  if (glyphs.length === 0) return;
  expect(glyphs).toHaveLength(high - low + 1);
  glyphs.forEach((glyph, i) => {
    const entry = chain[low + i] ?? -1;
    expect(glyph.state, `height ${low + i}`).toBe(stateOf(facts, entry));
    const askedOf = [...facts.peers].flatMap(([name, { owes }]) => (owes.has(entry) ? [name] : []));
    if (glyph.letter !== undefined) expect(askedOf).toContain(glyph.letter);
    else expect(askedOf).toEqual([]);
  });
}

function compareChain(view: WorldView, facts: Judged, at: number): void {
  const top = heightOf(facts, facts.bestHeader);
  const counts = countStates(facts, 0, top);
  const ribbon = ribbonText(view);
  if (top < 0) {
    expect(ribbon).toBe("Nothing is known of the chain yet.");
    return;
  }
  expect(ribbon).toContain(
    `Heights 0 to ${whole(top)}. Of the chain with most work, genesis not counted: ${whole(Math.max(0, counts.validated - 1))} validated, ${whole(counts.stored)} stored, ${whole(counts.asked)} asked for, ${whole(counts.header)} known by header only.`,
  );
  const highest = Math.max(...facts.heights.values());
  const beyond = /Another branch reaches ([\d,]+)\./.exec(ribbon)?.[1];
  expect(beyond).toBe(highest > top ? whole(highest) : undefined);
  // What is drawn says the same, where it has room.
  const drawn = textsOf(layoutRibbon(view, { width: 900, scale: 1 })).find((one) =>
    one.includes("says a peer"),
  );
  const claimed = Math.max(0, ...claimsNotShown(facts));
  if (drawn !== undefined)
    expect(drawn).toBe(`${whole(claimed - Math.max(0, highest))} more, says a peer: unknown to you`);
  const more = /A peer speaks of (\d+) more\./.exec(ribbon)?.[1];
  if (more !== undefined) {
    const claims = [...facts.peers.values()].map(({ startHeight }) => (startHeight ?? 0) - highest);
    expect(claims).toContain(Number(more));
  }
  const tree = treeText(view);
  const tip = heightOf(facts, facts.tip);
  const work = (hex: string | undefined) => BigInt(`0x${hex === undefined || hex === "" ? "0" : hex}`);
  expect(tree).toContain(`The chain with most work ends at ${whole(top)}, work `);
  expect(tree).toContain(`Your tip is ${whole(tip)}.`);
  const parents = new Set(facts.parents.values());
  const tips = [...facts.heights.keys()].filter((entry) => !parents.has(entry) && !facts.best.has(entry));
  const branches = /(\d+) branch(?:es)? beside it\./.exec(tree)?.[1];
  expect(branches).toBe(tips.length === 0 ? undefined : `${tips.length}`);
  const small = 10n ** 12n;
  if (work(facts.bestWork) < small)
    expect(tree).toContain(`, work ${work(facts.bestWork).toLocaleString("en")}.`);
  const shown = [...tree.matchAll(/From ([\d,]+) to ([\d,]+): work (\d+(?:,\d{3})*)(?:, tip of ([^;.]+))?/g)];
  for (const [, fork, height, branchWork, names] of shown) {
    const found = tips.find((entry) => {
      let root = entry;
      while (!facts.best.has(root)) root = facts.parents.get(root) ?? -1;
      const on = [...facts.peers].flatMap(([name, peer]) =>
        peer.connected && peer.bestKnown === entry ? [name] : [],
      );
      return (
        whole(heightOf(facts, entry)) === height &&
        whole(heightOf(facts, root)) === fork &&
        work(facts.works.get(entry)).toLocaleString("en") === branchWork &&
        on.join(", ") === (names ?? "")
      );
    });
    expect(found, tree).toBeDefined();
  }
  const there = /There: ([^.]+)\./.exec(tree)?.[1];
  const atTip = [...facts.peers].flatMap(([name, peer]) =>
    peer.connected && peer.bestKnown === facts.bestHeader ? [name] : [],
  );
  expect(there).toBe(atTip.length === 0 ? undefined : atTip.join(", "));

  const index = countsText(view);
  expect(index).toContain(`${whole(facts.heights.size - 1)} headers`);
  const aside = /([\d,]+) of them on (?:another branch|([\d,]+) other branches)/.exec(index);
  const off = [...facts.heights.keys()].filter((entry) => !facts.best.has(entry)).length;
  expect(aside?.[1]).toBe(off === 0 ? undefined : whole(off));
  if (aside !== null && off > 0) expect(aside[2] ?? "1").toBe(whole(tips.length));

  const locator = locatorText(view);
  if (facts.locator === undefined) expect(locator).toMatch(/^sent with every getheaders/);
  else {
    const { peer, heights } = facts.locator;
    expect(locator).toMatch(new RegExp(`^${heights.length} hash(es)? sent to ${peer} at `));
    const seconds = facts.locator.at / 1e6;
    const [, minutes = 0, rest = 0] = / at (?:\d+:)?(\d+):([\d.]+)/.exec(locator) ?? [];
    expect(Number(minutes) * 60 + Number(rest)).toBeCloseTo(
      Math.floor(seconds * 100) / 100 - 3600 * Math.floor(seconds / 3600),
      1,
    );
  }
  expect(at).toBeGreaterThanOrEqual(facts.locator?.at ?? 0);
}

/** The heights that peers claim and have not shown yet. */
function claimsNotShown(facts: Judged): number[] {
  return [...facts.peers.values()].flatMap(({ startHeight, bestKnown }) =>
    startHeight === undefined || Math.max(0, heightOf(facts, bestKnown)) >= startHeight ? [] : [startHeight],
  );
}

function comparePeers(view: WorldView, facts: Judged, at: number): void {
  expect(view.peers.map(({ name }) => name)).toEqual([...facts.peers.keys()]);
  for (const peer of view.peers) {
    const fact = facts.peers.get(peer.name);
    if (fact === undefined) continue;
    expect(
      [peer.startHeight, peer.inFlight, peer.blocks, peer.connected, peer.ready, peer.bytes],
      peer.name,
    ).toEqual([fact.startHeight, fact.owes.size, fact.delivered, fact.connected, fact.ready, fact.bytes]);
    const phase = phaseText(peer, view, at);
    if (fact.habits > 0 && fact.connected) continue;
    const asksHeaders = fact.headersSince !== undefined;
    const underWay = (command: string) =>
      facts.onTheWire.some(
        (flight) => flight.peer === peer.name && flight.command === command && flight.arriveAt > at,
      );
    const allowed: Record<string, boolean> = {
      "in reserve": !fact.connected && fact.spare,
      connecting: !fact.connected,
      gone: !fact.connected && fact.wasThere,
      dropped: !fact.connected && fact.wasThere,
      stopped: !fact.running,
      "not connected": !fact.connected && facts.halted !== undefined,
      "says hello": fact.connected && !fact.ready,
      idle: fact.ready && fact.owes.size === 0 && !asksHeaders,
      done: fact.ready && fact.owes.size === 0 && facts.end?.ended === "synced",
      "is being asked": underWay("getheaders") || underWay("getdata"),
      "sends headers": asksHeaders && fact.owes.size === 0 && !underWay("getheaders"),
      "sends blocks": fact.owes.size > 0,
      "holds the window": facts.stall?.peer === peer.name,
    };
    expect(allowed[phase], `${peer.name} ${phase} at ${at}`).toBe(true);
    const rate = blockRates(view, at).get(peer.name);
    if (fact.owes.size === 0) expect(rate).toBeUndefined();
  }
  const held = bottleneck(view, at);
  const owing = [...facts.peers].filter(([, { owes }]) => owes.size > 0).map(([name]) => name);
  if (held.kind === "done") expect(facts.end?.ended).toBe("synced");
  if (held.kind === "window")
    expect([held.peer, held.height]).toEqual([facts.stall?.peer, facts.stall?.height]);
  if (held.kind === "handshake") expect([...facts.peers.values()].some(({ ready }) => ready)).toBe(false);
  if (held.kind === "latency" && facts.locator !== undefined)
    expect([...facts.peers.values()].some(({ headersSince }) => headersSince !== undefined)).toBe(true);
  if (held.kind === "nothingToAsk") expect(owing).toEqual([]);
  if (held.kind === "peers" || held.kind === "myLink") expect(facts.end?.ended).not.toBe("synced");
  if (held.kind === "upload" && owing.length > 0) expect(owing).toEqual([held.peer]);
  if (held.kind === "peers") expect(owing.length).toBeGreaterThan(1);
  if (held.kind === "slowPeer" || held.kind === "silentPeer") expect(owing).toContain(held.peer);
  if (held.kind === "syncPeer") expect(facts.syncPeer).toBe(held.peer);
}

function textsOf(shapes: readonly Shape[]): string[] {
  return shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));
}
