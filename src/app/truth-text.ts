/** What is so, in words. */
import type { Truth } from "../replay/truth.ts";
import { number, t } from "./text.ts";

/** So many are named. */
const NAMED = 8;

/** `B, C, D and 5 more` */
export function namesOf(peers: readonly string[]): string {
  if (peers.length === 0) return t("truth.nobody");
  const named = peers.slice(0, NAMED).join(", ");
  const more = peers.length - NAMED;
  return more > 0 ? t("truth.andMore", { named, count: more }) : named;
}

/** Undefined: nothing is known of it yet. */
export function truthText(truth: Truth | undefined): string {
  if (truth === undefined) return t("truth.none");
  const { height, fork, yours, have, aside } = truth;
  if (fork === height && yours === fork) return t("truth.same", { height: number(height) });
  const said: string[] = [];
  if (height > fork) {
    const unheard = {
      count: height - fork,
      fork: number(fork),
      height: number(height),
      peers: namesOf(have),
    };
    said.push(t("truth.unheard", unheard));
  }
  if (yours > fork)
    said.push(
      t(aside.length === 0 ? "truth.asideOfNobody" : "truth.aside", {
        count: yours - fork,
        fork: number(fork),
        peers: namesOf(aside),
      }),
    );
  return said.join(" ");
}
