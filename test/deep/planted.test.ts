/** Every planted defect is found within 2 000 seeds; the table says how many it took. */
import { afterAll, expect, it } from "vitest";
import { defects } from "../fuzz/planted/defects.ts";
import { type Find, findDefect, findTable } from "../fuzz/planted/find-defect.ts";

const finds: Find[] = [];
afterAll(() => console.log(findTable(finds)));

it.each(defects)("finds that $what", async (defect) => {
  const find = await findDefect(defect);
  finds.push(find);
  expect(find.seeds).toBeDefined();
});
