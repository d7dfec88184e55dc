/** What one may do to a peer, and which of it would do something now. */
import type { PeerView } from "../replay/peer-view.ts";
import type { Act } from "../world/act.ts";
import { type AnyDefinition, type Behaviour, catalogue } from "../world/behaviours/catalogue.ts";
import type { PeerSpec } from "../world/scenario.ts";

export const PEER_ACTS = [
  "slow",
  "silentHeaders",
  "silentBlocks",
  "honest",
  "cut",
  "mend",
  "stop",
  "start",
] as const;
export type PeerAct = (typeof PEER_ACTS)[number];

const SLOW_FACTOR = 20;

export function actOn(peer: string, act: PeerAct): Act {
  switch (act) {
    case "slow":
      return { kind: "setBehaviours", node: peer, behaviours: [{ kind: "slow", factor: SLOW_FACTOR }] };
    case "silentHeaders":
      return { kind: "setBehaviours", node: peer, behaviours: [{ kind: "silentOnHeaders" }] };
    case "silentBlocks":
      return { kind: "setBehaviours", node: peer, behaviours: [{ kind: "silentOnBlocks" }] };
    case "honest":
      return { kind: "setBehaviours", node: peer, behaviours: [] };
    case "cut":
      return { kind: "cutLink", peer };
    case "mend":
      return { kind: "mendLink", peer };
    case "stop":
      return { kind: "stopNode", node: peer };
    case "start":
      return { kind: "startNode", node: peer };
  }
}

/** The peer has these habits from now on; those it has already keep their numbers, new ones get the usual. */
export function withHabits(peer: PeerView, kinds: ReadonlySet<string>): Act {
  const behaviours = catalogue
    .filter(({ kind }) => kinds.has(kind))
    .map((definition) => peer.behaviours.find(({ kind }) => kind === definition.kind) ?? usual(definition));
  return { kind: "setBehaviours", node: peer.name, behaviours };
}

/** What has no default gets the least there is; a slow peer is to be noticed. */
function usual({ kind, parameters }: AnyDefinition): Behaviour {
  if (kind === "slow") return { kind, factor: SLOW_FACTOR };
  const needed = Object.entries(parameters).flatMap(([name, spec]) =>
    spec.type === "whole" && spec.default === undefined ? [[name, spec.min]] : [],
  );
  return { kind, ...Object.fromEntries(needed) } as Behaviour;
}

/** An act that would change nothing is not offered. */
export function wouldDoSomething(peer: PeerView, act: PeerAct): boolean {
  const has = (kind: string) => peer.behaviours.some((behaviour) => behaviour.kind === kind);
  switch (act) {
    case "slow":
      return !has("slow");
    case "silentHeaders":
      return !has("silentOnHeaders");
    case "silentBlocks":
      return !has("silentOnBlocks");
    case "honest":
      return peer.behaviours.length > 0;
    case "cut":
      return peer.running && peer.connected;
    case "mend":
      return peer.running && !peer.connected && (peer.ended !== undefined || peer.spare);
    case "stop":
      return peer.running;
    case "start":
      return !peer.running;
  }
}

/** Another peer like the first, under the first letter that is free. */
export function newPeer(like: PeerSpec | undefined, taken: ReadonlySet<string>): Act {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const id = [...letters].find((letter) => !taken.has(letter)) ?? `P${taken.size + 1}`;
  const base: PeerSpec = like ?? {
    id,
    policy: null,
    chain: "main",
    height: null,
    behaviours: [],
    uploadBytesPerSecond: null,
    downloadBytesPerSecond: null,
    link: { latencyMs: 50, jitterMs: 0, bytesPerSecond: null },
  };
  return { kind: "addPeer", peer: { ...base, id, chain: "main", height: null, behaviours: [] } };
}
