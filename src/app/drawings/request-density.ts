/**
 * Requests of one lane where there are too many for bars: how many were open side by side, column by column. It costs what is seen of
 * it, however many there were.
 */
import type { PeerSpans } from "../../replay/peer-spans.ts";
import { type BarPlace, hatch, type InSight } from "./request-bars.ts";
import type { Shape } from "./shapes.ts";
import { type TimeScale, timeAt, timeX } from "./time-scale.ts";

export interface Columns {
  /** Edges of the columns, from left to right, up to the moment; one more than there are columns. */
  readonly xs: readonly number[];
  /** The position at each edge. */
  readonly positions: Uint32Array;
}

/** How many requests for blocks were open in each column, and whether it owed headers, or was idle throughout. */
export interface Density {
  readonly blocks: Uint16Array;
  /** Those of them that are open at the moment. */
  readonly open: Uint16Array;
  readonly headers: Uint8Array;
  readonly idle: Uint8Array;
  readonly most: number;
}

export function columnsOf({ history, position, at }: InSight, time: TimeScale, width: number): Columns {
  const end = Math.min(time.right, timeX(time, at));
  const xs: number[] = [];
  for (let x = time.left; x < end; x += width) xs.push(x);
  if (xs.length > 0) xs.push(end);
  const positions = Uint32Array.from(xs, (x) => Math.min(position, history.positionAt(timeAt(time, x))));
  return { xs, positions };
}

/** Of several peers together, where several are given: idle is then who of them could be, while nobody works. */
export function densityOf(
  all: readonly PeerSpans[],
  { positions }: Columns,
  { position }: Pick<InSight, "position">,
): Density {
  const count = Math.max(0, positions.length - 1);
  const blocks = new Uint16Array(count);
  const open = new Uint16Array(count);
  const headers = new Uint8Array(count);
  const idle = new Uint8Array(count);
  for (const spans of all) {
    const stillOpen: number[] = [];
    spans.between(position, position, (span) => {
      if (!spans.isHeaders(span)) stillOpen.push(spans.from(span));
    });
    let [asked, deep, isHeaders, isIdle] = edge(spans, positions[0] ?? 0);
    for (let i = 0; i < count; i++) {
      const to = positions[i + 1]!;
      const before = { asked, deep, isHeaders, isIdle };
      [asked, deep, isHeaders, isIdle] = edge(spans, to);
      let most = Math.max(before.deep, deep);
      let isAskedHeaders = before.isHeaders || isHeaders;
      if (most === 0 && asked > before.asked) {
        // It was over within the column.
        let headersAsked = 0;
        spans.owesHeaders.between(positions[i]!, to, () => {
          headersAsked += 1;
        });
        isAskedHeaders ||= headersAsked > 0;
        most = asked - before.asked > headersAsked ? 1 : 0;
      }
      blocks[i]! += most;
      open[i]! += stillOpen.filter((from) => from < to).length;
      if (isAskedHeaders) headers[i] = 1;
      if (isIdle && before.isIdle && asked === before.asked) idle[i] = 1;
    }
  }
  return { blocks, open, headers, idle, most: Math.max(0, ...blocks) };
}

/** At a position: how many had been asked, how many blocks it owes, whether it owes headers, and whether it is idle. */
function edge(spans: PeerSpans, position: number): [number, number, boolean, boolean] {
  const asked = spans.asked(position);
  const isHeaders = spans.owesHeaders.at(position);
  const deep = asked - spans.ended(position) - (isHeaders ? 1 : 0);
  return [asked, deep, isHeaders, spans.idle.at(position)];
}

/** `most`: as many as fill the lane. */
export function layoutDensity(
  shapes: Shape[],
  { blocks, open, headers, idle }: Density,
  { xs }: Columns,
  place: BarPlace,
  most: number,
): void {
  const bottom = place.top + place.height;
  const y = (count: number) => bottom - (count === 0 ? 0 : Math.max(2, (place.height * count) / most));
  const isIdle = (i: number) => idle[i] === 1 && blocks[i] === 0 && headers[i] === 0;
  for (const [from, to] of runs(idle.length, isIdle)) {
    const [left, right] = [xs[from]!, xs[to]!];
    if (right - left > 3) shapes.push(hatch(left, right, place));
  }
  for (const [from, to] of runs(blocks.length, (i) => blocks[i]! > 0)) {
    const isStillOpen = open.subarray(from, to).some((count) => count > 0);
    const steps = (of: (i: number) => number) => stepped(xs, from, to, bottom, (i) => y(of(i)));
    if (isStillOpen)
      shapes.push({
        kind: "area",
        points: steps((i) => Math.max(blocks[i]!, open[i]!)),
        fill: "asked",
      });
    const answered = (i: number) => Math.max(0, blocks[i]! - open[i]!);
    shapes.push({ kind: "area", points: steps(answered), fill: "stored" });
  }
  for (const [from, to] of runs(headers.length, (i) => headers[i] === 1)) {
    const x = xs[from]!;
    const w = Math.max(1.5, xs[to]! - x);
    shapes.push({ kind: "rect", x, y: place.top + place.height / 2 - 1, w, h: 2, fill: "header" });
  }
}

/** Stretches of numbers below `count` for which something is so: `[from, to)`. */
function* runs(count: number, isSo: (i: number) => boolean): Iterable<readonly [number, number]> {
  let from = -1;
  for (let i = 0; i <= count; i++) {
    const is = i < count && isSo(i);
    if (is && from < 0) from = i;
    if (is || from < 0) continue;
    yield [from, i];
    from = -1;
  }
}

function stepped(
  xs: readonly number[],
  from: number,
  to: number,
  bottom: number,
  y: (i: number) => number,
): [number, number][] {
  const points: [number, number][] = [[xs[from]!, bottom]];
  let last = bottom;
  for (let i = from; i < to; i++) {
    const level = y(i);
    if (level === last) continue;
    points.push([xs[i]!, last], [xs[i]!, level]);
    last = level;
  }
  const end = xs[to]!;
  points.push([end, last], [end, bottom]);
  return points;
}
