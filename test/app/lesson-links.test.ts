/** Lessons from links and files: the whole of one, or a refusal in one line. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { packLink } from "../../src/app/link.ts";
import { loadFiles } from "../../src/app/load-files.ts";
import { openLesson } from "../../src/app/open-lesson.ts";
import { openLink } from "../../src/app/open-link.ts";
import { addressFor, seenText } from "../../src/app/share.ts";
import { builtInLessons } from "../../src/lessons/built-in.ts";
import { onAPage, sessionWith } from "./prompt-session.ts";

onAPage();

const own = { ...JSON.parse(JSON.stringify(builtInLessons[0])), id: "mine", title: "Mine" };

beforeEach(() => vi.stubGlobal("location", { origin: "https://a.example", pathname: "/b/" }));
afterEach(() => vi.unstubAllGlobals());

const fileOf = (text: string) => [{ name: "lesson.json", blob: new Blob([text]) }];

test("a lesson from a file is given, and its link gives it again", async () => {
  const { session } = await sessionWith();
  await loadFiles(session, fileOf(JSON.stringify(own)));
  expect(session.store.getState().lesson).toMatchObject({ lesson: own, source: "file", phase: "intro" });
  const link = await addressFor(session, { what: "lesson" });
  expect(link).toMatch(/^https:\/\/a\.example\/b\/#1\.[\w-]+$/);
  const other = (await sessionWith()).session;
  await openLink(other, new URL(link).hash, "single-thread", async () => {});
  expect(other.store.getState().lesson).toMatchObject({ lesson: own, source: "link" });
});

test("one of Headway's own is linked to by its id", async () => {
  const { session } = await sessionWith();
  await openLesson(session, "one-slow-peer");
  expect(await addressFor(session, { what: "lesson" })).toBe("https://a.example/b/?lesson=one-slow-peer");
});

test("a link holds the part at which it was copied, as words say, until the lesson is over", async () => {
  const { session } = await sessionWith();
  await openLesson(session, own, "link", "2");
  const shared = { what: "lesson" } as const;
  const link = new URL(await addressFor(session, shared));
  expect(link.search).toBe("?beat=2");
  expect(seenText(session, shared)).toMatch(/begins the lesson Mine at part 2 of \d+, before it runs/);
  const room = {
    what: "class",
    room: "play",
    theme: undefined,
    language: undefined,
    level: undefined,
  } as const;
  expect(await addressFor(session, room)).toMatch(/\?beat=2&class=play#1\./);
  expect(seenText(session, room)).toMatch(/begins the lesson Mine at part 2 of \d+, before it runs/);
  const other = (await sessionWith()).session;
  await openLink(other, link.hash, "single-thread", async () => {}, "2");
  expect(other.store.getState()).toMatchObject({ error: undefined, lesson: { beat: 1, phase: "before" } });
  await openLink(other, link.hash, "single-thread", async () => {}, "77");
  expect(other.store.getState()).toMatchObject({
    error: expect.stringMatching(/^beat: expected a whole number from 1 to \d+, found 77$/),
    lesson: { beat: 0, phase: "intro" },
  });
  const { lesson } = other.store.getState();
  other.store.setState({ lesson: lesson && { ...lesson, phase: "end" } });
  expect(new URL(await addressFor(other, shared)).search).toBe("");
  expect(seenText(other, shared)).toMatch(/begins the lesson Mine, on their own/);
});

test("what is wrong with one is said in one line, and what is there stays", async () => {
  const { session } = await sessionWith();
  const { run } = session;
  const bad = { ...own, beats: [] };
  await expect(loadFiles(session, fileOf(JSON.stringify(bad)))).rejects.toThrow(
    "lesson.json: beats: expected at least 1 of them, found a list of 0",
  );
  await openLink(
    session,
    `#${await packLink(JSON.stringify({ lesson: bad }), "a lesson")}`,
    "workers",
    async () => {},
  );
  expect(session.store.getState().error).toMatch(
    /^This link cannot be shown: lesson\.beats: expected at least 1 of them, found a list of 0\. Shown instead: A node catches up/,
  );
  expect([session.run, session.store.getState().lesson]).toEqual([run, undefined]);
});
