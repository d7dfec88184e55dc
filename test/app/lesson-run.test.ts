/** A lesson on a session: phase by phase, with a gate at the end of each. */

import { expect, test, vi } from "vitest";
import type { LessonRun } from "../../src/app/lesson-run.ts";
import { openLesson } from "../../src/app/open-lesson.ts";
import { playOut } from "../../src/app/play-out.ts";
import { scenarioIn } from "../../src/app/shown-run.ts";
import { skipDeadTime } from "../../src/app/skip.ts";
import { toggle } from "../../src/app/toggle.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { parseLesson } from "../../src/lessons/lesson-schema.ts";
import { playLesson } from "../lessons/play-lesson.ts";
import { frame, onAPage, sessionWith } from "./prompt-session.ts";

onAPage();

const question = { ask: "?", choices: ["a", "b"], right: 0, why: "Since {headersKnown}." };
const beats = [
  { before: "One.", until: { kind: "headersDone" }, after: "{headersDoneAt}", spotlight: ["stage"] },
  { before: "Two.", question, until: { kind: "block", height: 10 }, speed: "fast", after: "{tipHeight}" },
  { before: "Three.", world: { policy: "core" }, until: { kind: "time", atSeconds: 1 }, after: "{now}" },
];

function lessonOf(more: object = {}): Lesson {
  const base = { version: 1, id: "mine", title: "Mine", goal: "To see.", world: { scenario: "first-visit" } };
  const parsed = parseLesson({ ...base, beats, ...more });
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.lesson;
}

async function given(more: object = {}, beat?: string) {
  const { session } = await sessionWith();
  await openLesson(session, lessonOf(more), "file", beat);
  const run = session.time.guides.guide as LessonRun;
  const state = () => session.store.getState().lesson;
  const settle = () => vi.waitFor(() => expect(state()?.isBusy ?? false).toBe(false));
  /** On by one, and as many frames as it takes until it stands. */
  const next = async () => {
    run.next();
    await settle();
    for (let wall = 0; state()?.phase === "motion" && wall < 60_000; wall += 16) frame(wall);
  };
  const to = async (beat: number, phase: string) => {
    for (let i = 0; i < 20 && !(state()?.beat === beat && state()?.phase === phase); i++) {
      if (state()?.phase === "ask") run.vote(0);
      await next();
    }
    expect([state()?.beat, state()?.phase]).toEqual([beat, phase]);
  };
  return { session, run, state, settle, next, to };
}

test("it goes from phase to phase, each of which somebody begins", async () => {
  const { run, state, next } = await given();
  const seen = [state()?.phase];
  for (let i = 0; i < 12; i++) {
    if (state()?.phase === "ask") run.vote(1);
    await next();
    seen.push(state()?.phase);
  }
  const plain = ["before", "after"];
  expect(seen.slice(0, 9)).toEqual(["intro", ...plain, "before", "ask", "after", ...plain, "end"]);
});

test.each([0, 1, 2])(
  "opened at beat %i it stands where one who came to it stands, and sees no more",
  async (beat) => {
    const walked = await given();
    await walked.to(beat, "before");
    const opened = await given({}, `${beat + 1}`);
    const placeOf = ({ session, state }: typeof opened) => ({
      state: state(),
      at: session.at,
      position: session.view.position,
      policy: session.run?.policy,
    });
    expect(placeOf(opened)).toEqual(placeOf(walked));
    await expect(opened.session.time.seek({ at: opened.session.at + 1 })).rejects.toThrow(
      /First read what to watch/,
    );
    for (const one of [walked, opened]) {
      await one.to(beat, "after");
      one.run.back();
      await one.settle();
      one.run.back();
      await one.settle();
    }
    const [here, there] = [placeOf(opened), placeOf(walked)];
    expect([here.state, here.position]).toEqual([there.state, there.position]);
  },
);

test("a lesson that is left while it makes its way to the beat is left", async () => {
  const { session } = await sessionWith();
  let left = 0;
  const stop = session.store.subscribe(({ lesson }) => {
    if (lesson?.isBusy !== true || left > 0) return;
    left += 1;
    queueMicrotask(() => (session.time.guides.guide as LessonRun).leave());
  });
  await openLesson(session, lessonOf(), "file", "2");
  stop();
  expect(left).toBe(1);
  expect(session.store.getState()).toMatchObject({ lesson: undefined, error: undefined });
});

test.each(["0", "4", "-1", "1.5", "1e0", "", "x".repeat(99)])(
  "of the beat %j it is said that there is none, and the lesson begins",
  async (beat) => {
    const { session } = await sessionWith();
    expect(await openLesson(session, lessonOf(), "link", beat)).toMatch(
      /^beat: expected a whole number from 1 to 3, found (?:"")?.{0,61}$/,
    );
    expect(session.store.getState().lesson).toMatchObject({ beat: 0, phase: "intro", isBusy: false });
  },
);

