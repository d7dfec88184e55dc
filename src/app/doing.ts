/**
 * What the world that is shown does. It plays; or it stands, at the end of its run, at any other moment, or because a part of it
 * broke and it cannot go on. Of one that broke, too, what has been can be played. Another may be loading meanwhile.
 */
import type { RunEnd } from "../world/record.ts";

export type Doing =
  | { readonly kind: "playing"; readonly isBackwards: boolean }
  | { readonly kind: "standing" }
  | { readonly kind: "ended"; readonly ended: RunEnd }
  | { readonly kind: "broken" };

export const STANDING: Doing = { kind: "standing" };
const BROKEN: Doing = { kind: "broken" };
const ENDED: Readonly<Record<RunEnd, Doing>> = {
  synced: { kind: "ended", ended: "synced" },
  stuck: { kind: "ended", ended: "stuck" },
  deadline: { kind: "ended", ended: "deadline" },
};

/** Time passes, forwards or backwards. */
export function isPlaying({ doing }: { readonly doing: Doing }): boolean {
  return doing.kind === "playing";
}

/** At the moment shown it goes no further. */
export function isOver({ kind }: Doing): boolean {
  return kind === "ended" || kind === "broken";
}

/** What is asked of a world. */
interface World {
  /** A part of it failed. */
  readonly isBroken: boolean;
  readonly told: { readonly ended: RunEnd | undefined };
}

/** What a world does when it does not play; `isBehind`: another moment is shown than its newest. */
export function atRest(world: World | undefined, isBehind: boolean): Doing {
  if (world?.isBroken) return BROKEN;
  const ended = isBehind ? undefined : world?.told.ended;
  return ended === undefined ? STANDING : ENDED[ended];
}
