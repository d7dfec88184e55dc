/** Who is linked with whom in a draft. A peer's own link is that with the local node; one in reserve has it only once it is dialled. */
import { peerLink } from "../../scenarios/parts.ts";
import { LOCAL_NODE } from "../../world/record.ts";
import type { Draft } from "./draft.ts";

/** A link that is there from the start. */
export interface DraftLink {
  /** The field that holds it: `peers.0` or `links.3`; its numbers are in `link` there. */
  readonly path: string;
  /** Who dials. */
  readonly from: string;
  readonly to: string;
}

/** It is the local node's. */
export function isOwn({ path }: DraftLink): boolean {
  return path.startsWith("peers.");
}

/** Those of the local node, then those between peers. */
export function linksOf({ peers, links }: Draft): readonly DraftLink[] {
  return [
    ...peers.flatMap(({ id, spare }, i) =>
      spare === true ? [] : [{ path: `peers.${i}`, from: LOCAL_NODE, to: id }],
    ),
    ...links.map(({ from, to }, i) => ({ path: `links.${i}`, from, to })),
  ];
}

/** Whom this one could dial: nobody with whom it has a link already. */
export function freeEnds({ peers, links }: Draft, from: string): readonly string[] {
  if (from === LOCAL_NODE) return peers.flatMap(({ id, spare }) => (spare === true ? [id] : []));
  const taken = new Set(
    links.flatMap((link) => (link.from === from ? [link.to] : link.to === from ? [link.from] : [])),
  );
  return peers.map(({ id }) => id).filter((id) => id !== from && !taken.has(id));
}

/** Who could dial somebody. */
export function freeStarts(draft: Draft): readonly string[] {
  return [LOCAL_NODE, ...draft.peers.map(({ id }) => id)].filter((id) => freeEnds(draft, id).length > 0);
}

/** One more. With the local node it is as the peer has it, else as peers have them. */
export function addLink(draft: Draft, from: string, to: string): Draft {
  if (from === LOCAL_NODE) return { ...draft, peers: draft.peers.map(inReserve(to, undefined)) };
  return { ...draft, links: [...draft.links, { from, to, link: peerLink }] };
}

/** Without it and what is done to it; a peer without a link with the local node is in reserve. */
export function removeLink(draft: Draft, link: DraftLink): Draft {
  const { path, to } = link;
  if (isOwn(link)) return { ...draft, peers: draft.peers.map(inReserve(to, true)) };
  const links = draft.links.filter((_, i) => path !== `links.${i}`);
  const isLeft = links.some((other) => isBetween(other.from, other.to, link));
  const acts = draft.acts.filter(({ act }) => isLeft || !isDoneTo(act, link));
  return { ...draft, links, acts };
}

function isDoneTo(act: Draft["acts"][number]["act"], link: DraftLink): boolean {
  if (act.kind !== "cutLink" && act.kind !== "mendLink") return false;
  return act.from !== undefined && isBetween(act.from, act.peer, link);
}

/** Whoever of the two dials. */
function isBetween(a: string, b: string, { from, to }: DraftLink): boolean {
  return (a === from && b === to) || (a === to && b === from);
}

/** The other one dials. */
export function turnLink(draft: Draft, { path, from, to }: DraftLink): Draft {
  const links = draft.links.map((link, i) =>
    path === `links.${i}` ? { ...link, from: to, to: from } : link,
  );
  return { ...draft, links };
}

/** `spare` of the peer of this name; what is left out is not in the file. */
function inReserve(id: string, spare: true | undefined) {
  return (peer: Draft["peers"][number]) => {
    if (peer.id !== id) return peer;
    const { spare: _, ...rest } = peer;
    return spare === undefined ? rest : { ...rest, spare };
  };
}
