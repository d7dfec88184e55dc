/** Defects can be planted into the simulator. That the fuzzer finds them is seen in the files beside this one. */
import { expect, it } from "vitest";
import { defects } from "./planted/defects.ts";
import { editsOf, fuzzerWith } from "./planted/mutated-judge.ts";

it.each(defects)("can still plant that $what", (defect) => {
  expect(() => editsOf(defect)).not.toThrow();
});

it("a defect whose source has moved on is not planted in silence", async () => {
  const [defect] = defects;
  if (defect === undefined) throw new Error("no defects");
  const moved = { ...defect, find: "this is nowhere in the file" };
  await expect(fuzzerWith(moved)).rejects.toThrow(/expected .* once, found it 0 times/);
});

it("there are enough of them, each another change", () => {
  expect(defects.length).toBeGreaterThanOrEqual(38);
  expect(new Set(defects.map(({ file, find }) => file + find)).size).toBe(defects.length);
});
