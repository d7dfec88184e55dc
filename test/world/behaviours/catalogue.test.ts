import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../../src/cli/prepare.mjs";
import type { ParameterSpecs } from "../../../src/world/behaviours/behaviour.ts";
import { catalogue } from "../../../src/world/behaviours/catalogue.ts";
import { isHonest } from "../../../src/world/judging/honesty.ts";
import { parseAct } from "../../../src/world/scenario/scenario-schema.ts";

/** Every parameter at its default, or where it has none at its least. */
function least(parameters: ParameterSpecs): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, spec]) => [
      name,
      spec.type === "heights" ? [1] : (spec.default ?? spec.min),
    ]),
  );
}

const parse = (behaviour: object) => parseAct({ kind: "setBehaviours", node: "A", behaviours: [behaviour] });

/** The line of a behaviour in docs/scenario-format.md. */
function documented({ kind, row, sentence, parameters }: (typeof catalogue)[number]): string {
  const list = Object.entries(parameters).map(([name, spec]) => {
    if (spec.type === "heights") return `\`${name}\`: ${spec.meaning} (at most 1000; default: all)`;
    const preset = spec.default === undefined ? "required" : `default ${spec.default}`;
    return `\`${name}\`: ${spec.meaning} (${spec.min} to ${spec.max}, ${preset})`;
  });
  return `| \`${kind}\` | ${row} | ${sentence} | ${list.join("; ")} |`;
}

describe("the catalogue", () => {
  it("has every row of protocol.md §7 but an eclipse, which is a world, and an own slow link, which is a rate", () => {
    const rows = new Set(catalogue.map(({ row }) => row));
    expect([...rows].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 33 }, (_, i) => i + 1).filter((row) => row !== 27 && row !== 33),
    );
    expect(new Set(catalogue.map(({ kind }) => kind)).size).toBe(catalogue.length);
  });

  it("says of each in full sentences what it does, what it costs and how it is noticed", () => {
    for (const { kind, sentence, cost, noticed } of catalogue) {
      for (const text of [sentence, cost, noticed]) expect(text, kind).toMatch(/^[A-Z].{3,220}\.$/);
    }
  });

  it("takes for honest who hides nothing and tells no lie", () => {
    const honest = catalogue.filter((definition) => definition.honest).map(({ kind }) => kind);
    expect(honest).toEqual(["slow", "outOfOrder"]);
    expect(isHonest([])).toBe(true);
    expect(isHonest([{ kind: "slow", factor: 2 }, { kind: "outOfOrder" }])).toBe(true);
    expect(isHonest([{ kind: "slow", factor: 2 }, { kind: "dead" }])).toBe(false);
  });
});

describe("a scenario may name", () => {
  it.each(catalogue.map(({ kind, parameters }) => [kind, parameters] as const))(
    "%s, within its bounds",
    (kind, parameters) => {
      const whole = { kind, ...least(parameters) };
      expect(parse(whole)).toMatchObject({ ok: true, act: { behaviours: [whole] } });
      for (const [name, spec] of Object.entries(parameters)) {
        const without: Record<string, unknown> = { ...whole };
        delete without[name];
        const isRequired = spec.type === "whole" && spec.default === undefined;
        expect(parse(without).ok, `${name} left out`).toBe(!isRequired);
        const wrong = spec.type === "heights" ? [[0], 1, "1"] : [spec.min - 1, spec.max + 1, 1.5, "1", null];
        for (const value of wrong) {
          const parsed = parse({ ...whole, [name]: value });
          expect(parsed, `${name} ${String(value)}`).toMatchObject({ ok: false });
          if (!parsed.ok) expect(parsed.error).toMatch(new RegExp(`^behaviours\\.0\\.${name}`));
        }
        if (spec.type === "whole") {
          for (const value of [spec.min, spec.max]) expect(parse({ ...whole, [name]: value }).ok).toBe(true);
        }
      }
      expect(parse({ ...whole, nonsense: 1 })).toMatchObject({ ok: false });
    },
  );
});

it("the document of scenario files lists them all, with their bounds", () => {
  const text = readFileSync(join(ROOT, "docs/scenario-format.md"), "utf8");
  for (const definition of catalogue) expect(text).toContain(documented(definition));
});
