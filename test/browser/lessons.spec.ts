/** Lessons, given by keyboard alone: nothing goes beyond a gate, and what is said afterwards is what the run says. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { lessonText } from "../../src/app/lesson-text.ts";
import { builtInLessons } from "../../src/lessons/built-in.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { type PlayedBeat, playLesson } from "../lessons/play-lesson.ts";
import { open } from "./page.ts";

const deep = process.env["HEADWAY_DEEP"] === "1";
const given = deep ? builtInLessons.map(({ id }) => id) : ["the-map", "one-slow-peer"];

const phase = (page: Page) => page.locator(".lesson").getAttribute("data-phase");
const clock = (page: Page) => page.locator(".clock time").textContent();

async function press(page: Page, key: string, leadsTo: string): Promise<void> {
  await page.keyboard.press(key);
  await expect(page.locator(".lesson")).toHaveAttribute("data-phase", leadsTo, { timeout: 60_000 });
}

/** Every way on is tried while the question is open; nothing moves, and it is said why. */
async function tryTheGate(page: Page): Promise<void> {
  const before = [await clock(page), await page.evaluate(() => window.headway.viewDigest())];
  const dismiss = page.locator(".message:not(.bad)").getByRole("button");
  for (const key of ["Space", "k", "ArrowRight", "Shift+ArrowRight", "End", "l", "n", "PageDown"]) {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press(key);
    const said = key === "PageDown" ? "Nobody has voted yet" : "The question is open";
    await expect(page.locator(".message"), key).toContainText(said);
    await dismiss.click();
  }
  const track = await page.locator(".track").boundingBox();
  await page.mouse.click((track?.x ?? 0) + (track?.width ?? 0) - 2, (track?.y ?? 0) + 26);
  await expect(page.locator(".message")).toContainText("The question is open");
  const words = await page.evaluate(async () => {
    const { headway } = window;
    const word = (asked: Promise<unknown>) =>
      asked.then(
        () => "done",
        (error: unknown) => String(error),
      );
    const end = { kind: "end" } as const;
    return [
      await word(headway.seek(400_000_000)),
      await word(headway.step()),
      await word(headway.until(end)),
      await word(headway.runToEnd()),
      await word(headway.summary()),
    ];
  });
  for (const word of words) expect(word).toContain("The question is open");
  const acted = await page.evaluate(() =>
    window.headway.act({ kind: "stopNode", node: "D" }).catch((error: unknown) => String(error)),
  );
  expect(acted).toContain("In a lesson");
  expect([await clock(page), await page.evaluate(() => window.headway.viewDigest())]).toEqual(before);
  expect(await phase(page)).toBe("ask");
}

/** With the numbers in it that one can change. */
function wordsOf(band: Locator): Promise<string> {
  return band.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const input of copy.querySelectorAll("input"))
      input.replaceWith(Number(input.value).toLocaleString("en"));
    return copy.textContent ?? "";
  });
}

async function giveBeat(page: Page, lesson: Lesson, { beat, scenario, facts }: PlayedBeat): Promise<void> {
  const band = page.locator(".lesson-text");
  const { question, until } = beat;
  if (question !== undefined) {
    await press(page, "PageDown", "ask");
    await tryTheGate(page);
    const { violations } = await new AxeBuilder({ page }).include(".lesson").analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    for (const letter of ["a", "b", "b"]) await page.keyboard.press(letter);
    await expect(band.locator("li").nth(1).locator("b")).toHaveText("2");
    await page.keyboard.press("y");
  } else await page.keyboard.press("PageDown");
  if (until !== undefined) {
    const lessonBand = page.locator(".lesson");
    await expect(lessonBand).toHaveAttribute("data-phase", /motion|after/, { timeout: 60_000 });
    // Who does not want to watch it all goes to its end; it may be there already.
    const hidden = await page.evaluate(() => {
      const shown = document.querySelector(".lesson");
      const text = document.querySelector(".lesson-text");
      if (shown?.getAttribute("data-phase") !== "motion" || text === null) return undefined;
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }));
      return getComputedStyle(text).visibility;
    });
    expect(hidden ?? "hidden").toBe("hidden");
    await expect(lessonBand).toHaveAttribute("data-phase", "after", { timeout: 60_000 });
  }
  const texts = [beat.after, ...(question === undefined ? [] : [question.why])];
  for (const text of texts)
    await expect.poll(() => wordsOf(band)).toContain(lessonText({ lesson, facts }, scenario, text));
}

