/** All that a peer may do wrong at once, as an act. */
import type { PeerView } from "../replay/peer-view.ts";
import { type AnyDefinition, type Behaviour, catalogue } from "../world/behaviours/catalogue.ts";
import type { Act } from "../world/scenario/act.ts";
import { SLOW_FACTOR } from "./peer-acts.ts";

/** The peer has these habits from now on; those it has already keep their numbers, new ones get the usual. */
export function withHabits(peer: PeerView, kinds: ReadonlySet<string>): Act {
  const behaviours = catalogue
    .filter(({ kind }) => kinds.has(kind))
    .map((definition) => peer.behaviours.find(({ kind }) => kind === definition.kind) ?? usual(definition));
  return { kind: "setBehaviours", node: peer.name, behaviours };
}

/** What has no default gets the least there is; a slow peer is to be noticed. */
export function usual({ kind, parameters }: AnyDefinition): Behaviour {
  if (kind === "slow") return { kind, factor: SLOW_FACTOR };
  const needed = Object.entries(parameters).flatMap(([name, spec]) =>
    spec.type === "whole" && spec.default === undefined ? [[name, spec.min]] : [],
  );
  return { kind, ...Object.fromEntries(needed) } as Behaviour;
}
