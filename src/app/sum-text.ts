/** What several peers owe together, in words. */
import type { PeersSum } from "../replay/peers-sum.ts";
import { number, span, t } from "./text.ts";

/** The longest first, for wherever there is less room. `at`: virtual µs. */
export function sumTexts(sum: PeersSum, at: number): readonly string[] {
  const { peers, connected, connecting, inFlight, debtors, askedHeaders, oldestAt } = sum;
  const gone = connected < peers ? [t("others.gone", { count: peers - connected })] : [];
  // Who is not connected yet owes nothing, but that is not what one should know of it.
  if (connecting === peers) return [t("stage.connecting")];
  if (connected === 0) return gone;
  if (oldestAt === undefined) return [[t("others.nothing"), ...gone].join(" · "), t("others.nothing")];
  const ago = t("others.oldest", { ago: span(Math.max(0, at - oldestAt)) });
  const owed =
    inFlight > 0
      ? t("others.owe", {
          count: debtors,
          what: t("others.blocks", { count: inFlight, blocks: number(inFlight) }),
        })
      : t("others.oweHeaders", { count: askedHeaders });
  const short = inFlight > 0 ? t("others.oweShort", { count: inFlight, blocks: number(inFlight) }) : owed;
  return [[owed, ago, ...gone].join(" · "), [owed, ago].join(" · "), owed, short];
}
