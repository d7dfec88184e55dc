/** Every behaviour there is (protocol.md §7). Row 27 is a whole world of bad peers, row 33 a rate of the local node. */
import { corruptedBody, duplicateTransaction, invalidTransaction } from "./bad-blocks.ts";
import {
  invalidProofOfWork,
  nonContinuousHeaders,
  oldTimestamps,
  tooManyHeaders,
  wrongBits,
  wrongClock,
} from "./bad-headers.ts";
import type { Actor, Definition, Filter, Given, ParameterSpecs } from "./behaviour.ts";
import { dead } from "./dead.ts";
import { equivocating, lowWorkFork } from "./forks.ts";
import { garbageFrames } from "./garbage-frames.ts";
import { headerSpam, unconnectingHeaders } from "./header-spam.ts";
import { inInitialDownload, lyingStartHeight, staleTip } from "./lagging.ts";
import { flapping, leavesMidHeaders } from "./leaving.ts";
import { orphanFlood, unknownParentBlock } from "./orphans.ts";
import { outOfOrder } from "./out-of-order.ts";
import { invSpam, unknownBlockRequests } from "./random-hashes.ts";
import { diskFill, unsolicitedBlock } from "./side-blocks.ts";
import { slow } from "./slow.ts";
import { silentOnBlocks, silentOnHeaders, twoFaced, withholdsBlock } from "./withholding.ts";

/** By row. */
const definitions = [
  slow,
  silentOnHeaders,
  silentOnBlocks,
  withholdsBlock,
  dead,
  leavesMidHeaders,
  flapping,
  lowWorkFork,
  invalidProofOfWork,
  wrongBits,
  oldTimestamps,
  nonContinuousHeaders,
  unconnectingHeaders,
  tooManyHeaders,
  headerSpam,
  unsolicitedBlock,
  unknownParentBlock,
  corruptedBody,
  invalidTransaction,
  duplicateTransaction,
  staleTip,
  inInitialDownload,
  equivocating,
  twoFaced,
  invSpam,
  orphanFlood,
  diskFill,
  lyingStartHeight,
  wrongClock,
  unknownBlockRequests,
  garbageFrames,
  outOfOrder,
] as const;

type Flat<T> = { [K in keyof T]: T[K] };
type BehaviourOf<D> = D extends Definition<infer K, infer S> ? Flat<{ readonly kind: K } & Given<S>> : never;

/** As a scenario and an act name it: its kind and what parameters it is given. */
export type Behaviour = BehaviourOf<(typeof definitions)[number]>;
export type BehaviourKind = Behaviour["kind"];

/** A definition whose parameters are not known by their type. */
export interface AnyDefinition extends Omit<Definition<BehaviourKind>, "filter" | "uploadDivisor"> {
  readonly uploadDivisor?: (parameters: Values) => number;
  readonly filter: (parameters: Values, actor: Actor) => Filter;
}

/** Parameters by name. */
export type Values = { readonly [name: string]: number | readonly number[] | undefined };

export const catalogue: readonly AnyDefinition[] =
  definitions as readonly unknown[] as readonly AnyDefinition[];

const byKind = new Map(catalogue.map((definition) => [definition.kind, definition]));

export function definitionOf(behaviour: Behaviour): AnyDefinition {
  const definition = byKind.get(behaviour.kind);
  if (definition === undefined) throw new Error(`no behaviour ${behaviour.kind}`);
  return definition;
}

/** What it is given, and the defaults for the rest. */
export function parametersOf(behaviour: Behaviour): Values {
  const given: Values = { ...behaviour, kind: undefined };
  const specs: ParameterSpecs = definitionOf(behaviour).parameters;
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      given[name] ?? (spec.type === "whole" ? spec.default : undefined),
    ]),
  );
}
