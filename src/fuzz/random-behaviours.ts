/** Bad behaviours drawn from the catalogue, with parameters near their least: the worlds are small. */
import type { Prng } from "../sim/prng.ts";
import { type Behaviour, catalogue } from "../world/behaviours/catalogue.ts";
import { between, oneOf } from "./draw.ts";

const HEIGHT_MAX = 50;
/** Those that go on by themselves send so many messages. */
const MESSAGES = 20;

/** Nothing tries a node's time-outs as these do, so they come more often than the others. */
const silences = catalogue.filter(({ kind }) =>
  ["silentOnHeaders", "silentOnBlocks", "withholdsBlock", "twoFaced", "dead", "slow"].includes(kind),
);

/** What remains of such a block in the index is where a node may trip for ever after. */
const badBodies = catalogue.filter(({ kind }) =>
  ["corruptedBody", "invalidTransaction", "duplicateTransaction"].includes(kind),
);

/** One, or up to three at once. */
export function randomBehaviours(prng: Prng, combined: boolean): Behaviour[] {
  return Array.from({ length: combined ? between(prng, 1, 3) : 1 }, () => randomBehaviour(prng));
}

function randomBehaviour(prng: Prng): Behaviour {
  const { kind, parameters } = oneOf(
    prng,
    oneOf(prng, [silences, silences, badBodies, catalogue, catalogue, catalogue]),
  );
  const drawn: Record<string, number | readonly number[]> = {};
  for (const [name, spec] of Object.entries(parameters)) {
    if (spec.type === "heights") drawn[name] = [between(prng, 1, HEIGHT_MAX), between(prng, 1, HEIGHT_MAX)];
    else if (name === "messages") drawn[name] = MESSAGES;
    else drawn[name] = between(prng, spec.min, Math.min(spec.min + HEIGHT_MAX, spec.max));
  }
  return { kind, ...drawn } as Behaviour;
}
