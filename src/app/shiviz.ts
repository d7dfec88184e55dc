/**
 * The messages of a run as a log with vector clocks, which ShiViz draws as a space-time diagram: for each event a line
 * `host {"host":n,…}`, and one with what happened. ShiViz is to be given the expression `SHIVIZ_PARSER`. Of each node its messages
 * stand in it, sent and delivered, and its starts and stops.
 */
import type { History } from "../replay/history.ts";
import { LOCAL_NODE, type WorldRecord } from "../world/record.ts";
import { clock } from "./text.ts";

export const SHIVIZ_PARSER = "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)";

type Clock = Readonly<Record<string, number>>;

/** `peers`: names of those that are there from the start, in their order; `records`: how many of them. */
export function printShiViz(history: History, peers: readonly string[], records: number): string[] {
  const names = new Map([LOCAL_NODE, ...peers].map((name, i) => [i, hostName(name)]));
  const clocks = new Map<string, Clock>();
  /** Of messages that are under way, as they were sent. */
  const sent = new Map<string, Clock>();
  const lines: string[] = [];
  for (let i = 0; i < records; i++) {
    const record = history.record(i);
    if (record.kind === "nodeStarted") names.set(record.node, hostName(record.name));
    const what = eventOf(record);
    const host = names.get(record.node);
    if (what === undefined || host === undefined) continue;
    const own = clocks.get(host) ?? {};
    const heard = record.kind === "delivered" ? (sent.get(record.message) ?? {}) : {};
    const now: Record<string, number> = { ...own };
    for (const [name, count] of Object.entries(heard)) now[name] = Math.max(count, now[name] ?? 0);
    now[host] = (own[host] ?? 0) + 1;
    clocks.set(host, now);
    if (record.kind === "sent") sent.set(record.message, now);
    if (record.kind === "delivered") sent.delete(record.message);
    lines.push(`${host} ${JSON.stringify(now)}\n${clock(record.at)} ${what}\n`);
  }
  return lines;
}

function eventOf(record: WorldRecord): string | undefined {
  switch (record.kind) {
    case "sent":
      return `sends ${record.command} to ${hostName(record.to)}, ${record.bytes} bytes`;
    case "delivered":
      return `gets ${record.command} from ${hostName(record.from)}`;
    case "nodeStarted":
      return "starts";
    case "nodeStopped":
      return "stops";
    case "nodeCrashed":
      return "crashes";
    default:
      return undefined;
  }
}

/** Without spaces, which end it. */
function hostName(name: string): string {
  return name.replace(/\s/g, "_");
}
