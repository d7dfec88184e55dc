/** The other chains of a draft. */
import type { Draft } from "./draft.ts";

const BRANCH_BLOCKS = 10;

/** One more, that leaves the middle of the main chain. */
export function addBranch(draft: Draft): Draft {
  const { branches, blocks } = draft.chain;
  const taken = new Set(branches.map(({ id }) => id));
  let n = 1;
  while (taken.has(`branch-${n}`)) n += 1;
  const forkHeight = Math.floor(Number(blocks) / 2) || 0;
  const branch = { id: `branch-${n}`, forkHeight, blocks: BRANCH_BLOCKS, spacingSeconds: 600 };
  return { ...draft, chain: { ...draft.chain, branches: [...branches, branch] } };
}

/** Without it; who had it has the main chain. */
export function removeBranch(draft: Draft, index: number): Draft {
  const gone = draft.chain.branches[index]?.id;
  const branches = draft.chain.branches.filter((_, i) => i !== index);
  return { ...onChain(draft, gone, "main"), chain: { ...draft.chain, branches } };
}

export function renameBranch(draft: Draft, index: number, name: string): Draft {
  const before = draft.chain.branches[index]?.id;
  const others = ["main", ...draft.chain.branches.filter((_, i) => i !== index).map(({ id }) => id)];
  const branches = draft.chain.branches.map((branch, i) => (i === index ? { ...branch, id: name } : branch));
  const isApart = before !== undefined && !others.includes(name) && !others.includes(before);
  return { ...(isApart ? onChain(draft, before, name) : draft), chain: { ...draft.chain, branches } };
}

/** Whoever has the one has the other. */
function onChain(draft: Draft, before: string | undefined, after: string): Draft {
  const moved = <P extends Draft["peers"][number]>(peer: P): P =>
    peer.chain === before ? { ...peer, chain: after, ...(after === "main" ? { height: null } : {}) } : peer;
  return {
    ...draft,
    peers: draft.peers.map(moved),
    acts: draft.acts.map((timed) =>
      timed.act.kind === "addPeer" ? { ...timed, act: { ...timed.act, peer: moved(timed.act.peer) } } : timed,
    ),
  };
}