for (const id of given) {
  test(`${id}, from its address to its end, by keyboard alone`, async ({ page }) => {
    test.setTimeout(600_000);
    const lesson = builtInLessons.find((one) => one.id === id);
    if (lesson === undefined) throw new Error(`no lesson ${id}`);
    await open(page, `?lesson=${id}`);
    await expect(page.locator(".lesson h2")).toContainText(lesson.title);
    await expect(page.locator(".lesson-text")).toContainText(lesson.goal);
    await press(page, "PageDown", "before");
    for (const [index, played] of playLesson(lesson).entries()) {
      if (index > 0) await press(page, "PageDown", "before");
      await giveBeat(page, lesson, played);
    }
    await press(page, "PageDown", "end");
    expect(new URL(page.url()).searchParams.get("lesson")).toBe(id);
    await page.getByRole("button", { name: "Leave the lesson" }).press("Enter");
    await expect(page.locator(".lesson")).toHaveCount(0);
  });
}

test("the address holds the part of a lesson, which is opened before it runs, its question open", async ({
  page,
}) => {
  await open(page, "?lesson=one-slow-peer");
  await press(page, "PageDown", "before");
  expect(new URL(page.url()).search).toBe("?lesson=one-slow-peer&beat=1");
  await open(page, "?lesson=one-slow-peer&beat=2");
  const place = async () => [
    await phase(page),
    await page.locator(".lesson h2 small").textContent(),
    await clock(page),
    await page.evaluate(() => window.headway.viewDigest()),
  ];
  const opened = await place();
  expect(opened.slice(0, 2)).toEqual(["before", expect.stringMatching(/^2 of \d/)]);
  await page.reload();
  await page.evaluate(() => window.headway.ready);
  expect(await place()).toEqual(opened);
  await open(page, "?lesson=one-slow-peer&beat=1");
  for (const leadsTo of ["after", "before"]) await press(page, "PageDown", leadsTo);
  expect(await place()).toEqual(opened);
  await open(page, "?lesson=one-slow-peer&beat=20");
  await expect(page.getByRole("alert").first()).toContainText("beat: expected a whole number from 1 to");
  expect(await phase(page)).toBe("intro");
});

test("what a lesson does unseen stands beside and on its button, however short it is", async ({ page }) => {
  await open(page, "?lesson=one-slow-peer&beat=2");
  await press(page, "PageDown", "ask");
  const band = page.locator(".lesson");
  const watch = () =>
    band.evaluate((element) => {
      const seen: string[] = [];
      const look = () => {
        const button = element.querySelector("button.primary");
        const word = element.querySelector("[role=status]")?.textContent ?? "";
        seen.push(`${word}|${button?.textContent}|${button?.ariaDisabled}`);
      };
      new MutationObserver(look).observe(element, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      Object.assign(window, { seen });
    });
  const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  await watch();
  await page.keyboard.press("a");
  await press(page, "y", "after");
  expect(await seen()).toContain("One moment …|Running to the answer …|true");
  expect(await seen()).not.toContain("One moment …|Reveal Y|true");
  await watch();
  await press(page, "PageDown", "before");
  expect(await seen()).toContain("One moment …|Continue PgDn|true");
  await expect(band.getByRole("status")).toHaveCount(0);
  await expect(band.locator("button.primary")).toHaveAttribute("aria-disabled", "false");
});

test("at a lesson's end the stage is to be seen beside all there is to try", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page, "?lesson=one-slow-peer&beat=4&host=single-thread");
  for (let i = 0; i < 8 && (await phase(page)) !== "end"; i++) {
    if ((await phase(page)) === "ask") await page.keyboard.press("y");
    else await page.keyboard.press("PageDown");
    await expect(page.locator(".lesson[aria-busy=true], .lesson .busy")).toHaveCount(0, { timeout: 60_000 });
    await page.waitForTimeout(100);
  }
  await expect(page.locator(".lesson")).toHaveAttribute("data-phase", "end");
  const stage = await page.locator(".panel.stage").boundingBox();
  expect(stage?.height).toBeGreaterThan(120);
  await expect(page.locator(".window")).toBeHidden();
});

test("a lesson that there is not is said, and the first world is there", async ({ page }) => {
  await open(page, "?lesson=cooking");
  await expect(page.getByRole("alert").first()).toContainText("lesson: expected one of the-map");
  expect((await page.evaluate(() => window.headway.runToEnd())).scenario).toBe("first-visit");
});
