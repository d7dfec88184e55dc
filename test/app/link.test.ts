/** Links to a moment: what is written is what is read, here and in another session; and what nobody has written is refused in one line. */
import { expect, test } from "vitest";
import { LINK_CHARACTERS_MAX, type Link, printLink } from "../../src/app/link.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { Prng } from "../../src/sim/prng.ts";
import { printable } from "../../src/world/printable.ts";
import { plainRun } from "../../src/world/scenario/run-spec.ts";
import { malformedScenarios } from "../fixtures/malformed-scenarios.ts";
import { mutated, mutatedJson } from "./mutants.ts";
import { packed, randomLink } from "./random-links.ts";
import { readLink } from "./read-link.ts";

const RUNS = 100;
const MUTANTS = 10_000;
const LINE_CHARACTERS_MAX = 400;

const plain = (value: object) => JSON.parse(JSON.stringify(value)) as unknown;

/** The link with its keys in another order. */
function turned({ run, ...rest }: Link): Link {
  const { acts, ...others } = run;
  return { ...rest, run: { acts, ...Object.fromEntries(Object.entries(others).reverse()) } as Link["run"] };
}

test(`links to random moments of ${RUNS} random runs are read as they were written, and equal ones are equal`, async () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    const link = randomLink(seed);
    const text = await printLink(link);
    const read = await readLink(`#${text}`);
    expect(read, `seed ${seed}`).toMatchObject({ ok: true });
    if (read.ok) expect(plain(read.link)).toEqual(plain(link));
    expect(await printLink(turned(link))).toBe(text);
    if (read.ok) expect(await printLink(read.link)).toBe(text);
  }
});

test.each(builtInScenarios.map((scenario) => scenario.id))(
  "a link to a moment of %s is short",
  async (id) => {
    const scenario = builtInScenarios.find((one) => one.id === id);
    if (scenario === undefined) throw new Error(id);
    const text = await printLink({ run: plainRun(scenario, 1), at: 1_234_567, selected: "A" });
    expect(text.length).toBeLessThan(1000);
  },
);

test("a run that is too long for a link is none, and says so", async () => {
  const prng = Prng.fromSeed(1);
  const name = () => Array.from({ length: 24 }, () => "abcdefghijklmnop"[prng.below(16)]).join("");
  const { run } = randomLink(1);
  const acts = Array.from({ length: 4000 }, () => ({
    at: 5,
    act: { kind: "cutLink", peer: name() } as const,
  }));
  await expect(printLink({ run: { ...run, acts }, at: 5 })).rejects.toThrow(
    /^link: expected a run that fits into 64000 characters, found one that takes \d+: save it as a file$/,
  );
});

const run = plainRun(builtInScenarios[0]!, 1);
const inside = (value: unknown) => packed(JSON.stringify(value));

