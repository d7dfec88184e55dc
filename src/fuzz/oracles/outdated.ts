/**
 * Core's clocks for peers that are behind: who leads the headers sync and does not bring it to an end, who stays behind our
 * tip, who is one too many (protocol.md §2.11; Core `SendMessages`, `ConsiderEviction`, `EvictExtraOutboundPeers`).
 */
import { ZERO_HASH } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, type HeaderBatch, hashHeader } from "../../bitcoin/header.ts";
import type { Policy } from "../../node/policy.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import type { AskingOracle } from "./asking.ts";
import type { Heard, Oracle, Talk } from "./hearing.ts";

/** After the last call. */
const LAST_CALL_SECONDS = 120;

interface Standing {
  protected: boolean;
  /** When the time of the sync peer is over, µs. */
  syncDueAt: number | undefined;
  /** When it is to have caught up with what was our tip then, µs. */
  dueAt: number | undefined;
  tipThen: number | undefined;
  called: boolean;
  /** When it last showed us something new that is better than our tip, µs. */
  announcedAt: number;
}

export class OutdatedOracle implements Oracle {
  readonly problems: string[] = [];
  readonly #standings = new Map<string, Standing>();
  readonly #asking: AskingOracle;
  #startedAt: number | undefined;

  /** `asking`: of the same node, and told of each turn first. */
  constructor(asking: AskingOracle) {
    this.#asking = asking;
  }

  restart(): void {
    this.#standings.clear();
    this.#startedAt = undefined;
  }

  hear(heard: Heard): void {
    const { policy, outputs, at } = heard;
    if (policy.strategy !== "core" || policy.chainSyncTimeoutSeconds === null) return;
    this.#startedAt ??= at;
    this.#checkKept(heard);
    this.#tick(heard);
    this.#noteNews(heard);
    for (const output of outputs) {
      if (output.kind === "seekPeer") this.#checkLook(heard);
      if (output.kind === "disconnect") {
        this.#checkDrop(heard, output.peer, output.reason.text);
        this.#standings.delete(output.peer);
      } else if (output.kind === "observe" && output.observation.kind === "syncPeerChanged") {
        const { to } = output.observation;
        if (to === undefined) continue;
        this.#of(to).syncDueAt = at + syncUs(heard);
      }
    }
  }

  settled(heard: Heard): void {
    const { policy, talks, chain, input } = heard;
    if (input.kind === "peerDisconnected") this.#standings.delete(input.peer);
    if (policy.strategy !== "core" || policy.chainSyncTimeoutSeconds === null) return;
    this.#protect(heard);
    for (const talk of talks.values()) {
      const standing = this.#of(talk.peer);
      if (isRecent(heard)) standing.syncDueAt = undefined;
      if (talk.ready && !talk.inbound && this.#asking.hasBegun(talk.peer) && !standing.protected)
        consider(standing, talk.best, heard, chain.tip);
    }
  }

  /** The last call is made when the first time is over. */
  #tick(heard: Heard): void {
    const { at, outputs, chain, input } = heard;
    for (const [peer, standing] of this.#standings) {
      if (standing.dueAt === undefined || standing.dueAt > at || standing.called || standing.protected)
        continue;
      if (outputs.some((output) => output.kind === "disconnect" && output.peer === peer)) continue;
      const call = outputs.find(
        (output) => output.kind === "send" && output.peer === peer && output.message.command === "getheaders",
      );
      // What comes in at this very moment may come before the clock strikes.
      if (call === undefined && standing.dueAt === at && input.kind !== "wake") continue;
      standing.called = true;
      const locator = call?.kind === "send" && "locator" in call.message ? call.message.locator : [];
      const from = chain.index.parent(standing.tipThen ?? 0);
      const isRight = from < 0 ? locator.length === 0 : chain.index.find(locator[0] ?? ZERO_HASH) === from;
      if (call === undefined ? !this.#asking.isOpen(heard, peer) : !isRight)
        this.problems.push(`outdated: ${peer} is not asked once more, from entry ${from} on`);
      standing.dueAt = at + LAST_CALL_SECONDS * US_PER_SECOND;
    }
  }

  #checkKept({ at }: Heard): void {
    for (const [peer, { dueAt, protected: isSafe }] of this.#standings) {
      if (dueAt !== undefined && dueAt < at && !isSafe)
        this.problems.push(`outdated: ${peer} is kept ${(at - dueAt) / US_PER_SECOND} s beyond its time`);
    }
  }

  #checkDrop(heard: Heard, peer: string, text: string): void {
    const { at, talks } = heard;
    const standing = this.#of(peer);
    if (text === "outbound peer has old chain") {
      if (standing.protected) this.problems.push(`outdated: ${peer} is safe, and is dropped: ${text}`);
      else if (!standing.called || standing.dueAt === undefined || standing.dueAt > at)
        this.problems.push(`outdated: ${peer} is dropped before its time: ${text}`);
    } else if (text === "timeout downloading headers") {
      const isDue = standing.syncDueAt !== undefined && standing.syncDueAt <= at;
      const others = [...talks.values()].filter((talk) => talk.peer !== peer && talk.ready && !talk.inbound);
      if (!isDue || isRecent(heard) || others.length === 0)
        this.problems.push(`outdated: ${peer} is dropped before its time: ${text}`);
    } else if (text === "extra outbound peer") {
      const safe = [...talks.values()].filter(
        (talk) => talk.peer !== peer && talk.ready && !talk.inbound && !this.#of(talk.peer).protected,
      );
      const older = safe.find((talk) => this.#of(talk.peer).announcedAt < standing.announcedAt);
      if (older !== undefined)
        this.problems.push(
          `outdated: ${peer} is one too many, and ${older.peer} announced a block longer ago`,
        );
    }
  }

