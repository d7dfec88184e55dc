import { test } from "vitest";
import { compareRandomWorlds } from "../replay/seeks.ts";

test("200 random seeks in each of 40 random worlds of every policy give what forward play gave", () => {
  compareRandomWorlds(40, 200);
});
