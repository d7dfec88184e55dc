/**
 * The block tree: the best chain a straight line from genesis to its tip, other branches below it, runs of
 * dull blocks folded into one dashed link that says how many and shows how far they are.
 */
import { type SkeletonItem, skeleton } from "../../replay/skeleton.ts";
import type { WorldView } from "../../replay/world-view.ts";
import type { Marked } from "../chosen.ts";
import { shortNames } from "../short-names.ts";
import { number, t } from "../text.ts";
import { branchLabel } from "./branch-label.ts";
import { GLYPH_LETTERS } from "./glyph.ts";
import { drawRun } from "./run-pill.ts";
import type { Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";
import { layoutTipSigns, sideSigns, tipSignsWidth } from "./tip-signs.ts";

export interface TreeFrame {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  /** A block that stands out. */
  readonly marked?: Marked | undefined;
}

const RUN_COLUMNS = 4;
/** Of a peer's name at the tips. */
const SIGN_LETTERS = 3;
/** Half of the pill of a folded run on a branch, which takes the width of its heights. */
const RUN_HALF_WIDTH = 46;
/** From the top down to the best chain, where there are branches below it. */
const LINE = 34;
/** From the best chain down to the first branch, and from branch to branch. */
const FIRST_BRANCH = 34;
const NEXT_BRANCH = 26;

export function layoutTree(view: WorldView, frame: TreeFrame): Shape[] {
  const { width, scale } = frame;
  const { entries } = view;
  if (entries.bestHeight < 0) return [];
  const peersAt = peersByHeight(view);
  const atEnd = peersAt.get(entries.bestHeight) ?? [];
  const badge = 9 * scale;
  const signs = shortNames(view.peerNames, SIGN_LETTERS);
  const clear = labelHalf(entries.bestHeight, scale);
  const reserve = atEnd.length === 0 ? 8 : tipSignsWidth(atEnd, { size: 0, badge, clear }, signs) + 2;
  const room = width - reserve - 24 * scale;
  // A branch may reach further than the best chain; both stand on one scale of heights.
  const beyond = Math.max(0, entries.topHeight - entries.bestHeight);
  const dense = (entries.topHeight + 1) * 19 * scale <= room;
  const pitch = dense ? Math.min(34 * scale, room / Math.max(1, entries.topHeight)) : 25 * scale;
  const aside = dense ? beyond * pitch : Math.min(beyond * pitch, room / 4);
  const columns = Math.max(6, Math.floor((room - aside) / pitch) + 1);
  const drawn = skeleton(entries, {
    keep: keepHeights(view, frame.marked),
    wish: wishHeights(view, columns),
    columns,
    runColumns: RUN_COLUMNS,
    branches: Math.max(0, Math.floor((frame.height / scale - LINE - FIRST_BRANCH - 10) / NEXT_BRANCH) + 1),
  });
  const shapes: Shape[] = [];
  const size = Math.min(18 * scale, pitch - 5);
  // Without branches the line has the height to itself.
  const y = drawn.branches.length > 0 ? LINE * scale : Math.max(LINE * scale, frame.height * 0.46);
  const places = placeLine(drawn.main, 10 * scale, pitch);
  stretch(places, room - aside + 10 * scale);
  const xOf = placesOf(places, beyond === 0 ? pitch : aside / beyond);
  drawLine(shapes, view, places, y, size, scale);
  drawMark(shapes, places, y, size, frame.marked);
  drawn.branches.forEach((branch, i) => {
    const fork = places.find(({ item }) => item.kind === "block" && item.height === branch.forkHeight);
    if (fork === undefined) return;
    const row = y + (FIRST_BRANCH + i * NEXT_BRANCH) * scale;
    const line = placeBranch(branch.items, xOf, size);
    shapes.push({
      kind: "curve",
      from: [fork.x, y + size / 2],
      to: [line[0]?.x ?? fork.x, row],
      ink: "stale",
      width: 1.6,
    });
    const isLast = i === drawn.branches.length - 1;
    const ends = { from: Math.min(fork.x, line[0]?.x ?? 0), to: line.at(-1)?.x ?? 0 };
    const below = isLast && frame.height - row > 26 * scale;
    const label = branchLabel(view, branch.tip, { ...ends, width, row, size, scale, below });
    // Where it finds no other place it stands on the line, instead of the pill.
    const shown = label?.isOnLine ? line.filter(({ item }) => item.kind === "block") : line;
    drawLine(shapes, view, shown, row, size, scale, "stale");
    drawMark(shapes, shown, row, size, frame.marked);
    if (label !== undefined) shapes.push(label.shape);
  });
  const below = drawn.branches.length === 0;
  const forks = new Set(drawn.branches.map(({ forkHeight }) => forkHeight));
  const at = { y, size, scale, badge, width, height: frame.height, below, signs, forks };
  drawLabels(shapes, view, places, peersAt, at);
  if (drawn.hiddenBranches > 0) {
    // Branches have the room below; above the line the word at the tip is on one side only.
    const tip = places.find(({ item }) => item.kind === "block" && item.height === view.tipHeight);
    const atRight = tip === undefined || tip.x < width / 2;
    shapes.push({
      kind: "text",
      x: atRight ? width - 4 : 4,
      y: 8 * scale,
      text: t("tree.hidden", { count: drawn.hiddenBranches }),
      size: 11 * scale,
      ink: "muted",
      align: atRight ? "right" : "left",
    });
  }
  return shapes;
}

interface Place {
  readonly item: SkeletonItem;
  x: number;
  /** Half of its width. */
  readonly half: number;
}

function placeLine(items: readonly SkeletonItem[], from: number, pitch: number): Place[] {
  let x = from;
  return items.map((item) => {
    const half = item.kind === "run" ? (RUN_COLUMNS * pitch) / 2 : pitch / 2;
    const place = { item, x: item.kind === "run" ? x + half - pitch / 2 : x, half };
    x += half * 2;
    return place;
  });
}

/** Where a height stands: on the main line, between two of its blocks, or so far beyond its tip. */
function placesOf(places: readonly Place[], step: number): (height: number) => number {
  const known = places.flatMap(({ item, x }) => (item.kind === "block" ? [{ height: item.height, x }] : []));
  return (height) => {
    const after = known.findIndex((place) => place.height >= height);
    const low = known[after < 0 ? known.length - 1 : Math.max(0, after - 1)] ?? { height: 0, x: 0 };
    if (after < 0) return low.x + (height - low.height) * step;
    const high = known[after] ?? low;
    if (high.height === low.height) return high.x;
    return low.x + ((high.x - low.x) * (height - low.height)) / (high.height - low.height);
  };
}

/** A branch on the main line's scale: its tip, and of the rest what does not lie under something else. */
function placeBranch(items: readonly SkeletonItem[], xOf: (height: number) => number, size: number): Place[] {
  const places: Place[] = [];
  let free = Number.POSITIVE_INFINITY;
  for (const item of [...items].reverse()) {
    const isRun = item.kind === "run";
    const x = isRun ? (xOf(item.low) + xOf(item.high)) / 2 : xOf(item.height);
    const half = isRun ? RUN_HALF_WIDTH : size / 2 + 1;
    const isHidden = isRun && xOf(item.high) - xOf(item.low) < 2 * RUN_HALF_WIDTH;
    if (places.length > 0 && (isHidden || x + half > free)) continue;
    places.unshift({ item, x, half });
    free = x - half;
  }
  return places;
}

/** Spreads a folded line to the width it has, so that the tip stays where it is. */
function stretch(places: readonly Place[], to: number): void {
  const first = places[0];
  const last = places[places.length - 1];
  if (first === undefined || last === undefined || places.length < 2) return;
  if (!places.some(({ item }) => item.kind === "run")) return;
  const factor = (to - first.x) / (last.x - first.x);
  for (const place of places) place.x = first.x + (place.x - first.x) * factor;
}

function drawLine(
  shapes: Shape[],
  view: WorldView,
  places: readonly Place[],
  y: number,
  size: number,
  scale: number,
  ink: "ink" | "stale" = "ink",
): void {
  const first = places[0];
  const last = places[places.length - 1];
  if (first === undefined || last === undefined) return;
  places.forEach((place, i) => {
    const next = places[i + 1];
    if (next === undefined) return;
    const dashed = place.item.kind === "run" || next.item.kind === "run";
    const known = place.item.kind === "block" && view.entries.state(place.item.entry) === "validated";
    shapes.push({
      kind: "line",
      points: [
        [place.x, y],
        [next.x, y],
      ],
      ink: dashed
        ? ink === "ink"
          ? "muted"
          : ink
        : ink === "stale"
          ? "stale"
          : known
            ? "validated"
            : "muted",
      width: known && !dashed ? 2.4 : 1.5,
      ...(dashed ? { dash: [4, 3] } : {}),
    });
  });
  const letters = shortNames(view.peerNames, GLYPH_LETTERS);
  for (const [i, { item, x }] of places.entries()) {
    if (item.kind === "run") {
      const [before, after] = [places[i - 1]?.x ?? 0, places[i + 1]?.x ?? Number.POSITIVE_INFINITY];
      const half = Math.min(x - before, after - x) - size / 2 - 2;
      drawRun(shapes, item, { x, y, width: half * 2, scale });
      continue;
    }
    const state = view.entries.state(item.entry);
    const owner = state === "asked" ? view.request(item.entry)?.peer : undefined;
    const letter = owner === undefined ? undefined : letters.get(owner);
    shapes.push({ kind: "glyph", x, y, size, state, ...(letter === undefined ? {} : { letter }) });
  }
}

/** Around the block that stands out, if it is one of these. */
function drawMark(
  shapes: Shape[],
  places: readonly Place[],
  y: number,
  size: number,
  marked: Marked | undefined,
): void {
  const place = places.find(({ item }) => item.kind === "block" && item.entry === marked?.entry);
  if (place === undefined) return;
  const [half, box] = [size / 2 + 3, { kind: "rect", radius: 6, stroke: "accent", width: 2.5 } as const];
  shapes.push({ ...box, x: place.x - half, y: y - half, w: half * 2, h: half * 2 });
}

function drawLabels(
  shapes: Shape[],
  view: WorldView,
  places: readonly Place[],
  peersAt: ReadonlyMap<number, readonly string[]>,
  at: {
    y: number;
    size: number;
    scale: number;
    badge: number;
    width: number;
    height: number;
    below: boolean;
    signs: ReadonlyMap<string, string>;
    /** Heights at which a branch leaves, downwards. */
    forks: ReadonlySet<number>;
  },
): void {
  const { y, size, scale, badge, width, below, signs, forks } = at;
  const { entries } = view;
  let free = Number.NEGATIVE_INFINITY;
  const wanted = new Set([
    0,
    view.tipHeight,
    entries.bestHeight,
    view.window?.low ?? 0,
    view.window?.high ?? 0,
  ]);
  const blocks = places.flatMap(({ item, x }) => (item.kind === "block" ? [{ height: item.height, x }] : []));
  for (const pass of [true, false]) {
    if (!pass) free = Number.NEGATIVE_INFINITY;
    for (const { height, x } of blocks) {
      const text = number(height);
      const half = labelHalf(height, scale) + 3;
      const isWanted = wanted.has(height) || height % 10 === 0;
      if (pass !== wanted.has(height)) continue;
      if (!isWanted) continue;
      const clash = blocks.some(
        (other) => wanted.has(other.height) && other.height !== height && Math.abs(other.x - x) < half * 2,
      );
      if ((!pass && clash) || x - half < free) continue;
      free = x + half;
      shapes.push({
        kind: "text",
        // A branch leaves downwards there.
        x: forks.has(height) && x > 2 * half ? x - half : Math.max(x, half - 2),
        y: y + size / 2 + 11 * scale,
        text,
        size: 11 * scale,
        ink: "muted",
        mono: true,
        align: "center",
      });
    }
  }
  const tip = blocks.find(({ height }) => entries.bestAt(height) === entries.tip);
  if (tip !== undefined) {
    shapes.push({
      kind: "text",
      // Whole at the edge, too.
      x: Math.max(tip.x, 2 + textWidth(t("you"), 13 * scale, false, 700) / 2),
      y: y - size / 2 - 14 * scale,
      text: t("you"),
      size: 13 * scale,
      ink: "ink",
      weight: 700,
      align: "center",
    });
    shapes.push({
      kind: "arrow",
      x: tip.x,
      y: y - size / 2 - 4 * scale,
      size: 5,
      direction: "down",
      fill: "ink",
    });
  }
  // From the right, so that those of one row keep clear of each other and of the edge.
  const ends = { above: width, below: width };
  for (const { height, x } of [...blocks].reverse()) {
    const names = peersAt.get(height);
    if (names === undefined) continue;
    const atEnd = height === entries.bestHeight;
    // Below the line there may be branches, above it is the word at the tip.
    const row = below || height === view.tipHeight ? "below" : "above";
    const away =
      row === "below"
        ? Math.min(size + 20 * scale, Math.max(size + 14 * scale, at.height - y - badge - 2))
        : -size / 2 - 13 * scale;
    const avoid = row === "above" ? tip?.x : undefined;
    const { half, crowd } = sideSigns(names, badge, signs);
    const from = atEnd ? x : Math.max(half, Math.min(x, ends[row] - crowd - half));
    layoutTipSigns(
      shapes,
      names,
      { x: from, y, away, avoid, size, badge, scale, width, clear: labelHalf(height, scale) },
      atEnd ? "end" : "side",
      signs,
    );
    if (!atEnd) ends[row] = from - half - 2;
  }
}

/** Half of how wide the height below a block is. */
function labelHalf(height: number, scale: number): number {
  return textWidth(number(height), 11 * scale, true) / 2;
}

/** Which connected peers have their best known block at this height of the best chain. */
function peersByHeight(view: WorldView): ReadonlyMap<number, readonly string[]> {
  const peers = new Map<number, string[]>();
  for (const peer of view.peers) {
    if (peer.bestKnown === undefined || !peer.connected || !view.entries.onBestChain(peer.bestKnown))
      continue;
    const height = view.entries.height(peer.bestKnown);
    if (height <= 0) continue;
    const there = peers.get(height);
    if (there === undefined) peers.set(height, [peer.name]);
    else there.push(peer.name);
  }
  return peers;
}

function keepHeights(view: WorldView, marked: Marked | undefined): number[] {
  const heights = [view.tipHeight];
  if (marked !== undefined && view.entries.onBestChain(marked.entry)) heights.push(marked.height);
  for (const height of peersByHeight(view).keys()) heights.push(height);
  if (view.stall !== undefined) heights.push(view.stall.height);
  return heights;
}

/** What one would like to see block by block: the tip's neighbourhood, the window's, then what is asked. */
function wishHeights(view: WorldView, columns: number): number[] {
  const tip = view.tipHeight;
  const wish = [tip + 1, tip + 2, tip - 1, tip + 3, tip + 4, tip - 2, tip + 5];
  const window = view.window;
  if (window !== undefined) wish.push(window.high, window.high - 1, window.high - 2, window.high + 1);
  for (let i = 6; i < columns; i++) wish.push(tip + i);
  for (let i = 3; i < columns; i++) wish.push(tip - i);
  return wish;
}
