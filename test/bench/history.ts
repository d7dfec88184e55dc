/**
 * `npm run bench -- history`: what the history of a run of two million records costs, and how fast one goes to its moments; and
 * of a chain of 900 000 headers, half of it validated, what its first record and its drawings cost; and of a sync of 5 000 blocks
 * from eight peers what its requests over time cost.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { layoutLanesOverTime } from "../../src/app/drawings/lanes-over-time.ts";
import { layoutRibbon } from "../../src/app/drawings/ribbon.ts";
import { layoutTree } from "../../src/app/drawings/tree.ts";
import { History } from "../../src/replay/history.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { SingleThreadWorld } from "../../src/runtime/single-thread-world.ts";
import { toldRecords } from "../../src/runtime/told-records.ts";
import { Prng } from "../../src/sim/prng.ts";
import { LOCAL_NODE } from "../../src/world/record.ts";
import { parseScenario } from "../../src/world/scenario/scenario-schema.ts";
import { prepareWorld } from "../../src/world/setup.ts";
import { entries, observed } from "../replay/every-record.ts";

const RECORDS = 2_000_000;
const JUMPS = 400;
const STEPS = 2_000;
const HEADERS = 900_000;
const ROUNDS_PER_TAKING = 200;

setFlagsFromString("--expose_gc");
const collect = runInNewContext("gc") as () => void;

longRun();
longChain();
longSync();

function longRun(): void {
  const parsed = parseScenario({
    version: 1,
    id: "long",
    chain: { blocks: 200 },
    policy: "core",
    peers: Array.from({ length: 48 }, (_, i) => ({ id: `P${i}` })),
    links: Array.from({ length: 144 }, (_, i) => ({
      from: `P${i % 48}`,
      to: `P${(i + ([1, 7, 19][Math.floor(i / 48)] ?? 1)) % 48}`,
    })),
    mining: { meanSeconds: 20, blocks: 1000, startSeconds: 30 },
    deadlineSeconds: 1_000_000,
  });
  if (!parsed.ok) throw new Error(parsed.error);
  const { scenario } = parsed;
  const prepared = prepareWorld({ scenario, seed: 1 });
  if (!prepared.ok) throw new Error(prepared.error);
  const world = new SingleThreadWorld(prepared.value);
  let history = new History(scenario.peers, scenario.policy);
  let appending = 0;
  for (let going = true; going && history.count < RECORDS; ) {
    for (let i = 0; i < ROUNDS_PER_TAKING && going; i++) going = world.advance(undefined);
    const records = toldRecords(LOCAL_NODE, world.takeRecords(world.now));
    const start = performance.now();
    history.append(records);
    appending += performance.now() - start;
  }
  console.log(`history of ${history.count} records, ${(world.now / 1e6).toFixed(0)} s of virtual time`);
  console.log(`  ${((appending * 1000) / history.count).toFixed(1)} µs to take a record in`);
  const prng = Prng.fromSeed(1).split("jumps");
  const jumps = Array.from({ length: JUMPS }, () => timed(() => history.at(prng.below(history.count))));
  tell("jump to any moment", jumps, "median ≤ 50, worst ≤ 150");
  let position = history.count;
  const steps = Array.from({ length: STEPS }, () =>
    timed(() => {
      position = history.before(position);
      history.at(position);
    }),
  );
  tell("step back", steps, "≤ 8");
  const { count, recordBytes } = history;
  collect();
  const whole = memory();
  history = new History([]);
  collect();
  console.log(
    `  ${((whole - memory()) / count).toFixed(0)} bytes a record, keyframes included (aim ≤ 120); ${(recordBytes / count).toFixed(0)} of them are bodies and columns`,
  );
}

function longChain(): void {
  const view = new WorldView([]);
  const all = entries(0, HEADERS, -1, -1);
  const started = observed({
    kind: "started",
    network: "mainnet",
    entries: all,
    stored: Int32Array.from({ length: HEADERS / 2 }, (_, i) => i),
    tip: HEADERS / 2 - 1,
    bestHeader: HEADERS - 1,
    works: [{ entry: HEADERS - 1, work: "ff" }],
    invalid: [],
  });
  console.log(`a chain of ${HEADERS} headers, half of it validated`);
  console.log(`  its first record: ${timed(() => view.apply([started])).toFixed(0)} ms (aim ≤ 150)`);
  const box = { width: 1100, height: 200, scale: 1 };
  const ribbon = Array.from({ length: 50 }, () => timed(() => layoutRibbon(view, box)));
  tell("ribbon", ribbon, "≤ 2");
  const tree = Array.from({ length: 50 }, () => timed(() => layoutTree(view, box)));
  tell("tree", tree, "≤ 2");
}

function longSync(): void {
  const peers = Array.from({ length: 8 }, (_, i) => ({ id: `P${i}` }));
  const parsed = parseScenario({ version: 1, id: "sync", chain: { blocks: 5000 }, policy: "core", peers });
  if (!parsed.ok) throw new Error(parsed.error);
  const prepared = prepareWorld({ scenario: parsed.scenario, seed: 1 });
  if (!prepared.ok) throw new Error(prepared.error);
  const world = new SingleThreadWorld(prepared.value);
  const view = new WorldView(parsed.scenario.peers);
  for (let going = true; going; ) {
    going = world.advance(undefined);
    view.apply(toldRecords(LOCAL_NODE, world.takeRecords(world.now)));
  }
  const own = peers.map(({ id }) => id);
  const asked = own.reduce((sum, peer) => sum + (view.history.requests.of(peer)?.count ?? 0), 0);
  const at = view.end?.at ?? 0;
  console.log(`a sync of 5 000 blocks from eight peers, ${asked} requests`);
  for (const share of [1, 0.1, 0.01]) {
    const stretch = { from: (at * (1 - share)) / 2, to: (at * (1 + share)) / 2 };
    const frame = { width: 880, height: 140, scale: 1, at, ...stretch, own, others: [] };
    const lanes = Array.from({ length: 200 }, () => timed(() => layoutLanesOverTime(view, frame)));
    tell(`${share * 100} % of it over time`, lanes, "≤ 2");
  }
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function tell(what: string, ms: number[], aim: string): void {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2);
  console.log(`  ${what}: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, worst ${at(1)} ms (aim ${aim} ms)`);
}

function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
