/** The way in: what somebody who has seen the first run is led to. */
import { builtInScenarios, FIRST_SCENARIO } from "../scenarios/built-in.ts";
import { actOn } from "./peer-acts.ts";
import { perform } from "./perform.ts";
import { ANSWERED_SEED, answerOf, hasOnlyHabitsOf } from "./questions.ts";
import type { Session } from "./session.ts";
import { openOnFirstRequest } from "./strides.ts";
import { t } from "./text.ts";

/** Whom the first thing to try is about. */
export const FIRST_VICTIM = "D";
const SANDBOX = "classroom";

/** After the first run as it stands: something to try. After that was tried: what came of it. Undefined: somebody is elsewhere. */
export type FirstStep = "try" | "tried" | "other";

export function firstStep(session: Session): FirstStep | undefined {
  const { run } = session;
  if (run?.scenario.id !== FIRST_SCENARIO.id || session.view.end?.ended !== "synced") return undefined;
  if (answerOf(run) !== undefined) return "try";
  return hasOnlyHabitsOf(run, FIRST_VICTIM) ? "tried" : "other";
}

/** The same run from its beginning, with one peer slow in it; the one before stays beside it. */
export function tryFirst(session: Session): Promise<void> {
  return perform(session, async () => {
    await session.time.toStart();
    session.select(FIRST_VICTIM);
    await session.act(actOn(FIRST_VICTIM, "slow"));
    session.play();
  });
}

export async function openBuiltIn(session: Session, id: string): Promise<void> {
  const scenario = builtInScenarios.find((known) => known.id === id);
  if (scenario === undefined) throw new RangeError(id);
  const { host } = session.store.getState();
  await session.load({ scenario, seed: ANSWERED_SEED, host });
  await openOnFirstRequest(session);
}

/** A world in which nothing is asked. */
export async function openSandbox(session: Session): Promise<void> {
  await openBuiltIn(session, SANDBOX);
  session.store.setState({ notice: t("wayIn.sandboxSays") });
}