test.each<[string, string, string]>([
  ["no link", "#play", "link: expected a link to a moment, as Share makes it, found another text"],
  ["nothing", "#1.", "link: expected a link"],
  ["another version", "#2.abcd", "link: expected version 1, found 2"],
  ["letters that are none", "#1.ab%20c", "link: expected a link"],
  ["markup", "#1.<img src=x onerror=alert(1)>", "link: expected a link"],
  [
    "one that is too long",
    `#1.${"A".repeat(LINK_CHARACTERS_MAX)}`,
    "link: expected at most 64000 characters, found 64003",
  ],
  [
    "what is not packed",
    "#1.abcd",
    "link: expected a link to a moment, as Share makes it, found one that is cut or changed",
  ],
  ["a bomb", packed(new Uint8Array(40_000_000)), "link: expected at most 1048576 bytes unpacked, found more"],
  ["no JSON", packed("[1,"), "link: line 1, column 4: expected"],
  ["no text", packed(new Uint8Array([0xff, 0xfe, 0])), "link: line 1, column 1: expected"],
  ["too deep", packed("[".repeat(500_000)), "link: line 1, column"],
  ["a list", inside([]), "link: expected an object, found a list of 0"],
  ["nothing in it", inside({}), "run: expected a run, found nothing"],
  ["no moment", inside({ run }), "at: expected a whole number from 0 to 31536000000000, found nothing"],
  ["a moment that never comes", inside({ run, at: 1e300 }), "at: expected a whole number"],
  ["half a moment", inside({ run, at: 0.5 }), "at: expected a whole number"],
  [
    "a moment in words",
    inside({ run, at: "1" }),
    'at: expected a whole number from 0 to 31536000000000, found "1"',
  ],
  ["records", inside({ run, at: 1, records: -1 }), "records: expected a whole number"],
  ["a selection", inside({ run, at: 1, selected: "<b>A</b>" }), "selected: expected a name"],
  ["more", inside({ run, at: 1, speed: "max" }), 'speed: expected no such key, found "max"'],
  [
    "a prototype",
    packed(`{"run":${JSON.stringify(run)},"at":1,"__proto__":{"x":1}}`),
    "__proto__: expected no such key",
  ],
  ["more of a run", inside({ run: { ...run, by: 1 }, at: 1 }), "run.by: expected no such key"],
  [
    "a scenario that is none",
    inside({ run: { ...run, scenario: { version: 9 } }, at: 1 }),
    "run.scenario.version: expected",
  ],
  [
    "a policy that is none",
    inside({ run: { ...run, policy: "none" }, at: 1 }),
    "run.policy: expected one of",
  ],
  [
    "an act that is none",
    inside({ run: { ...run, acts: [{ at: 1, act: { kind: "explode" } }] }, at: 1 }),
    "run.acts.0.act.kind: expected one of",
  ],
  [
    "acts in no order",
    inside({
      run: { ...run, acts: [5, 4].map((at) => ({ at, act: { kind: "cutLink", peer: "A" } })) },
      at: 1,
    }),
    "run.acts.1.at: expected no less",
  ],
])("%s is refused by name", async (_, hash, why) => {
  const read = await readLink(hash);
  expect(read.ok ? "" : read.error).toContain(why);
});

test.each(malformedScenarios.map(({ name, text }) => [name, text] as const))(
  "a link with a scenario with %s is refused in one line",
  async (_, text) => {
    const hash = packed(`{"run":{"version":1,"scenario":${text},"seed":1,"acts":[]},"at":1}`);
    expect(await readLink(hash)).toMatchObject({ ok: false, error: oneLine });
  },
);

const oneLine = expect.stringMatching(new RegExp(`^[^\\n\\r]{1,${LINE_CHARACTERS_MAX}}$`));

test(`of ${MUTANTS} mutated links none is an exception, and each that is refused is so in one readable line`, async () => {
  const prng = Prng.fromSeed(11).split("mutants");
  const links = Array.from({ length: 20 }, (_, i) => randomLink(i + 1));
  const texts = await Promise.all(links.map(printLink));
  const insides = links.map((link) => JSON.stringify(link));
  let [refused, read] = [0, 0];
  for (let i = 0; i < MUTANTS; i++) {
    const [text = "", json = ""] = [texts[i % texts.length], insides[i % insides.length]];
    const mutants = [
      () => mutated(text, prng),
      () => packed(mutated(json, prng)),
      () => packed(mutatedJson(json, prng)),
      () => packed(mutatedJson(mutatedJson(json, prng), prng)),
    ];
    const mutant = mutants[i % mutants.length]?.() ?? "";
    const result = await readLink(`#${mutant}`);
    if (result.ok) {
      read += 1;
      continue;
    }
    refused += 1;
    expect(result.error).toEqual(oneLine);
    expect(printable(result.error)).toBe(result.error);
  }
  // Some changes are to another link, or to none.
  expect(read).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(MUTANTS / 2);
  expect(({} as { x?: number }).x).toBeUndefined();
});
