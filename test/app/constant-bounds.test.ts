/** How far a constant may be changed: as far as the scenario's schema lets it, and no further. */
import { expect, test } from "vitest";
import { constantBounds } from "../../src/app/constant-bounds.ts";
import { placedIn } from "../../src/lessons/placeholders.ts";
import { parseScenario } from "../../src/world/scenario/scenario-schema.ts";
import { builtIn } from "../world/worlds.ts";

const base = builtIn("classroom");

test.each(["windowBlocks", "inFlightPerPeer", "headersPerMessage"])(
  "%s: both ends are allowed, and nothing beyond",
  (name) => {
    const bounds = constantBounds(base, name);
    if (bounds === undefined) throw new Error("no bounds");
    const isAllowed = (value: number) =>
      parseScenario({ ...base, constants: { ...base.constants, [name]: value } }).ok;
    expect(isAllowed(bounds.min)).toBe(true);
    expect(isAllowed(bounds.max)).toBe(true);
    expect(isAllowed(bounds.min - 1)).toBe(false);
    expect(isAllowed(bounds.max + 1)).toBe(false);
    expect(bounds.max).toBeGreaterThan(bounds.min + 10);
  },
);

test("what is no constant of the scenario has no bounds", () => {
  expect(constantBounds(base, "blocks")).toBeUndefined();
  expect(constantBounds(base, "nothing")).toBeUndefined();
});

test("a text falls into words and constants, and nothing of it is lost", () => {
  const text = "{world.windowBlocks} of {world.blocks}, {endsAt} {world.inFlightPerPeer}.";
  const parts = placedIn(text);
  expect(parts.map((part) => part.text).join("")).toBe(text);
  expect(parts.flatMap(({ constant }) => constant ?? [])).toEqual(["windowBlocks", "inFlightPerPeer"]);
  expect(placedIn("No figure.")).toEqual([{ text: "No figure.", constant: undefined }]);
});