  /** Extra peers are looked at in steps from the start, the tip at the first and then whenever its own time is over. */
  #checkLook({ at, policy: { staleCheckSeconds: look, extraPeerCheckSeconds: step } }: Heard): void {
    if (look === null || step === null) return;
    const steps = (at - (this.#startedAt ?? at)) / US_PER_SECOND / step;
    if (!Number.isInteger(steps) || (steps - 1) % (Math.floor(look / step) + 1) !== 0)
      this.problems.push(`stale tip: one more peer is sought after ${steps} steps of ${step} s`);
  }

  #noteNews({ at, from, input, chain, sizeBefore, tipBefore, outputs }: Heard): void {
    if (from === undefined || input.kind !== "message" || input.message.command !== "headers") return;
    const taken = outputs.some(
      (output) =>
        output.kind === "observe" &&
        output.observation.kind === "headersReceived" &&
        output.observation.newCount > 0,
    );
    const last = chain.index.size - 1;
    if (taken && last >= sizeBefore && chain.index.compareWork(last, tipBefore) > 0)
      this.#of(from.peer).announcedAt = at;
  }

  /** The first few that show a chain as good as ours are safe. */
  #protect(heard: Heard): void {
    const { from, input, talks, policy, chain } = heard;
    if (from === undefined || from.inbound || input.kind !== "message" || input.message.command !== "headers")
      return;
    const talk = talks.get(from.peer);
    if (talk?.best === undefined || !isTakenIn(heard, from.peer, input.message.headers)) return;
    const safe = [...this.#standings.values()].filter((standing) => standing.protected).length;
    if (safe < policy.protectedPeersMax && chain.index.compareWork(talk.best, heard.tipBefore) >= 0)
      this.#of(from.peer).protected = true;
  }

  #of(peer: string): Standing {
    let standing = this.#standings.get(peer);
    if (standing === undefined) {
      standing = {
        protected: false,
        syncDueAt: undefined,
        dueAt: undefined,
        tipThen: undefined,
        called: false,
        announcedAt: -1,
      };
      this.#standings.set(peer, standing);
    }
    return standing;
  }
}

/** Core `ConsiderEviction`, but for what happens when a time is over. */
function consider(
  standing: Standing,
  best: Talk["best"],
  { at, chain: { index }, policy }: Heard,
  tip: number,
): void {
  const reaches = (goal: number) => best !== undefined && index.compareWork(best, goal) >= 0;
  if (reaches(tip)) {
    standing.dueAt = undefined;
    standing.tipThen = undefined;
    standing.called = false;
  } else if (standing.dueAt === undefined || (standing.tipThen !== undefined && reaches(standing.tipThen))) {
    standing.dueAt = at + (policy.chainSyncTimeoutSeconds ?? 0) * US_PER_SECOND;
    standing.tipThen = tip;
    standing.called = false;
  }
}

/** Core keeps an account of its sender only then: what is counted, or leads on from nowhere, says nothing yet. */
function isTakenIn({ chain, outputs }: Heard, peer: string, { count, bytes }: HeaderBatch): boolean {
  const told = outputs.flatMap((output) =>
    output.kind === "observe" &&
    output.observation.kind === "headersReceived" &&
    output.observation.peer === peer
      ? [output.observation]
      : [],
  );
  if (count === 0 || told.length === 0 || told.some(({ onlyCounted }) => onlyCounted)) return false;
  const last = chain.index.find(hashHeader(bytes, (count - 1) * HEADER_BYTES));
  if (last !== undefined) return !chain.isFailed(last);
  // Of a chain that was counted the last headers are held back a while longer. Those that were let go may have been known.
  return told.some(({ newCount }) => newCount > 0) || isDownloadingAgain(outputs, peer);
}

function isDownloadingAgain(outputs: Heard["outputs"], peer: string): boolean {
  return outputs.some(
    (output) =>
      output.kind === "observe" &&
      output.observation.kind === "presync" &&
      output.observation.peer === peer &&
      output.observation.phase === "redownload",
  );
}

function isRecent({ chain, nowSeconds, policy }: Heard): boolean {
  return chain.index.time(chain.bestHeader) > nowSeconds - policy.recentHeaderSeconds;
}

/** For the whole headers sync with one peer, from now on. */
function syncUs({ chain, nowSeconds, policy }: Heard): number {
  return (policy.headersSyncBaseSeconds ?? 0) * US_PER_SECOND + perHeaders(policy, chain, nowSeconds);
}

function perHeaders({ headersSyncPerHeaderMs }: Policy, chain: Heard["chain"], nowSeconds: number): number {
  const age = nowSeconds - chain.index.time(chain.bestHeader);
  return Math.ceil((age / chain.network.targetSpacingSeconds) * headersSyncPerHeaderMs) * 1000;
}
