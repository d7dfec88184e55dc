/** Running on until something comes true: what is offered, and what one is told where one lands. */
import type { Condition } from "../replay/condition.ts";
import type { WorldView } from "../replay/world-view.ts";
import type { Session } from "./session.ts";
import { number, t } from "./text.ts";

const UNTIL_KINDS = [
  "stall",
  "drop",
  "reorganisation",
  "headersDone",
  "quarter",
  "message",
  "act",
  "crash",
  "broken",
  "end",
] as const;

export interface UntilChoice {
  readonly id: (typeof UNTIL_KINDS)[number];
  readonly condition: Condition;
  readonly words: string;
}

/** Those that may still come true. */
export function untilChoices(view: WorldView, peer: string | undefined): readonly UntilChoice[] {
  const isWhole = view.tipHeight >= Math.max(view.entries.bestHeight, view.claimedHeight ?? 0);
  return UNTIL_KINDS.filter((kind) => kind !== "quarter" || !isWhole).map((kind) =>
    untilChoice(kind, view, peer),
  );
}

/** `peer`: whom a message is to come from; undefined: anybody. */
function untilChoice(id: UntilChoice["id"], view: WorldView, peer: string | undefined): UntilChoice {
  if (id === "quarter") {
    const height = nextQuarter(view);
    return { id, condition: { kind: "block", height }, words: t("until.block", { height: number(height) }) };
  }
  if (id === "message") {
    const words = peer === undefined ? t("until.message") : t("until.messageOf", { peer });
    return { id, condition: { kind: "message", peer }, words };
  }
  return { id, condition: { kind: id }, words: t(`until.${id}`) };
}

/** The next of the quarters of the best chain that the active chain has not got to. */
function nextQuarter({ entries, tipHeight, claimedHeight }: WorldView): number {
  const top = Math.max(entries.bestHeight, claimedHeight ?? 0, 1);
  for (const share of [0.25, 0.5, 0.75]) {
    const height = Math.round(top * share);
    if (height > tipHeight) return height;
  }
  return Math.max(top, tipHeight + 1);
}

/** Lands with the cause selected, and says what it was; or that it did not come. */
export async function runUntil(
  session: Session,
  { condition, words }: Omit<UntilChoice, "id">,
): Promise<void> {
  session.store.setState({ played: true, notice: undefined });
  const isThere = await session.time.until(condition);
  if (isThere) {
    const cause = causeOf(session.view, condition);
    if (cause !== undefined) session.select(cause);
  } else if (session.store.getState().doing.kind === "ended")
    session.store.setState({ notice: t("until.never", { words }) });
}

/** The peer it was about. */
function causeOf({ stall, tale }: WorldView, { kind }: Condition): string | undefined {
  if (kind === "stall") return stall?.peer;
  if (kind === "drop") return tale.drops.at(-1)?.peer;
  if (kind === "trouble") return stall?.peer ?? tale.drops.at(-1)?.peer;
  return undefined;
}
