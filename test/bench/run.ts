/**
 * `npm run bench`: how fast it is (`speed.ts`); `npm run bench -- files`: what long files cost (`files.ts`);
 * `npm run bench -- worlds`: what the largest worlds cost that a scenario may describe (`worlds.ts`); `npm run bench -- history`: what
 * a long run's history and a long chain's drawings cost (`history.ts`);
 * `npm run bench -- sweep`: what a second worker is worth to a sweep (`sweep.ts`); `npm run bench -- mutants`: what a changed or hostile
 * file costs until it is refused (`mutants.ts`).
 */
const subjects = new Map<string, () => Promise<unknown>>([
  ["speed", () => import("./speed.ts")],
  ["files", () => import("./files.ts")],
  ["worlds", () => import("./worlds.ts")],
  ["history", () => import("./history.ts")],
  ["sweep", () => import("./sweep.ts")],
  ["mutants", () => import("./mutants.ts")],
]);

const word = process.argv[2];
const isNamed = word !== undefined && !word.startsWith("-");
const subject = isNamed ? word : "speed";
const measure = subjects.get(subject);
if (measure === undefined) {
  throw new Error(`bench: expected one of ${[...subjects.keys()].join(", ")}, found ${subject}`);
}
// Each reads its own options.
if (isNamed) process.argv.splice(2, 1);
await measure();

export {};
