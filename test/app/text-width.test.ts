/** What is said in how much room: by how wide letters are where that can be measured, else by an estimate. */
import { afterEach, expect, test } from "vitest";
import { estimate, fitted, layOutBy, textWidth, wrapped } from "../../src/app/drawings/text-width.ts";

afterEach(() => layOutBy(estimate));

/** As in most fonts: an i takes a third of an m. */
function narrowI(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (letter === "i" ? 0.3 : 0.9) * size, 0);
}

test("what fits by its letters is not cut, and what does not, is", () => {
  const [narrow, wide] = ["iiiiiiiiii", "mmmmmmmmmm"];
  expect([fitted(narrow, 10, 40), fitted(wide, 10, 60)]).toEqual(["iiiiii…", wide]);
  layOutBy(narrowI);
  expect([fitted(narrow, 10, 40), fitted(wide, 10, 60)]).toEqual([narrow, "mmmmm…"]);
  for (let room = 0; room < 100; room += 3) {
    const cut = fitted(wide, 10, room);
    expect(cut === "" || textWidth(cut, 10) <= room).toBe(true);
    // One letter more would be too wide.
    if (cut !== wide && cut !== "") expect(textWidth(`m${cut}`, 10)).toBeGreaterThan(room);
  }
});

test("lines break where their letters leave no room", () => {
  expect(wrapped("iiii iiii mmmm", 10, 40)).toEqual(["iiii", "iiii", "mmmm"]);
  layOutBy(narrowI);
  expect(wrapped("iiii iiii mmmm", 10, 40)).toEqual(["iiii iiii", "mmmm"]);
});

test("digits of one width are as wide as they are, whoever measures", () => {
  const before = textWidth("1,234", 11, true);
  layOutBy(() => 1e9);
  expect(textWidth("1,234", 11, true)).toBe(before);
});
