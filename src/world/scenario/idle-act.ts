/**
 * Acts that would change nothing: whoever asks for one while a world runs is told so. A file may have them, as runs of before have.
 * What only the running world knows, whether a link is open or a node has crashed, is not asked.
 */
import type { Behaviour } from "../behaviours/catalogue.ts";
import { LOCAL_NODE } from "../record.ts";
import type { Act } from "./act.ts";
import { pairOf } from "./check-act.ts";
import type { Scenario } from "./scenario.ts";

/** To have them anew is to have them: they count nothing, and begin nothing. */
const WITHOUT_MEMORY: ReadonlySet<Behaviour["kind"]> = new Set([
  "slow",
  "silentOnHeaders",
  "silentOnBlocks",
  "withholdsBlock",
  "twoFaced",
]);

/** What is wrong with one more act after these, which are in the order of their effect; undefined = it would change something. */
export function refuseIdle(act: Act, scenario: Scenario, before: readonly Act[]): string | undefined {
  const world = new Acted(scenario);
  for (const done of before) world.apply(done);
  switch (act.kind) {
    case "stopNode":
    case "mineBlock":
      return world.stopped.has(act.node) ? `node: expected a node that runs, found ${act.node}` : undefined;
    case "cutLink":
      return world.cut.has(linkOf(act))
        ? `peer: expected a link that is not cut, found ${act.peer}`
        : undefined;
    case "setBehaviours": {
      const had = world.behaviours.get(act.node) ?? [];
      const isSame = JSON.stringify(had) === JSON.stringify(act.behaviours);
      if (!isSame || act.behaviours.some(({ kind }) => !WITHOUT_MEMORY.has(kind))) return undefined;
      const found = had.map(({ kind }) => kind).join(", ") || "none";
      return `behaviours: expected others than ${act.node} has, found ${found}`;
    }
    default:
      return undefined;
  }
}

/** How a world stands as far as acts have made it. */
class Acted {
  readonly stopped = new Set<string>();
  /** Links, as pairs of names. */
  readonly cut = new Set<string>();
  readonly behaviours = new Map<string, readonly Behaviour[]>();

  constructor({ peers }: Scenario) {
    for (const { id, behaviours } of peers) this.behaviours.set(id, behaviours);
  }

  apply(act: Act): void {
    switch (act.kind) {
      case "setBehaviours":
        this.behaviours.set(act.node, act.behaviours);
        return;
      case "cutLink":
        this.cut.add(linkOf(act));
        return;
      case "mendLink":
        this.cut.delete(linkOf(act));
        return;
      case "stopNode":
        this.stopped.add(act.node);
        return;
      case "startNode":
        this.stopped.delete(act.node);
        return;
      case "addPeer":
        this.behaviours.set(act.peer.id, act.peer.behaviours);
        return;
    }
  }
}

function linkOf({ peer, from = LOCAL_NODE }: Act & { readonly kind: "cutLink" | "mendLink" }): string {
  return pairOf(from, peer);
}
