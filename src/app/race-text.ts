/** A race in words. */
import { US_PER_SECOND } from "../replay/time.ts";
import type { Difference, Said } from "../sweep/first-difference.ts";
import type { Lane, Runner } from "../sweep/race.ts";
import { bytes, clock, decimal, number, span, t } from "./text.ts";

/** Longer is said in minutes. */
const SECONDS_MAX = 1000;

/** `2.9 s`, `325 s`: as one compares them. */
export function secondsText(us: number): string {
  const seconds = us / US_PER_SECOND;
  if (seconds >= SECONDS_MAX) return span(us);
  return `${decimal(seconds, seconds < 100 && seconds > 0 ? 1 : 0)}\u00a0s`;
}

/** Since when it is synced, virtual µs; undefined: it never was. */
export function finishOf({ summary }: Lane): number | undefined {
  return summary.ended === "synced" ? Math.round(summary.atSeconds * US_PER_SECOND) : undefined;
}

/** What a lane came to, in one line. `isOfHeaders`: over a file of headers alone, which has no blocks to speak of. */
export function figuresText({ summary, drops, firstBlockAt }: Lane, isOfHeaders = false): string {
  const names = [...new Set(drops.map(({ peer }) => peer))].join(", ");
  return [
    t("compare.useful", { bytes: bytes(summary.bytes.useful) }),
    t("compare.wasted", { bytes: bytes(summary.bytes.wasted) }),
    drops.length === 0 ? t("compare.noDrops") : t("compare.drops", { count: drops.length, names }),
    ...(isOfHeaders ? [] : [firstBlockText(firstBlockAt)]),
  ].join(" · ");
}

function firstBlockText(at: number | null): string {
  return at === null ? t("compare.noFirst") : t("compare.first", { at: secondsText(at) });
}

/** Who was first, and how much longer the last took. */
export function headline(runners: readonly Runner[], lanes: readonly Lane[]): string {
  const finished = lanes
    .map((lane, i) => ({ name: runners[i]?.name ?? "", at: finishOf(lane) }))
    .filter((each): each is { name: string; at: number } => each.at !== undefined)
    .sort((a, b) => a.at - b.at);
  const [first, last] = [finished[0], finished.at(-1)];
  const left = lanes.length - finished.length;
  if (first === undefined || last === undefined) return t("compare.nobody");
  const values = {
    name: first.name,
    at: secondsText(first.at),
    last: last.name,
    lastAt: secondsText(last.at),
  };
  const unfinished = left === 0 ? "" : ` ${t("compare.unfinished", { count: left })}`;
  if (finished.length === 1) return t("compare.only", values) + unfinished;
  const times = last.at / Math.max(1, first.at);
  if (times < 1.005) return t("compare.same", values) + unfinished;
  const how = times < 1.1 ? "closely" : "won";
  return t(`compare.${how}`, { ...values, times: decimal(times, 1) }) + unfinished;
}

/** Where the run of this number parts from the first. */
export function differenceText(at: number, difference: Difference | "none"): string {
  if (difference === "none") return t("compare.noDifference", { number: number(at) });
  const [first, other] = difference;
  const parted = partedAt(difference);
  return t("compare.difference", {
    number: number(at),
    at: clock(parted),
    first: saidText(first, parted),
    other: saidText(other, parted),
  });
}

/** Virtual µs: when the first of the two tells what the other does not. */
export function partedAt([first, other]: Difference): number {
  return Math.min(first?.at ?? Number.POSITIVE_INFINITY, other?.at ?? Number.POSITIVE_INFINITY);
}

/** What is told later than where they part, since nothing of its own is told there, has its moment behind it. */
function saidText(said: Said | undefined, parted: number): string {
  if (said === undefined) return t("compare.nothingMore");
  const words = t(said.sentence.key, said.sentence.values);
  const later = clock(said.at) === clock(parted) ? "" : ` (${clock(said.at)})`;
  return `${said.actor === "" ? "" : `${said.actor}: `}${words}${later}`;
}
