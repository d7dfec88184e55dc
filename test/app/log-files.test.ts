/** Files for other programs: the history is what the trace is, and the log for ShiViz tells what came before what. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { printHistory } from "../../src/app/history-file.ts";
import { printShiViz, SHIVIZ_PARSER } from "../../src/app/shiviz.ts";
import { TraceFile } from "../../src/cli/trace-file.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { plainRun } from "../../src/world/scenario/run-spec.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

const SCENARIO = builtIn("reorganisation");

function ran() {
  const { records } = runToEnd(SCENARIO);
  const view = new WorldView(SCENARIO.peers, SCENARIO.peerPolicy ?? SCENARIO.policy);
  view.apply(records);
  return { records, history: view.history };
}

test("a history is the run, and its records as a trace has them", () => {
  const { records, history } = ran();
  const folder = mkdtempSync(join(tmpdir(), "headway-"));
  try {
    const trace = new TraceFile(join(folder, "trace"));
    trace.write(records);
    trace.close();
    const lines = readFileSync(join(folder, "trace"), "utf8").trimEnd().split("\n");
    const run = plainRun(SCENARIO, 1);
    const whole = JSON.parse(printHistory(run, history, { at: 1e12 }).join(""));
    expect(whole.run).toEqual(JSON.parse(JSON.stringify(run)));
    expect(whole.records).toEqual(lines.map((line) => JSON.parse(line)));
    const part = JSON.parse(printHistory(run, history, { at: 0, records: 10 }).join(""));
    expect(part.records).toEqual(whole.records.slice(0, 10));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("every message is delivered after it was sent, by the clocks of the log", () => {
  const { records, history } = ran();
  const peers = SCENARIO.peers.map(({ id }) => id);
  const log = printShiViz(history, peers, history.count).join("");
  const events = [...log.matchAll(new RegExp(SHIVIZ_PARSER, "g"))].map(({ groups }) => ({
    host: groups?.["host"] ?? "",
    clock: JSON.parse(groups?.["clock"] ?? "") as Record<string, number>,
    event: groups?.["event"] ?? "",
  }));
  const counted = records.filter(({ kind }) =>
    ["sent", "delivered", "nodeStarted", "nodeStopped", "nodeCrashed"].includes(kind),
  );
  expect(events).toHaveLength(counted.length);
  expect(new Set(events.map(({ host }) => host))).toEqual(new Set(["You", ...peers]));
  const sent = new Map<string, Record<string, number>>();
  const last = new Map<string, number>();
  events.forEach(({ host, clock, event }, i) => {
    // Each host counts its own events.
    expect(clock[host]).toBe((last.get(host) ?? 0) + 1);
    last.set(host, clock[host] ?? 0);
    const record = counted[i];
    if (record?.kind === "sent") sent.set(record.message, clock);
    if (record?.kind !== "delivered") return;
    expect(event).toContain(`gets ${record.command} from ${record.from}`);
    const before = sent.get(record.message) ?? { never: 1 };
    for (const [name, count] of Object.entries(before))
      expect(clock[name]).toBeGreaterThanOrEqual(count + (name === host ? 1 : 0));
  });
  expect(sent.size).toBeGreaterThan(100);
});
