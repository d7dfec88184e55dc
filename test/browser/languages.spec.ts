/**
 * The page bears texts that are longer, and texts that run to the left: nothing that one presses is cut, nothing leaves the page, and nothing
 * is left in English. `long` and `rtl` are made from English; what is in brackets is translated.
 */
import { expect, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

const WIDE = { width: 1440, height: 900 };
const TABLET = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };

/** What one would see of the page's texts, and of what one presses on it; runs in the page. */
function look(): { readonly cut: readonly string[]; readonly english: readonly string[] } {
  const cut: string[] = [];
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) cut.push(`the page is ${over} px wider than the screen`);
  const dialog = [...document.querySelectorAll('[role="dialog"]')].at(-1) ?? document.body;
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, .skip");
  const within = (inner: DOMRect, outer: DOMRect, by: number) =>
    inner.left >= outer.left - by &&
    inner.right <= outer.right + by &&
    inner.top >= outer.top - by &&
    inner.bottom <= outer.bottom + by;
  for (const control of dialog.querySelectorAll(
    "button, a, summary, label, th, [role=option], [role^=menuitem]",
  )) {
    const text = control.textContent?.trim() ?? "";
    const box = control.getBoundingClientRect();
    if (text === "" || !isSeen(control) || box.width < 3) continue;
    let scrolls = false;
    for (let around = control.parentElement; around !== null && !scrolls; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around);
      scrolls = /auto|scroll/.test(overflowX + overflowY);
      const clips = /hidden|clip/.test(overflowX + overflowY) && around !== document.body;
      if (!scrolls && clips && !within(box, around.getBoundingClientRect(), 1))
        cut.push(`${text}: by .${around.className}`);
    }
    if (!scrolls && (box.left < -1 || box.right > innerWidth + 1)) cut.push(`${text}: by the screen`);
    const nodes = document.createTreeWalker(control, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
      const style = node.parentElement === null ? undefined : getComputedStyle(node.parentElement);
      // A name may be cut, and a label says all of it.
      const isShort =
        style?.textOverflow === "ellipsis" || node.parentElement?.closest(".value, .row, select");
      if (isShort || style?.clipPath !== "none" || style.fontSize === "0px") continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
      if (rects.some((rect) => !within(rect, box, 2))) cut.push(`${text}: wider than its button`);
    }
  }
  const said: string[] = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode())
    if (node.parentElement !== null && isSeen(node.parentElement) && !node.parentElement.closest("kbd"))
      said.push(node.nodeValue ?? "");
  for (const name of ["aria-label", "title", "placeholder", "aria-description", "aria-valuetext"])
    for (const element of document.querySelectorAll(`[${name}]`)) said.push(element.getAttribute(name) ?? "");
  // In Hebrew letters whatever is Latin was not said by the page; else what is not in brackets.
  const english = said.flatMap((text) => {
    let bare = text;
    while (document.dir !== "rtl" && /\[[^[\]]*\]/.test(bare)) bare = bare.replaceAll(/\[[^[\]]*\]/g, " ");
    return (bare.match(/[A-Za-z]{3,}/g) ?? []).map((word) => `${word}: ${text}`);
  });
  return { cut, english };
}

/** Names of keys, messages and networks, the codes of languages, and what React Aria says in a language that nobody speaks. */
const NOT_TRANSLATED = /^(Shift|Space|End|LONG|RTL|Dismiss|regtest|getheaders|getdata|headers|verack):/;

/** Waits until it stands still, and is not cut. */
async function bears(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const { cut, english } = await page.evaluate(look);
      return [...cut, ...english.filter((text) => !NOT_TRANSLATED.test(text))];
    })
    .toEqual([]);
}

for (const [language, size] of [
  ["long", TABLET],
  ["long", PHONE],
  ["rtl", WIDE],
] as const) {
  test(`${language}: the page in mid-sync, what is shared, and a question, ${size.width} px`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await open(page, `?lang=${language}&scenario=slow-peer&host=single-thread`);
    await expect(page.locator("html")).toHaveAttribute("dir", language === "rtl" ? "rtl" : "ltr");
    await page.evaluate(() => window.headway.seek(12_000_000));
    await bears(page);
    await page.locator(".share-button").click();
    await page.locator(".share .segmented button").last().click();
    await bears(page);
    await page.keyboard.press("Escape");
    await open(page, `?lang=${language}&lesson=a-tree&host=single-thread`);
    // On, over what moves, until something is asked.
    await expect(async () => {
      await page.locator(".lesson .primary").click();
      await expect(page.locator('.lesson[data-phase="ask"]')).toBeVisible({ timeout: 700 });
    }).toPass();
    await bears(page);
  });
}

test("rtl: what compares runs, and the editor", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await open(page, "?lang=rtl&host=single-thread");
  await page.locator(".compare-button").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await bears(page);
  await page.keyboard.press("Escape");
  await page.locator(".bar .chooser button").first().click();
  await page.getByRole("option").first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect((await page.evaluate(look)).cut).toEqual([]);
});

test("another language is chosen in its own name, remembered, and said in the address; the run goes on", async ({
  page,
}) => {
  await open(page, "?scenario=slow-peer&host=single-thread");
  await page.evaluate(() => window.headway.seek(12_000_000));
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("option", { name: "Deutsch" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("main")).toHaveAccessibleName("Ein langsamer Peer");
  await expect(page.locator(".clock time").first()).toHaveText("00:12.00");
  await expect(page).toHaveURL(/lang=de/);
  await open(page, "?scenario=slow-peer&host=single-thread");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByRole("button", { name: "Lektionen", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("Ein langsamer Peer");
  await page.keyboard.press("Escape");
  await open(page, "?lang=xx&host=single-thread");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("alert").first()).toContainText("lang: expected one of en, de, es, found xx");
});

test.describe("a browser that speaks Spanish", () => {
  test.use({ locale: "es-MX" });
  test("is spoken to in Spanish, but for what scripts are told", async ({ page }) => {
    await open(page);
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
    const refused = await page.evaluate(() =>
      window.headway.load("nowhere").catch((error: Error) => error.message),
    );
    expect(refused).toMatch(/^scenario: expected one of .*first-visit/);
  });
});
