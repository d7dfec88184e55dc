/** What a frame costs the page's thread, read from a browser's trace. */

/** Of the trace event format; times in µs. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of `dur`, what the thread was running and not waiting for a processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string } };
}

export const TRACE_CATEGORIES = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "toplevel",
  "__metadata",
];

export interface FrameCost {
  readonly frames: number;
  /** All three in ms of processor time: script, style, layout and paint. */
  readonly mean: number;
  readonly p95: number;
  readonly worst: number;
}

/** Everything the main thread of the page did, from one frame's beginning to the next one's. */
export function frameCost(trace: Buffer): FrameCost {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const main = mainThread(traceEvents);
  const own = traceEvents.filter(({ pid, tid }) => pid === main.pid && tid === main.tid);
  const tasks = outermost(own.filter(({ ph, dur }) => ph === "X" && dur !== undefined));
  const starts = own
    .filter(({ name }) => name === "FireAnimationFrame")
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  // Several callbacks may belong to one frame: they follow each other within one task.
  const frames: { from: number; cost: number }[] = [];
  for (const task of tasks) {
    const begins = starts.some((ts) => ts >= task.ts && ts < task.ts + (task.dur ?? 0));
    const cost = (task.tdur ?? task.dur ?? 0) / 1000;
    const last = frames.at(-1);
    if (begins) frames.push({ from: task.ts, cost });
    else if (last !== undefined) last.cost += cost;
  }
  const costs = frames.map(({ cost }) => cost).sort((a, b) => a - b);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  return {
    frames: costs.length,
    mean: total / Math.max(1, costs.length),
    p95: costs[Math.floor(costs.length * 0.95)] ?? Number.NaN,
    worst: costs.at(-1) ?? Number.NaN,
  };
}

/** The one that fires animation frames: of a page, there is one. */
function mainThread(events: readonly TraceEvent[]): { readonly pid: number; readonly tid: number } {
  const counts = new Map<string, { pid: number; tid: number; count: number }>();
  for (const { name, pid, tid } of events) {
    if (name !== "FireAnimationFrame") continue;
    const known = counts.get(`${pid} ${tid}`);
    if (known === undefined) counts.set(`${pid} ${tid}`, { pid, tid, count: 1 });
    else known.count += 1;
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  if (most === undefined) throw new Error("no animation frame in the trace");
  return most;
}

/** Those within no other. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  const sorted = [...events].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const found: TraceEvent[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const event of sorted) {
    if (event.ts < end) continue;
    found.push(event);
    end = event.ts + (event.dur ?? 0);
  }
  return found;
}
