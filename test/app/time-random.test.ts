/**
 * Whatever somebody does in time, on a page with a real host: the run's value, run by itself, gives the same trace hash, the same
 * summary and the same view.
 */

import { expect, test } from "vitest";
import { playOut } from "../../src/app/play-out.ts";
import { Session } from "../../src/app/session.ts";
import { reopen } from "../../src/app/strides.ts";
import { createViewStore } from "../../src/app/view-state.ts";
import { oneOf } from "../../src/fuzz/draw.ts";
import { randomWorld } from "../../src/fuzz/random-world.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { History } from "../../src/replay/history.ts";
import { plainText } from "../../src/replay/plain.ts";
import { SingleThreadHost } from "../../src/runtime/single-thread-host.ts";
import { Prng } from "../../src/sim/prng.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import { parseWholeText } from "../../src/world/scenario/run-schema.ts";
import { printRun } from "../../src/world/scenario/run-spec.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { builtIn, runToEnd, worldOf } from "../world/worlds.ts";
import { onAPage } from "./prompt-session.ts";

onAPage();

const DEEDS = 14;
/** A world in which nobody can wait for hours. */
const SECONDS_AT_MOST = 120;

async function sessionOf(scenario: Scenario, seed: number): Promise<Session> {
  const session = new Session(createViewStore("light"), (_, options, __, signal) =>
    SingleThreadHost.create(options, signal),
  );
  await session.load({ scenario, seed, host: "single-thread" });
  return session;
}

function randomAct(prng: Prng, { peers }: Scenario): Act {
  const peer = oneOf(prng, peers).id;
  return oneOf<Act>(prng, [
    { kind: "setBehaviours", node: peer, behaviours: [{ kind: "slow", factor: 5 }] },
    { kind: "setBehaviours", node: peer, behaviours: [{ kind: "silentOnBlocks" }] },
    { kind: "setBehaviours", node: peer, behaviours: [] },
    { kind: "cutLink", peer },
    { kind: "mendLink", peer },
    { kind: "stopNode", node: oneOf(prng, [peer, "You"]) },
    { kind: "startNode", node: oneOf(prng, [peer, "You"]) },
    { kind: "mineBlock", node: peer, blocks: 1 + prng.below(3) },
    { kind: "setPolicy", node: oneOf(prng, [peer, "You"]), policy: oneOf(prng, policyIds) },
  ]);
}

/** Resolves with what was done, for whoever looks at a failure. */
async function doSomething(session: Session, scenario: Scenario, prng: Prng): Promise<string> {
  const { time } = session;
  const far = Math.max(2_000_000, Math.round(session.playhead.reached * 1.3));
  const deed = prng.below(12);
  try {
    if (deed < 3) {
      const at = prng.below(far);
      await time.seek({ at });
      return `seek ${at}`;
    }
    if (deed < 6) {
      const act = randomAct(prng, scenario);
      return `act ${JSON.stringify(act)} at ${await session.act(act)}`;
    }
    if (deed === 6) return `undo ${await time.undo()}`;
    if (deed === 7) return `redo ${await time.redo()}`;
    if (deed === 8) {
      const rail = time.rails.left[prng.below(Math.max(1, time.rails.left.length))]?.number;
      if (rail !== undefined) await time.takeRail(rail);
      return `rail ${rail}`;
    }
    if (deed === 9) {
      const steps = prng.below(20);
      for (let i = 0; i < steps; i++) await (prng.below(2) === 0 ? session.step() : time.stepBack());
      return `${steps} steps`;
    }
    const kind = oneOf(prng, ["stall", "drop", "headersDone", "message", "decision"] as const);
    return `until ${kind}: ${await time.until({ kind })}`;
  } catch (error) {
    // What cannot be done is refused by name, and nothing has happened.
    if (!(error instanceof RangeError)) throw error;
    return `refused: ${error.message}`;
  }
}

function bounded(scenario: Scenario): Scenario {
  const most = scenario.acts.at(-1)?.atSeconds ?? 0;
  return {
    ...scenario,
    deadlineSeconds: Math.min(scenario.deadlineSeconds, Math.ceil(most) + SECONDS_AT_MOST),
  };
}

async function live(scenario: Scenario, seed: number): Promise<void> {
  const prng = Prng.fromSeed(seed).split("deeds");
  const session = await sessionOf(scenario, seed);
  const done: string[] = [];
  for (let i = 0; i < DEEDS; i++) done.push(await doSomething(session, scenario, prng));
  const summary = await playOut(session);
  const { run } = session;
  if (run === undefined) throw new Error("no run");
  // By the way of a file.
  const parsed = parseWholeText(printRun(run), 0);
  if (!parsed.ok) throw new Error(parsed.error);
  const world = worldOf(scenario, { seed, acts: parsed.run.acts });
  while (world.advance(undefined));
  expect(summary, done.join("\n")).toEqual(world.summary());
  const history = new History(scenario.peers, scenario.peerPolicy ?? scenario.policy);
  history.append(world.takeRecords());
  const { view } = session;
  expect(view.position).toBe(history.count);
  for (let i = 0; i < 5; i++) {
    const position = prng.below(history.count + 1);
    expect(plainText(view.history.at(position))).toBe(plainText(history.at(position)));
  }
  await session.dispose();
}

test("to the end at once, while the world is still going to its first picture, is to the end", async () => {
  const scenario = builtIn("first-visit");
  for (const wait of [0, 1, 2, 5, 10]) {
    const session = await sessionOf(scenario, 1);
    const opening = reopen(session);
    await new Promise((resolve) => setTimeout(resolve, wait));
    await session.settled();
    expect(await playOut(session)).toEqual(runToEnd(scenario).summary);
    await opening;
    expect(session.time.isSearching).toBe(false);
    await session.dispose();
  }
});

test("who looks for something else has overtaken who looked before, and nobody waits for ever", async () => {
  const session = await sessionOf(builtIn("slow-peer"), 1);
  const first = session.time.until({ kind: "end" });
  const second = session.time.until({ kind: "stall" });
  expect(await Promise.all([first, second])).toEqual([false, true]);
  expect(session.store.getState().searching).toBeUndefined();
  await session.dispose();
});

test.each(["slow-peer", "reorganisation", "two-branches", "first-visit"])("%s", async (id) => {
  for (let seed = 1; seed <= 3; seed++) await live(bounded(builtIn(id)), seed);
});

test.each(policyIds)("random worlds of %s", async (policy) => {
  for (let seed = 1; seed <= 3; seed++) {
    const { scenario } = randomWorld(seed, policy);
    if (scenario.peers.length > 0) await live(bounded(scenario), seed);
  }
});