test("what is played to stands exactly where the condition came true", async () => {
  const { session, state, to } = await given();
  const played = playLesson(lessonOf());
  await to(1, "after");
  expect(session.view.tipHeight).toBeGreaterThanOrEqual(10);
  expect(state()?.facts).toEqual(played[1]?.facts);
  await to(2, "after");
  expect(state()?.facts).toEqual(played[2]?.facts);
  expect(session.run?.policy).toBe("core");
});

test("while it runs on to the answer, unseen, nobody is asked for a vote any more", async () => {
  const { session, run, settle, to } = await given();
  await to(1, "ask");
  const why = () => session.time.gate?.why((key) => key);
  expect(why()).toBe("lesson.gate.ask");
  run.vote(0);
  run.reveal();
  expect(why()).toBe("lesson.gate.busy");
  await settle();
  expect(why()).toBe("lesson.gate.motion");
});

test("nothing goes beyond the gate while a question is open, whoever asks; and back it goes", async () => {
  const { session, run, to, state } = await given();
  await to(1, "ask");
  const { at } = session;
  const word = /question is open/;
  await expect(session.time.seek({ at: at + 1 })).rejects.toThrow(word);
  // The host may have gone on.
  await expect(session.summary()).rejects.toThrow(word);
  await expect(session.time.goToRecord(session.view.position)).rejects.toThrow(word);
  await expect(session.step()).rejects.toThrow(word);
  await expect(session.time.toNewest()).rejects.toThrow(word);
  await expect(session.time.until({ kind: "end" })).rejects.toThrow(word);
  await expect(playOut(session)).rejects.toThrow(word);
  await expect(session.act({ kind: "stopNode", node: "A" })).rejects.toThrow(/In a lesson/);
  session.play();
  session.play("max");
  await session.stepUntil(() => false, 10);
  await skipDeadTime(session);
  run.next();
  toggle(session);
  expect(session.store.getState()).toMatchObject({
    doing: { kind: "standing" },
    notice: expect.stringMatching(word),
  });
  expect([session.at, state()?.phase]).toEqual([at, "ask"]);
  // What has been may be looked at again, as far as to here.
  await session.time.seek({ at: 0 });
  session.play("max");
  expect(session.at).toBe(at);
  await session.time.seek({ at: 0 });
  session.play("fast");
  for (let wall = 0; wall < 5_000; wall += 16) frame(wall);
  expect([session.at, session.store.getState().doing.kind]).toEqual([at, "standing"]);
});

test("hands are counted, and taken back, while a question is open", async () => {
  const { run, to, state, settle } = await given();
  await to(1, "before");
  run.vote(0);
  expect(state()?.votes).toEqual([]);
  run.next();
  for (const choice of [0, 1, 1, 7]) run.vote(choice);
  run.vote(0, -1);
  run.vote(0, -1);
  expect(state()?.votes).toEqual([0, 2]);
  run.reveal();
  await settle();
  run.vote(0);
  expect(state()).toMatchObject({ phase: "motion", votes: [0, 2] });
});

test("whoever has come by a class link has one vote, and may change or take it back", async () => {
  const { session, run, to, state } = await given();
  await to(1, "before");
  session.store.setState({ room: "play" });
  run.next();
  const seen = [0, 1, 1, 0].map((choice) => {
    run.vote(choice);
    return state()?.votes;
  });
  expect(seen).toEqual([
    [1, 0],
    [0, 1],
    [0, 0],
    [1, 0],
  ]);
});

test("back is to where the beat began, and to the beat before, in the world that it has", async () => {
  const { session, run, to, state, settle } = await given();
  await to(1, "before");
  const { position } = session.view;
  await to(2, "after");
  for (const [beat, phase] of [
    [2, "before"],
    [1, "before"],
  ] as const) {
    run.back();
    await settle();
    expect(state()).toMatchObject({ beat, phase });
  }
  expect([session.view.position, session.run?.policy]).toEqual([position, undefined]);
  await to(1, "after");
  expect(state()?.facts).toEqual(playLesson(lessonOf())[1]?.facts);
  run.back();
  await settle();
  run.back();
  await settle();
  run.back();
  expect(state()).toMatchObject({ beat: 0, phase: "intro" });
});

test("at its end everything is open, and each variant is a press away", async () => {
  const variants = [{ id: "core", label: "Core", change: { policy: "core" } }];
  const { session, run, to, state, settle } = await given({ variants });
  await to(2, "end");
  run.tryVariant("core");
  await settle();
  expect(state()).toMatchObject({ phase: "end", trying: "core" });
  await session.act({ kind: "stopNode", node: "A" });
  expect((await playOut(session)).policy).toBe("core");
});

