/**
 * The orphan tray of a blocks-first node: blocks that came before their parent, whole and paid for, each run of them behind the parent
 * that nobody has; who sent them; and what had to make room.
 */
import { type OrphanRun, type OrphanView, orphanRuns } from "../../replay/orphan-tray.ts";
import type { WorldView } from "../../replay/world-view.ts";
import { number, t } from "../text.ts";
import { emptyTrayText, runText, shortHash } from "../tray-text.ts";
import type { Shape } from "./shapes.ts";
import { fitted, textWidth } from "./text-width.ts";

export interface TrayFrame {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  /** Heights are said, which the node cannot know. */
  readonly isTruth?: boolean;
}

const EDGE = 8;
/** Of a run so many are drawn before it is said how many there are. */
const IN_RUN = 5;
const TYPE = 11;
/** Unlabelled, where there are many. */
const SMALL = 13;

interface Plan {
  readonly frame: TrayFrame;
  readonly size: number;
  readonly pitch: number;
  readonly rowHeight: number;
}

export function layoutTray(view: WorldView, frame: TrayFrame): Shape[] {
  const { width, height, scale } = frame;
  const { orphans } = view;
  const [left, right] = [1, width - 1];
  // Its rim: open above, since more may fall in.
  const shapes: Shape[] = [
    {
      kind: "line",
      points: [
        [left, 2],
        [left, height - 4],
        [right, height - 4],
        [right, 2],
      ],
      ink: "muted",
      width: 1.6,
    },
  ];
  if (orphans === undefined || orphans.waiting.size === 0) {
    const size = Math.min(13 * scale, height / 3);
    const text = fitted(emptyTrayText(view), size, width - 4 * EDGE);
    shapes.push({ kind: "text", x: width / 2, y: height / 2, text, size, ink: "muted", align: "center" });
    if (orphans?.lastEvicted !== undefined) drawEvicted(shapes, orphans.lastEvicted, frame);
    return shapes;
  }
  const runs = orphanRuns(orphans);
  const drawn: Shape[] = [];
  if (!layoutRuns(drawn, runs, frame, orphans.lastEvicted)) {
    drawn.length = 0;
    layoutSmall(drawn, runs, frame);
  }
  return [...shapes, ...drawn];
}

/** Each with its words, from left to right and row by row; false: they do not fit. */
function layoutRuns(
  shapes: Shape[],
  runs: readonly OrphanRun[],
  frame: TrayFrame,
  evicted: OrphanView | undefined,
): boolean {
  const { width, height, scale } = frame;
  const size = Math.min(20 * scale, height * 0.42);
  const plan: Plan = { frame, size, pitch: size * 1.35, rowHeight: size + 18 * scale };
  let [x, y] = [EDGE, 6];
  // The room of what was thrown away last.
  const end = width - EDGE - (evicted === undefined ? 0 : evictedWidth(evicted, frame));
  for (const run of runs) {
    const wide = runWidth(run, plan);
    if (x > EDGE && x + wide > end) [x, y] = [EDGE, y + plan.rowHeight];
    if (x + wide > end || y + plan.rowHeight > height) return false;
    drawRun(shapes, run, plan, x, y);
    x += wide + 18 * scale;
  }
  if (evicted !== undefined) drawEvicted(shapes, evicted, frame);
  return true;
}

function runWidth(run: OrphanRun, { frame: { scale }, pitch }: Plan): number {
  const shown = Math.min(run.length, IN_RUN);
  const more = run.length > shown ? textWidth(moreText(run), TYPE * scale, true) + 6 : 0;
  return pitch * (shown + 1) + more + textWidth(runText(run), TYPE * scale) + 6;
}

function moreText(run: OrphanRun): string {
  return `+${number(run.length - IN_RUN)}`;
}

