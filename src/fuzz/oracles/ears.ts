/** One set of oracles for each node of a world, and the questions that are put to what is left when it is over. */

import type { Policy } from "../../node/policy.ts";
import type { SingleThreadWorld } from "../../runtime/single-thread-world.ts";
import { Prng } from "../../sim/prng.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import { LOCAL_NODE, LOCAL_NUMBER } from "../../world/record.ts";
import { allPeers } from "../../world/scenario/members.ts";
import type { WorldSetup } from "../../world/setup.ts";
import { wrongWhenAsked } from "../interrogation/interrogate.ts";
import { allOracles } from "./all.ts";
import { wrongAnswers } from "./answers.ts";
import { wrongBest } from "./best.ts";
import { Hearing, type Oracle } from "./hearing.ts";
import { wrongTrials } from "./trials.ts";

/** A node that is wrong once is so again and again: so many are told. */
const PROBLEMS_MAX = 3;

interface Ear {
  readonly name: string;
  readonly oracles: readonly Oracle[];
  readonly hearing: Hearing;
  /** The node's now; undefined: it has not started yet. */
  policy: Policy | undefined;
}

export class Ears {
  readonly #setup: WorldSetup;
  readonly #world: SingleThreadWorld;
  readonly #ears: readonly Ear[];

  constructor(setup: WorldSetup, world: SingleThreadWorld) {
    this.#setup = setup;
    this.#world = world;
    const names = [LOCAL_NODE, ...allPeers(setup.scenario).map(({ id }) => id)];
    this.#ears = names.map((name) => {
      const oracles = allOracles();
      const hearing = new Hearing(setup.startTimeSeconds, oracles);
      return { name, oracles, hearing, policy: undefined };
    });
    world.listen((number, turn) => {
      const ear = this.#ears[number];
      if (ear === undefined) return;
      ear.policy = turn.policy;
      ear.hearing.turn(turn);
    });
  }

  /** All that was wrong, when the run is over. */
  problems(): string[] {
    const nowSeconds = this.#setup.startTimeSeconds + Math.ceil(this.#world.now / US_PER_SECOND);
    return this.#world.chains().flatMap((chain, number) => {
      const ear = this.#ears[number];
      if (ear === undefined) return [];
      const { policy } = ear;
      const prng = Prng.fromSeed(this.#setup.seed).split(`oracles of ${ear.name}`);
      const found = [
        ...ear.oracles.flatMap((oracle) => oracle.problems),
        ...wrongBest(chain),
        ...(policy === undefined ? [] : wrongAnswers(policy, chain, nowSeconds, prng)),
        // One copy of what all have much of.
        ...(number === LOCAL_NUMBER ? wrongTrials(chain, nowSeconds, prng) : []),
        ...(number === LOCAL_NUMBER && policy !== undefined
          ? wrongWhenAsked(policy, chain, nowSeconds, prng.split("interrogation"))
          : []),
      ];
      return found.slice(0, PROBLEMS_MAX).map((problem) => `${problem} (${ear.name}, ${policy?.id})`);
    });
  }
}
