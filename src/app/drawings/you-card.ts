/** The card of the local node, at the near end of all lanes: its tip, its headers, and the clock of what it waits for longest. */
import type { WorldView } from "../../replay/world-view.ts";
import { decimal, number, t } from "../text.ts";
import { type Shape, shareSeen } from "./shapes.ts";
import { fitted, textWidth } from "./text-width.ts";

/** A card of this height has room for a clock below its figures. */
const CARD_WITH_CLOCK = 180;
/** Of its type's size, how far apart lines of figures stand; closer they would lie on each other. */
const APART = 0.97;
/** From the edge of the card to its type. */
const MARGIN = 8;

interface Card {
  readonly x: number;
  readonly w: number;
  readonly h: number;
}

interface Figure {
  readonly name: string;
  readonly text: string;
}

/** `at`: virtual µs. */
export function layoutYou(
  shapes: Shape[],
  view: WorldView,
  frame: { readonly at: number; readonly scale: number },
  card: Card,
): void {
  const { scale, at } = frame;
  const middle = card.x + card.w / 2;
  shapes.push({ kind: "rect", ...card, y: 2, radius: 10, fill: "panel", stroke: "ink", width: 1.8 });
  const unit = Math.max(
    0.5,
    Math.min(1.35 * scale, (card.h - (card.h < CARD_WITH_CLOCK * scale ? 8 : 64 * scale)) / 122),
  );
  const [first, second] = figuresOf(view);
  if (unit < APART * scale) layoutRows(shapes, first, second, card, scale);
  else {
    const line = (
      y: number,
      text: string,
      size: number,
      ink: "ink" | "muted",
      mono: boolean,
      weight: 400 | 700,
    ) =>
      shapes.push({
        kind: "text",
        x: middle,
        y,
        text,
        size: size * scale,
        ink,
        weight,
        mono,
        align: "center",
      });
    line(24 * unit + 2, t("you"), 15, "ink", false, 700);
    line(48 * unit + 2, first.name, 12, "muted", false, 400);
    line(66 * unit + 2, first.text, 17, "ink", true, 700);
    line(90 * unit + 2, second.name, 12, "muted", false, 400);
    line(107 * unit + 2, second.text, 15, "ink", true, 400);
  }
  let oldest: { at: number; timeoutAt: number | undefined } | undefined;
  for (const peer of view.peers) {
    const request = peer.oldestRequest();
    if (request?.timeoutAt !== undefined && (oldest === undefined || request.at < oldest.at))
      oldest = request;
  }
  if (oldest?.timeoutAt === undefined || card.h < CARD_WITH_CLOCK * scale) return;
  const waited = Math.max(0, at - oldest.at);
  const r = 19 * scale;
  const y = Math.min(card.h - r - 8, 122 * unit + r + 14);
  shapes.push(
    {
      kind: "clock",
      x: middle,
      y,
      r,
      share: shareSeen(waited / Math.max(1, oldest.timeoutAt - oldest.at), r),
      ink: "asked",
      width: 3.5,
    },
    {
      kind: "text",
      x: middle,
      y,
      text: `${decimal(waited / 1_000_000, 1)}s`,
      size: 11 * scale,
      ink: "ink",
      mono: true,
      align: "center",
    },
  );
}

/** Its tip and its headers; where there are no blocks there is no tip, which would be validated. */
function figuresOf(view: WorldView): readonly [Figure, Figure] {
  const text = (height: number) => (height < 0 ? "–" : number(height));
  const best = text(view.entries.bestHeight);
  if (view.headersOnly)
    return [
      { name: t("stage.bestHeader"), text: best },
      { name: t("stage.blocks"), text: number(0) },
    ];
  return [
    { name: t("stage.tip"), text: text(view.tipHeight) },
    { name: t("stage.headers"), text: best },
  ];
}

/** A low card has each figure beside its name. */
function layoutRows(shapes: Shape[], first: Figure, second: Figure, card: Card, scale: number): void {
  const y = (share: number) => 2 + card.h * share;
  const size = Math.min(15 * scale, card.h * 0.26);
  const you = { text: t("you"), size, ink: "ink", weight: 700, align: "center" } as const;
  shapes.push({ kind: "text", x: card.x + card.w / 2, y: y(0.2), ...you });
  const row = (at: number, { name, text: figure }: Figure, weight: 400 | 700) => {
    const room = card.w - 2 * MARGIN;
    const figureSize = Math.min(size, room / textWidth(figure, 1, true));
    const nameSize = Math.min(12 * scale, size);
    const beside = fitted(name, nameSize, room - textWidth(figure, figureSize, true) - 4);
    const [left, right] = [card.x + MARGIN, card.x + card.w - MARGIN];
    shapes.push(
      { kind: "text", x: left, y: at, text: beside, size: nameSize, ink: "muted" },
      {
        kind: "text",
        x: right,
        y: at,
        text: figure,
        size: figureSize,
        ink: "ink",
        weight,
        mono: true,
        align: "right",
      },
    );
  };
  row(y(0.5), first, 700);
  row(y(0.8), second, 400);
}
