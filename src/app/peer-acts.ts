/** What one may do to a peer, and which of it would do something now. */
import type { PeerView } from "../replay/peer-view.ts";
import type { Act } from "../world/scenario/act.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";

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

/** A slow peer is to be noticed. */
export const SLOW_FACTOR = 20;

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

/** With whom one makes trouble: the selected one, else one of the first that leaves the sync peer alone; undefined: there is nobody. */
export function peerForTrouble(
  peers: readonly PeerView[],
  selected: string | undefined,
): PeerView | undefined {
  return peers.find(({ name }) => name === selected) ?? peers[Math.min(3, peers.length - 1)];
}

/** Another peer like the first, under the first letter that is free. */
export function newPeer(
  like: PeerSpec | undefined,
  taken: ReadonlySet<string>,
): Extract<Act, { kind: "addPeer" }> {
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
