/** Every control of the page can be read, in every state and theme: at rest, under the mouse, pressed, focused, disabled. */
import { expect, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

/** WCAG 1.4.3 for text; 1.4.11 for what is disabled, which it would not ask for at all. */
const LEAST = 4.5;
const LEAST_DISABLED = 3;

interface Measured {
  readonly control: string;
  readonly state: string;
  readonly contrast: number;
  readonly disabled: boolean;
}

const CONTROLS = "button, input, [role=menuitem], [role=menuitemcheckbox], [role=option]";
const STATES: Readonly<Record<string, readonly string[]>> = {
  rest: [],
  hover: ["hover"],
  pressed: ["hover", "active"],
  focus: ["focus", "focus-visible"],
};

/** Contrast of each control's words, and of those within it, with what is behind them; the least of them. */
function measure(page: Page, state: string): Promise<Measured[]> {
  return page.evaluate(
    ([controls, name]) => {
      type Colour = readonly [number, number, number, number];
      const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      if (context === null) throw new Error("no canvas");
      const known = new Map<string, Colour>();
      const parse = (text: string): Colour => {
        const before = known.get(text);
        if (before !== undefined) return before;
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = text;
        context.fillRect(0, 0, 1, 1);
        const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
        const colour: Colour = [r, g, b, a / 255];
        known.set(text, colour);
        return colour;
      };
      const over = (top: Colour, below: Colour): Colour => {
        const mix = (i: 0 | 1 | 2) => top[i] * top[3] + below[i] * (1 - top[3]);
        return [mix(0), mix(1), mix(2), 1];
      };
      const ground = (element: Element): Colour => {
        const own = parse(getComputedStyle(element).backgroundColor);
        if (own[3] === 1) return own;
        const parent = element.parentElement;
        return over(own, parent === null ? [255, 255, 255, 1] : ground(parent));
      };
      const luminance = (colour: Colour) => {
        const [r = 0, g = 0, b = 0] = colour
          .slice(0, 3)
          .map((value) =>
            value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
          );
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (element: Element): number => {
        let opacity = 1;
        for (let at: Element | null = element; at !== null; at = at.parentElement)
          opacity *= Number(getComputedStyle(at).opacity);
        const below = ground(element);
        const [r, g, b, a] = parse(getComputedStyle(element).color);
        const words = over([r, g, b, a * opacity], below);
        const [dark = 0, light = 0] = [luminance(words), luminance(below)].sort((x, y) => x - y);
        return (light + 0.05) / (dark + 0.05);
      };
      const hasWords = (element: Element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== "");
      return [...document.querySelectorAll(controls)]
        .filter((control) => {
          const { width, height } = control.getBoundingClientRect();
          return width > 0 && height > 0 && getComputedStyle(control).visibility === "visible";
        })
        .map((control) => ({
          control: (control.getAttribute("aria-label") ?? control.textContent ?? "").slice(0, 60),
          state: name,
          contrast: Math.min(
            ...[control, ...[...control.querySelectorAll("*")].filter(hasWords)].map(contrast),
          ),
          disabled: control.matches(':disabled, [aria-disabled="true"], [data-disabled]'),
        }));
    },
    [CONTROLS, state] as const,
  );
}

/** All controls in all states, which the browser is made to believe in: no mouse could be on all of them. */
async function measureAll(page: Page): Promise<Measured[]> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("DOM.enable");
  await browser.send("CSS.enable");
  const { root } = await browser.send("DOM.getDocument");
  const { nodeIds } = await browser.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: CONTROLS });
  const all: Measured[] = [];
  for (const [state, forcedPseudoClasses] of Object.entries(STATES)) {
    for (const nodeId of nodeIds)
      await browser.send("CSS.forcePseudoState", { nodeId, forcedPseudoClasses: [...forcedPseudoClasses] });
    all.push(...(await measure(page, state)));
  }
  await browser.detach();
  return all;
}

function unreadable(all: readonly Measured[]): Measured[] {
  return all.filter(({ contrast, disabled }) => contrast < (disabled ? LEAST_DISABLED : LEAST));
}

for (const theme of ["light", "dark", "projector"]) {
  test(`every control can be read in every state, ${theme}`, async ({ page }) => {
    await open(page, `?theme=${theme}&scenario=slow-peer`);
    const atStart = await measureAll(page);
    expect(unreadable(atStart)).toEqual([]);
    expect(atStart.filter(({ state }) => state === "hover").length).toBeGreaterThan(
      theme === "projector" ? 25 : 40,
    );
    if (theme !== "projector") expect(atStart.some(({ disabled }) => disabled)).toBe(true);
    await page.evaluate(() => window.headway.load("first-visit", { host: "single-thread" }));
    await page.evaluate(() => window.headway.runToEnd());
    expect(unreadable(await measureAll(page))).toEqual([]);
    // In a hall the panel of troubles is away; on a smaller page it is there in this theme, too.
    const habits = theme === "projector" ? [] : [/^more bad habits/i];
    for (const name of [/^make trouble with A/i, ...habits, /scenario/i, /policy/i, /theme/i]) {
      await page.getByRole("button", { name }).first().click();
      await expect(page.locator("[role=menu], [role=listbox]")).toBeVisible();
      expect(unreadable(await measureAll(page))).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.locator("[role=menu], [role=listbox]")).toBeHidden();
    }
    if (theme !== "projector") return;
    await page.setViewportSize({ width: 820, height: 1180 });
    await page.getByRole("navigation").getByRole("button", { name: "Peers" }).click();
    const small = await measureAll(page);
    expect(unreadable(small)).toEqual([]);
    expect(small.some(({ disabled }) => disabled)).toBe(true);
    await page.getByRole("button", { name: /^more bad habits/i }).click();
    expect(unreadable(await measureAll(page))).toEqual([]);
  });
}

test("Play and Pause can be read with the mouse on them and after a tap", async ({ browser }) => {
  for (const hasTouch of [false, true]) {
    const context = await browser.newContext({ hasTouch, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await open(page, "?scenario=slow-peer");
    const play = page.getByRole("button", { name: /^play/i });
    if (hasTouch) await play.tap();
    else await play.click();
    await expect(page.getByRole("button", { name: /^pause/i })).toBeVisible();
    const pause = (await measure(page, "used")).find(({ control }) => /^pause/i.test(control));
    expect(pause?.contrast).toBeGreaterThan(LEAST);
    await context.close();
  }
});
