/**
 * Runs one world in a process of its own: `run-world.ts FILE SECONDS`. Tells, as one line of JSON, what its building took, and its
 * longest event, in processor time: another process may be busy.
 */
import { readFileSync } from "node:fs";
import { SingleThreadWorld } from "../../src/runtime/single-thread-world.ts";
import { parseScenarioText } from "../../src/world/scenario/scenario-schema.ts";
import { prepareWorld } from "../../src/world/setup.ts";

export interface WorldCost {
  /** Until the world stands, seconds of processor time. */
  readonly ready: number;
  /** Of one event, the worst. */
  readonly worstEvent: number;
  /** When that was, seconds of virtual time. */
  readonly worstAt: number;
  readonly events: number;
  /** How far it came, seconds of virtual time. */
  readonly at: number;
  /** The schema or the builder does not want it. */
  readonly refused?: string;
}

const US_PER_SECOND = 1_000_000;
const CPU_SECONDS_MAX = 10;
const RECORDS_EVERY = 50;

const [, , path = "", seconds = "300"] = process.argv;

function measure(): WorldCost {
  const none = { ready: 0, worstEvent: 0, worstAt: 0, events: 0, at: 0 };
  const parsed = parseScenarioText(readFileSync(path, "utf8"));
  if (!parsed.ok) return { ...none, refused: parsed.error };
  const start = cpuSeconds();
  const prepared = prepareWorld({ scenario: parsed.scenario, seed: 1 });
  if (!prepared.ok) return { ...none, refused: prepared.error };
  const world = new SingleThreadWorld(prepared.value);
  const ready = cpuSeconds() - start;
  let worstEvent = 0;
  let worstAt = 0;
  let before = cpuSeconds();
  const end = before + CPU_SECONDS_MAX;
  for (let step = 0; world.now < Number(seconds) * US_PER_SECOND && before < end; step++) {
    const going = world.advance(undefined, true);
    const after = cpuSeconds();
    if (after - before > worstEvent) {
      worstEvent = after - before;
      worstAt = world.now / US_PER_SECOND;
    }
    if (step % RECORDS_EVERY === 0) world.takeRecords(world.now);
    before = cpuSeconds();
    if (!going) break;
  }
  return { ready, worstEvent, worstAt, events: world.events, at: world.now / US_PER_SECOND };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / US_PER_SECOND;
}

console.log(JSON.stringify(measure()));
