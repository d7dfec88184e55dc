/** What is to happen in a draft, and when. */
import type { Act } from "../../world/scenario/act.ts";
import { SLOW_FACTOR } from "../peer-acts.ts";
import type { Draft } from "./draft.ts";
import { nextPeer } from "./nodes.ts";

export const ACT_KINDS = [
  "setBehaviours",
  "cutLink",
  "mendLink",
  "stopNode",
  "startNode",
  "mineBlock",
  "setPolicy",
  "addPeer",
] as const satisfies readonly Act["kind"][];

const LATER_SECONDS = 5;

/** One of its kind, done to this node. */
function plainAct(draft: Draft, kind: Act["kind"], node: string): Draft["acts"][number]["act"] {
  switch (kind) {
    case "setBehaviours":
      return { kind, node, behaviours: [{ kind: "slow", factor: SLOW_FACTOR }] };
    case "cutLink":
    case "mendLink":
      return { kind, peer: node };
    case "mineBlock":
      return { kind, node, blocks: 1, forkDepth: 0 };
    case "setPolicy":
      return { kind, node, policy: draft.policy };
    case "addPeer":
      return { kind, peer: nextPeer(draft) };
    default:
      return { kind, node };
  }
}

/** One more, a little later than the last: the last peer becomes slow. */
export function addAct(draft: Draft): Draft {
  const times = draft.acts.map(({ atSeconds }) => Number(atSeconds)).filter(Number.isFinite);
  const atSeconds = Math.floor(Math.max(0, ...times)) + LATER_SECONDS;
  const act = plainAct(draft, "setBehaviours", lastPeer(draft));
  return { ...draft, acts: [...draft.acts, { atSeconds, act }] };
}

/** Of another kind at the same time, to the same node where it is about one. */
export function withKind(draft: Draft, index: number, kind: Act["kind"]): Draft {
  const acts = draft.acts.map((timed, i) => {
    if (i !== index || timed.act.kind === kind) return timed;
    const { act } = timed;
    const node = "node" in act ? act.node : act.kind === "addPeer" ? lastPeer(draft) : act.peer;
    return { ...timed, act: plainAct(draft, kind, node) };
  });
  return { ...draft, acts };
}

function lastPeer({ peers }: Draft): string {
  return peers.at(-1)?.id ?? "";
}