test("whoever chooses another world leaves it; who leaves it keeps the world", async () => {
  const first = await given();
  const scenario = scenarioIn(first.session.store.getState());
  if (scenario === undefined) throw new Error("no world");
  await first.session.load({ scenario, seed: 2, host: "single-thread" });
  expect(first.state()).toBeUndefined();
  await playOut(first.session);
  const second = await given();
  second.run.leave();
  expect(second.session.time.gate).toBeUndefined();
  expect((await playOut(second.session)).ended).toBe("synced");
});

test("a beat that nothing ends stands at the end of the run, and it is said", async () => {
  const never = { before: "Never.", until: { kind: "reorganisation" }, speed: "fast", after: "Seen." };
  const { session, run, state, settle } = await given({ beats: [never] });
  run.next();
  run.next();
  await settle();
  run.next();
  await settle();
  expect(state()?.phase).toBe("after");
  expect(session.view.end?.ended).toBe("synced");
  expect(session.store.getState().notice).toMatch(/ended before/);
});

test("there is no other lesson than those there are", async () => {
  const { session } = await sessionWith();
  await expect(openLesson(session, "cooking")).rejects.toThrow(/^lesson: expected one of .*, found cooking$/);
});

test("a question that is asked again hides again what was seen of its answer", async () => {
  const { session, run, settle, to } = await given();
  await to(1, "ask");
  const { at } = session;
  await to(1, "after");
  expect(session.time.seen).toBeGreaterThan(at);
  run.back();
  await settle();
  await to(1, "ask");
  expect(session.time.seen).toBe(at);
});

test("a clicker alone gets through a question: the first press says that nobody has voted, the second reveals", async () => {
  const { session, state, next, to } = await given();
  await to(1, "ask");
  await next();
  expect(state()?.phase).toBe("ask");
  expect(session.store.getState().notice).toMatch(/Nobody has voted/);
  await next();
  expect(state()?.phase).toBe("after");
});

/** With figures of its world, and a second scene. */
const numbers = [
  {
    before: "{world.headersPerMessage} a message.",
    until: { kind: "headersDone" },
    after: "{headersMessages}",
  },
  { before: "{world.windowBlocks}?", question, until: { kind: "block", height: 10 }, after: "{windowHigh}" },
  { before: "Three.", world: { policy: "core" }, until: { kind: "time", atSeconds: 1 }, after: "{now}" },
];

test("a constant is changed, and the part is run anew as if the lesson had it so; then it is as it was", async () => {
  const { session, run, state, settle, to } = await given({ beats: numbers });
  const plain = playLesson(lessonOf({ beats: numbers }));
  const otherwise = (constants: object) =>
    playLesson(lessonOf({ beats: numbers, world: { scenario: "first-visit", constants } }));
  await to(0, "after");
  run.change({ headersPerMessage: 5 });
  await settle();
  expect(state()).toMatchObject({ beat: 0, phase: "after", changed: { headersPerMessage: 5 } });
  expect(state()?.facts).toEqual(otherwise({ headersPerMessage: 5 })[0]?.facts);
  expect(state()?.facts).not.toEqual(plain[0]?.facts);
  expect(scenarioIn(session.store.getState())?.constants.headersPerMessage).toBe(5);
  // It goes on in that world.
  await to(1, "after");
  expect(state()?.facts).toEqual(otherwise({ headersPerMessage: 5 })[1]?.facts);
  run.change({ headersPerMessage: 5, windowBlocks: 4 });
  await settle();
  expect(state()?.facts).toEqual(otherwise({ headersPerMessage: 5, windowBlocks: 4 })[1]?.facts);
  run.change({});
  await settle();
  expect(state()).toMatchObject({ beat: 1, phase: "after", changed: undefined });
  expect(state()?.facts).toEqual(plain[1]?.facts);
});

test("in another world of the lesson nothing is changed, nor on the way back", async () => {
  const { run, state, settle, to } = await given({ beats: numbers });
  const plain = playLesson(lessonOf({ beats: numbers }));
  await to(1, "after");
  run.change({ windowBlocks: 4 });
  await settle();
  await to(2, "after");
  expect(state()?.changed).toBeUndefined();
  expect(state()?.facts).toEqual(plain[2]?.facts);
  run.back();
  await settle();
  run.back();
  await settle();
  expect(state()).toMatchObject({ beat: 1, phase: "before" });
  await to(1, "after");
  expect(state()?.facts).toEqual(plain[1]?.facts);
});

test("while a question is to be answered nothing is changed, whoever asks", async () => {
  const { session, run, state, settle, to } = await given({ beats: numbers });
  for (const phase of ["before", "ask"]) {
    await to(1, phase);
    const { run: world } = session.store.getState();
    run.change({ windowBlocks: 4 });
    await settle();
    expect(state()).toMatchObject({ beat: 1, phase, changed: undefined });
    expect(session.store.getState().run).toBe(world);
  }
});
