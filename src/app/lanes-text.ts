/** The lanes over time in words: what each peer was asked, what came of it, and how long it was not asked. */
import type { MessageCounts } from "../replay/messages-between.ts";
import type { PeerSpans } from "../replay/peer-spans.ts";
import type { WorldView } from "../replay/world-view.ts";
import type { LanesFrame, Request } from "./drawings/lanes-over-time.ts";
import type { TimeRange } from "./drawings/time-scale.ts";
import { clock, number, span as spanText, t } from "./text.ts";

/** More of a peer's requests than these are only counted. */
const READ_AT_MOST = 2000;

type Stretch = TimeRange & Pick<LanesFrame, "at">;

/** What became of a peer's requests in a stretch of time, at the moment shown. */
interface Became {
  /** How long each answer took, virtual µs; those that came in this stretch. */
  readonly answers: readonly number[];
  /** How many came to their end, where there are too many to look at each. */
  readonly ended: number | undefined;
  readonly failed: number;
  readonly open: number;
  /** Since when the oldest is open, virtual µs. */
  readonly openSince: number;
  /** For how long it could have served and was not asked, virtual µs. */
  readonly idle: number;
}

function becameOf({ history, position }: WorldView, spans: PeerSpans, { from, to, at }: Stretch): Became {
  const high = Math.min(position, history.positionAt(to));
  const low = Math.min(high, history.positionAt(from - 1));
  if (spans.asked(high) - spans.ended(low) > READ_AT_MOST) {
    const ended = spans.ended(high) - spans.ended(low);
    return { answers: [], ended, failed: 0, open: spans.open(position), openSince: at, idle: 0 };
  }
  const answers: number[] = [];
  let [failed, open, openSince, idle] = [0, 0, at, 0];
  spans.between(low, high, (span) => {
    const asked = history.atOf(spans.from(span));
    const end = spans.to(span, position);
    if (end === undefined) {
      open += 1;
      openSince = Math.min(openSince, asked);
    } else if (end >= high) return;
    else if (spans.how(span, position) === "answered") answers.push(history.atOf(end) - asked);
    else failed += 1;
  });
  spans.idle.between(low, high, (first, last) => {
    const end = last < position ? history.atOf(last) : at;
    idle += Math.max(0, Math.min(to, end) - Math.max(from, history.atOf(first)));
  });
  return { answers, ended: undefined, failed, open, openSince, idle };
}

function medianOf(answers: readonly number[]): number | undefined {
  return [...answers].sort((a, b) => a - b)[answers.length >> 1];
}

/** What the picture shows. */
export function lanesText(view: WorldView, frame: Stretch & Pick<LanesFrame, "own" | "others">): string {
  const said = [t("lanes.range", { from: clock(frame.from), to: clock(Math.min(frame.to, frame.at)) })];
  for (const peer of frame.own) {
    const spans = view.history.requests.of(peer);
    if (spans === undefined) {
      said.push(t("lanes.nothing", { peer, idle: "" }));
      continue;
    }
    const { answers, ended, failed, open, openSince, idle } = becameOf(view, spans, frame);
    if (ended !== undefined) {
      said.push(t("lanes.many", { peer, count: ended, number: number(ended), open }));
      continue;
    }
    const idleText = idle < 1000 ? "" : t("lanes.idle", { idle: spanText(idle) });
    if (answers.length + failed + open === 0) {
      said.push(t("lanes.nothing", { peer, idle: idleText }));
      continue;
    }
    const median = medianOf(answers);
    said.push(
      t("lanes.lane", {
        peer,
        count: answers.length,
        median: median === undefined ? "" : t("lanes.median", { after: spanText(median) }),
        failed: failed === 0 ? "" : t("lanes.failed", { count: failed }),
        open: open === 0 ? "" : t("lanes.openFor", { count: open, ago: spanText(frame.at - openSince) }),
        idle: idleText,
      }),
    );
  }
  if (frame.others.length > 0) {
    let count = 0;
    for (const peer of frame.others) count += view.history.requests.of(peer)?.open(view.position) ?? 0;
    said.push(t("lanes.others", { title: t("others.title", { count: frame.others.length }), count }));
  }
  return said.join(" ");
}

/** How many requests of all these were answered in the stretch, and how fast; undefined: none, or too many to look at each. */
export function answeredText(
  view: WorldView,
  peers: readonly string[],
  stretch: Stretch,
): string | undefined {
  const answers: number[] = [];
  for (const peer of peers) {
    const spans = view.history.requests.of(peer);
    const became = spans && becameOf(view, spans, stretch);
    if (became?.ended !== undefined) return undefined;
    answers.push(...(became?.answers ?? []));
  }
  const median = medianOf(answers);
  if (median === undefined) return undefined;
  return t("lanes.answered", {
    count: answers.length,
    number: number(answers.length),
    after: spanText(median),
  });
}

/** What one request was for, and what has become of it; undefined: it has not been made. */
export function requestText(view: WorldView, { peer, span }: Request, at: number): string | undefined {
  const { history, position } = view;
  const spans = history.requests.of(peer);
  if (spans === undefined || span >= spans.count || spans.from(span) >= position) return undefined;
  const block = spans.block(span, position);
  const what = spans.isHeaders(span)
    ? t("lanes.headers")
    : block === undefined
      ? t("lanes.aBlock")
      : t("lanes.block", { height: number(block.height) });
  const asked = history.atOf(spans.from(span));
  const to = spans.to(span, position);
  const after = spanText((to === undefined ? at : history.atOf(to)) - asked);
  return t(`lanes.request.${spans.how(span, position) ?? "open"}`, { what, peer, at: clock(asked), after });
}

/** A stretch of time that is marked, and what was said in it; undefined: nobody has counted. */
export function markedText({ from, to }: TimeRange, counts: MessageCounts | undefined): string {
  const words = { from: clock(from), to: clock(to) };
  if (counts === undefined) return t("lanes.markedLong", words);
  const { received, sent } = counts;
  return t("lanes.marked", {
    ...words,
    received: number(received),
    sent: number(sent),
  });
}
