/** A lesson without a page: its worlds in this thread, each run to where its beats end. */

import type { Beat, Lesson, Until, WorldChange } from "../../src/lessons/lesson.ts";
import { type LessonRun, lessonRun } from "../../src/lessons/lesson-world.ts";
import { type Facts, factsAt } from "../../src/replay/run-facts.ts";
import { nextTime } from "../../src/replay/search.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { SingleThreadWorld } from "../../src/runtime/single-thread-world.ts";
import type { RunSummary } from "../../src/world/judging/summary.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { prepareWorld } from "../../src/world/setup.ts";

export interface PlayedBeat {
  readonly beat: Beat;
  /** Of its world. */
  readonly scenario: Scenario;
  /** At its end. */
  readonly facts: Facts;
  /** What it was to end on has come true. */
  readonly isThere: boolean;
  /** From where it began to where it ended, virtual µs. */
  readonly took: number;
}

interface Played {
  readonly run: LessonRun;
  readonly view: WorldView;
  readonly summary: RunSummary;
}

/** A world of it, run to its end; and what it then comes to. */
export function playWorld(lesson: Lesson, change: WorldChange): Played {
  const run = lessonRun(lesson.world, change);
  const { scenario, policy, seed } = run;
  const prepared = prepareWorld({ scenario, seed, ...(policy === undefined ? {} : { policy }) });
  if (!prepared.ok) throw new Error(prepared.error);
  const world = new SingleThreadWorld(prepared.value);
  world.runToEnd();
  const view = new WorldView(scenario.peers, scenario.peerPolicy ?? policy ?? scenario.policy);
  view.apply(world.takeRecords());
  return { run, view, summary: world.summary() };
}

export function playLesson(lesson: Lesson): readonly PlayedBeat[] {
  let { run, view } = playWorld(lesson, lesson.beats[0]?.world ?? {});
  let position = opening(view);
  return lesson.beats.map((beat, index) => {
    if (beat.world !== undefined && index > 0) {
      ({ run, view } = playWorld(lesson, beat.world));
      position = opening(view);
    }
    const from = momentOf(view, position);
    const found = beat.until === undefined ? position : endOf(view, beat.until, position);
    position = found ?? view.history.count;
    view.show(position);
    const facts = factsAt(view);
    const took = momentOf(view, position) - from;
    return { beat, scenario: run.scenario, facts, isThere: found !== undefined, took };
  });
}

/** Where a page opens: while the first question is on its way. */
function opening({ history }: WorldView): number {
  const asked = ["getheaders", "getblocks"].map((command) => nextTime(history, { kind: "sent", command }, 0));
  return Math.min(...asked.map((position) => position ?? history.count));
}

function endOf(view: WorldView, until: Until, from: number): number | undefined {
  if (until.kind === "time") return view.history.positionAt(Math.round(until.atSeconds * 1_000_000));
  return nextTime(view.history, until, from);
}

function momentOf({ history }: WorldView, position: number): number {
  return position === 0 ? 0 : history.atOf(position - 1);
}