function drawRun(shapes: Shape[], run: OrphanRun, plan: Plan, left: number, top: number): void {
  const { size, pitch } = plan;
  const { scale, isTruth = false } = plan.frame;
  const y = top + size / 2;
  const xOf = (place: number) => left + size / 2 + place * pitch;
  const shown = run.slice(0, IN_RUN);
  // Nobody has the parent: it is no block, only a place for one.
  const box = { x: left + 1, y: top + 1, w: size - 2, h: size - 2, radius: 4 };
  shapes.push({ kind: "rect", ...box, stroke: "muted", width: 1.4, dash: [2, 3] });
  shapes.push(words("?", xOf(0), y, { size: size * 0.6, bold: true }));
  shapes.push({
    kind: "line",
    points: [
      [xOf(0) + size / 2, y],
      [xOf(1) - size / 2, y],
    ],
    ink: "muted",
    width: 1.5,
    dash: [2, 3],
  });
  for (const [i, { height }] of shown.entries()) {
    const x = xOf(i + 1);
    if (i > 0)
      shapes.push({
        kind: "line",
        points: [
          [x - pitch + size / 2, y],
          [x - size / 2, y],
        ],
        ink: "muted",
        width: 1.5,
      });
    shapes.push({ kind: "glyph", x, y, size, state: "stored" });
    const label = isTruth && height !== undefined ? number(height) : "?";
    shapes.push(words(label, x, top + size + 9 * scale, { size: TYPE * scale, mono: true }));
  }
  let after = xOf(shown.length) + size / 2 + 6;
  if (run.length > shown.length) {
    const more = words(moreText(run), after, y, { size: TYPE * scale, mono: true });
    shapes.push({ ...more, align: "left" });
    after += textWidth(moreText(run), TYPE * scale, true) + 6;
  }
  const said = words(runText(run), after, y, { size: TYPE * scale });
  shapes.push({ ...said, align: "left" });
}

function evictedText({ hash, peer }: OrphanView): string {
  return t(peer === "" ? "tray.gone" : "tray.goneOf", { hash: shortHash(hash), peer });
}

function evictedWidth(orphan: OrphanView, { scale }: TrayFrame): number {
  return textWidth(evictedText(orphan), TYPE * scale) + 34 * scale;
}

/** At the right, where it went over the rim. */
function drawEvicted(shapes: Shape[], orphan: OrphanView, { width, scale, height }: TrayFrame): void {
  const size = Math.min(20 * scale, height * 0.42);
  const right = width - EDGE;
  shapes.push({ kind: "glyph", x: right - size / 2, y: 6 + size / 2, size, state: "stored" });
  shapes.push({
    kind: "line",
    points: [
      [right - size - 3, 6 + size + 3],
      [right + 3, 3],
    ],
    ink: "invalid",
    width: 2.4,
  });
  const said = words(evictedText(orphan), right - size - 8, 6 + size / 2, { size: TYPE * scale });
  shapes.push({ ...said, align: "right", ink: "invalid" });
}

/** Glyphs alone, run by run, as many as there is room for. */
function layoutSmall(shapes: Shape[], runs: readonly OrphanRun[], { width, height, scale }: TrayFrame): void {
  const size = SMALL * scale;
  const pitch = size + 3;
  const foot = 20 * scale;
  const rows = Math.max(1, Math.floor((height - 8 - foot) / pitch));
  const inRow = Math.max(1, Math.floor((width - 2 * EDGE) / pitch));
  let place = 0;
  let shown = 0;
  const next = () => ({
    x: EDGE + size / 2 + (place % inRow) * pitch,
    y: 6 + size / 2 + Math.floor(place / inRow) * pitch,
  });
  for (const run of runs) {
    if (place + 1 + run.length > rows * inRow) break;
    const { x, y } = next();
    shapes.push(words("?", x, y, { size: size * 0.9, bold: true }));
    place += 1;
    for (const _ of run) {
      shapes.push({ kind: "glyph", ...next(), size, state: "stored" });
      place += 1;
    }
    shown += 1;
  }
  const more = runs.length - shown;
  const text = more === 0 ? t("tray.runs", { count: runs.length }) : t("tray.more", { count: number(more) });
  const y = height - 6 - foot / 2;
  shapes.push({ ...words(text, EDGE, y, { size: TYPE * scale }), align: "left" });
}

function words(
  text: string,
  x: number,
  y: number,
  { size, mono = false, bold = false }: { size: number; mono?: boolean; bold?: boolean },
): Shape & { kind: "text" } {
  return { kind: "text", x, y, text, size, ink: "muted", mono, weight: bold ? 700 : 400, align: "center" };
}
