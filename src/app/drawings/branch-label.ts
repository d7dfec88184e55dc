/** What is said of a branch: how high it is, how much work it has and how much there is on the best chain, and who is on it. */
import type { WorldView } from "../../replay/world-view.ts";
import { namesText } from "../names-text.ts";
import { number, t, work } from "../text.ts";
import type { Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";

/** There is little room beside a branch. */
const NAMES_AT_MOST = 5;

interface Room {
  /** x of the branch's beginning and of its tip. */
  readonly from: number;
  readonly to: number;
  /** Middle of its line. */
  readonly row: number;
  /** Of its blocks. */
  readonly size: number;
  readonly scale: number;
  /** Of the picture. */
  readonly width: number;
  /** Nothing else stands below the line. */
  readonly below: boolean;
}

interface Label {
  readonly shape: Shape;
  /** It stands on the branch's line. */
  readonly isOnLine: boolean;
}

/** Beside the tip; where the picture ends, before the branch, below its tip or on its line; as much as there is room for. */
export function branchLabel(view: WorldView, tip: number, room: Room): Label | undefined {
  const { from, to, row, size, scale, width, below } = room;
  const right = { x: to + size / 2 + 8, y: row, align: "left", width: width - to - size / 2 - 8 } as const;
  const left = { x: from - size / 2 - 4, y: row, align: "right", width: from - size / 2 - 4 } as const;
  const under = {
    x: to + size / 2,
    y: row + size / 2 + 9 * scale,
    align: "right",
    width: to + size / 2,
  } as const;
  const on = { x: (from + to) / 2, y: row, align: "center", width: to - from - 5 * size } as const;
  const places = [right, left, ...(below ? [under] : []), on];
  for (const text of texts(view, tip)) {
    const place = places.find((candidate) => textWidth(text, 12 * scale) <= candidate.width);
    if (place === undefined) continue;
    const { x, y, align } = place;
    const isOnLine = place === on;
    const ground = isOnLine ? ({ behind: "panel" } as const) : {};
    return {
      shape: { kind: "text", x, y, text, size: 12 * scale, ink: "muted", align, ...ground },
      isOnLine,
    };
  }
  return undefined;
}

/** The longest first. */
function texts(view: WorldView, tip: number): readonly string[] {
  const own = view.tipWork(tip);
  const there = view.peers
    .filter((peer) => peer.connected && peer.bestKnown === tip)
    .map((peer) => peer.name);
  const peers = namesText(there, NAMES_AT_MOST);
  const height = number(view.entries.height(tip));
  const values = { height, peers, work: work(own ?? "0"), best: work(view.work === "" ? "0" : view.work) };
  if (view.entries.state(tip) === "invalid")
    return [t("tree.branchInvalid", values), t("tree.branchInvalidShort", values)];
  if (own === undefined) return [t("tree.branchShortest", values)];
  // Nobody gave all the blocks of the chain with more work.
  if (view.entries.tip === tip) return [t("tree.branchYours", values), t("tree.branchYoursShort", values)];
  if (BigInt(`0x${own}`) === BigInt(`0x${view.work}`)) return [t("tree.branchEqual", values)];
  return [
    ...(peers === "" ? [] : [t("tree.branch", values)]),
    t("tree.branchOfNobody", values),
    ...(peers === "" ? [] : [t("tree.branchOwned", values)]),
    t("tree.branchShort", values),
    t("tree.branchShortest", values),
  ];
}
