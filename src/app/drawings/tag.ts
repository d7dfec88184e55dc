/** Why a peer has a lane of its own, in a word beside its sign; in bold while the lane is new. */
import { LANE_ROLES } from "../../replay/lane-roles.ts";
import type { Lane } from "../lanes.ts";
import { t } from "../text.ts";
import type { LanePlace } from "./lane-place.ts";
import type { Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";

/** A lane is new for so long, wall ms. */
const NEW_MS = 2000;
const SIZE = 11;

/** What a column with any of them takes. */
export function tagsWidth(scale: number): number {
  const widths = LANE_ROLES.map((role) => textWidth(t(`laneRole.${role}`), SIZE * scale));
  return Math.max(...widths) * 1.1 + 8;
}

/** `half`: of the widest sign. Where lanes are narrow it stands on the lane, before the sign, above what queues there. */
export function layoutTag(
  shapes: Shape[],
  { role, since }: Lane,
  now: number,
  { right, y, lane, scale, narrow }: LanePlace,
  half: number,
): void {
  if (role === undefined) return;
  shapes.push({
    kind: "text",
    x: narrow ? right - 4 : right + half * 2 + 12,
    y: narrow ? y - lane * 0.22 : y,
    text: t(`laneRole.${role}`),
    size: SIZE * scale,
    ink: role === "blocker" ? "askedText" : now - since < NEW_MS ? "ink" : "muted",
    weight: role === "blocker" || now - since < NEW_MS ? 700 : 500,
    ...(narrow ? { align: "right", behind: "panel" } : {}),
  });
}
