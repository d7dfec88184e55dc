import { it } from "vitest";
import { readMutatedLessons } from "../lessons/mutated-lessons.ts";

it("ten thousand mutated lessons are read, or refused in one readable line", () => {
  readMutatedLessons(10_000);
});
