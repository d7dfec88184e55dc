/** Who is in a draft: peers that come, go and get other names, with all that is said of them elsewhere. */
import { LOCAL_NODE } from "../../world/record.ts";
import type { PeerSpec } from "../../world/scenario/peer-spec.ts";
import { newPeer } from "../peer-acts.ts";
import type { Draft, Loose } from "./draft.ts";

type DraftAct = Draft["acts"][number]["act"];

/** Those of the beginning and those that join, the local node first. */
export function nodesOf({ peers, acts }: Draft): readonly string[] {
  const joining = acts.flatMap(({ act }) => (act.kind === "addPeer" ? [act.peer.id] : []));
  return [LOCAL_NODE, ...peers.map(({ id }) => id), ...joining];
}

/** One more, like the first, honest and with the main chain, under the first letter that is free. */
export function nextPeer(draft: Draft): PeerSpec {
  // What is typed into the first goes into the next as it is.
  return newPeer(draft.peers[0] as PeerSpec | undefined, new Set(nodesOf(draft))).peer;
}

export function addPeer(draft: Draft): Draft {
  return { ...draft, peers: [...draft.peers, nextPeer(draft)] };
}

/** Without it, its links, what it mines and what is done to it. */
export function removePeer(draft: Draft, index: number): Draft {
  const gone = draft.peers[index]?.id;
  const peers = draft.peers.filter((_, i) => i !== index);
  if (gone === undefined || peers.some(({ id }) => id === gone)) return { ...draft, peers };
  const miners = draft.mining?.miners?.filter((id) => id !== gone) ?? [];
  return {
    ...draft,
    peers,
    links: draft.links.filter(({ from, to }) => from !== gone && to !== gone),
    mining: draft.mining && { ...draft.mining, miners: miners.length === 0 ? null : miners },
    acts: draft.acts.filter(({ act }) => !namesIn(act).includes(gone)),
  };
}

/** It is called so from now on, wherever it is named; where two would be the same by it, only this one is changed. */
export function renamePeer(draft: Draft, index: number, name: string): Draft {
  const before = draft.peers[index]?.id;
  const peers = draft.peers.map((peer, i) => (i === index ? { ...peer, id: name } : peer));
  const others = nodesOf({ ...draft, peers: draft.peers.filter((_, i) => i !== index) });
  if (before === undefined || others.includes(name) || others.includes(before)) return { ...draft, peers };
  const called = (id: string) => (id === before ? name : id);
  return {
    ...draft,
    peers,
    links: draft.links.map((link) => ({ ...link, from: called(link.from), to: called(link.to) })),
    mining: draft.mining && { ...draft.mining, miners: draft.mining.miners?.map(called) ?? null },
    acts: draft.acts.map((timed) => ({ ...timed, act: renamedIn(timed.act, called) })),
  };
}

function namesIn(act: DraftAct): readonly string[] {
  switch (act.kind) {
    case "cutLink":
    case "mendLink":
      return act.from === undefined ? [act.peer] : [act.peer, act.from];
    case "addPeer":
      return [];
    default:
      return [act.node];
  }
}

function renamedIn(act: DraftAct, called: (id: string) => string): DraftAct {
  switch (act.kind) {
    case "cutLink":
    case "mendLink":
      return {
        ...act,
        peer: called(act.peer),
        ...(act.from === undefined ? {} : { from: called(act.from) }),
      };
    case "addPeer":
      return act;
    default:
      return { ...act, node: called(act.node) };
  }
}

/** Each with the next, the last with the first. */
export function ringOf(peers: Draft["peers"], link: PeerSpec["link"]): Loose<Draft["links"]> {
  const last = peers.length > 2 ? peers.length : peers.length - 1;
  return Array.from({ length: Math.max(last, 0) }, (_, i) => ({
    from: peers[i]?.id ?? "",
    to: peers[(i + 1) % peers.length]?.id ?? "",
    link,
  }));
}
