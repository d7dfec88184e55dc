/** The tests of those defects that are found in few seeds: in several files, so that they run side by side. */
import { afterAll, expect, it } from "vitest";
import { type Defect, defects } from "./defects.ts";
import { type Find, findDefect, findTable } from "./find-defect.ts";

export function findQuickly(isHere: (defect: Defect) => boolean): void {
  const finds: Find[] = [];
  afterAll(() => console.log(findTable(finds)));

  it.each(defects.filter((defect) => defect.quick && isHere(defect)))("finds that $what", async (defect) => {
    const find = await findDefect(defect);
    finds.push(find);
    expect(find.seeds).toBeDefined();
  });
}
