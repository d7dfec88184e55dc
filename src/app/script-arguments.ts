/** What a script gives to move through time, read as strictly as a file: what is wrong is refused by the name of its field. */
import * as v from "valibot";
import { CONDITION_KINDS, conditionForms } from "../lessons/condition-schema.ts";
import type { Condition } from "../replay/condition.ts";
import type { Act } from "../world/scenario/act.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import { parseAct } from "../world/scenario/scenario-schema.ts";
import { describeIssue, whole, YEAR_US } from "../world/scenario/schema-words.ts";
import { english } from "./text.ts";

const moment = whole(0, YEAR_US);
const condition = v.variant("kind", [...conditionForms], `one of ${CONDITION_KINDS.join(", ")}`);

/** Throws a RangeError unless it is a moment, virtual µs. */
export function checkMoment(at: unknown): number {
  return read(moment, at, "atUs");
}

/** Throws a RangeError unless it is a condition. */
export function checkCondition(value: unknown): Condition {
  return read(condition, value, "condition") as Condition;
}

/** Throws a RangeError unless it is an act. Whether it can be done the world says. */
export function checkAct(value: unknown): Act {
  const parsed = parseAct(value);
  if (!parsed.ok) throw new RangeError(parsed.error);
  return parsed.act;
}

/** Throws a RangeError where a condition names a peer that is not in this run, and will not come. */
export function checkPeer(peer: string | undefined, run: RunSpec | undefined): void {
  if (peer === undefined || run === undefined) return;
  const { scenario, acts } = run;
  const coming = [...scenario.acts, ...acts].flatMap(({ act }) =>
    act.kind === "addPeer" ? [act.peer.id] : [],
  );
  const names = [...scenario.peers.map(({ id: name }) => name), ...coming];
  if (names.includes(peer)) return;
  const expected = english("address.oneOf", { names: names.join(", ") });
  throw new RangeError(english("address.wrong", { field: "condition.peer", expected, found: peer }));
}

function read<T extends v.GenericSchema>(schema: T, value: unknown, name: string): v.InferOutput<T> {
  const parsed = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  if (!parsed.success) throw new RangeError(describeIssue(parsed.issues[0], name));
  return parsed.output;
}
