/**
 * What an offence costs the peer that committed it (protocol.md §2.20). Today's Core has two answers, nothing or the end
 * of the connection (`Misbehaving`); up to 0.27 offences had scores, and 100 of them a ban for a day.
 */
import type { Peer } from "./peer.ts";

export const BAN_SCORE = 100;
export const BAN_SECONDS = 86_400;

/** Core 0.12, by how the reason begins; what is not named here is 100. */
const scores: readonly (readonly [string, number])[] = [
  ["Duplicate version message", 1],
  ["no version message before", 1],
  ["headers message size", 20],
  ["inv message size", 20],
  ["getdata message size", 20],
  ["non-continuous headers sequence", 20],
  ["header with invalid proof of work", 50],
  ["high-hash", 50],
  ["headers do not connect", 10],
  ["too many blocks announced", 10],
  ["prev-blk-not-found", 10],
  ["bad-txns-vin-empty", 10],
  ["bad-txns-vout-empty", 10],
  ["bad-txns-prevout-null", 10],
  ["bad-txns-nonfinal", 10],
  ["time-too-old", 0],
  ["time-too-new", 0],
  ["bad-version", 0],
  ["duplicate-invalid", 0],
];

/** Whether today's Core ends the connection for it. `reason`: the reject reason, or what was wrong with the message. */
export function isOffence(peer: Peer, reason: string): boolean {
  // Clocks differ.
  if (reason === "time-too-new") return false;
  // Whoever calls us may be on a chain that we alone know to be invalid; of those we call ourselves we want better ones.
  if (reason === "duplicate-invalid") return !peer.inbound;
  return true;
}

/** What it adds to the peer's score under the old rules. */
export function scoreOf(reason: string): number {
  return scores.find(([start]) => reason.startsWith(start))?.[1] ?? BAN_SCORE;
}
