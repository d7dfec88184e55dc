/**
 * Which peers have lanes of their own where there are too many for all, in which order, and why (interface.md §1.6). A lane
 * stays where it is: whoever comes takes the place of the one that has mattered to nobody for longest.
 */
import { LANE_ROLES, type LaneRole } from "../replay/lane-roles.ts";

/** More lanes than this nobody follows; the lane of all others counts, too. */
export const LANES_AT_MOST = 12;
/** A lower lane has no room for type. CSS px. */
export const LANE_LEAST_PX = 24;
/** Who matters for less than this gets no lane for it, unless everything hangs on it. Wall ms. */
export const HOLD_MS = 1000;
/** Whoever owes something takes the lane of one that has owed nothing, and mattered to nobody, for so long. Wall ms. */
export const SETTLED_MS = 3000;

export interface LaneWish {
  /** All peers, in their order; names are different. */
  readonly peers: readonly string[];
  readonly roles: ReadonlyMap<LaneRole, string>;
  /** Those that owe something, the most telling first. */
  readonly debtors: readonly string[];
  readonly selected: string | undefined;
  /** Lanes of the least height that fit. */
  readonly room: number;
  /** Wall ms, not before that of the choice before. */
  readonly now: number;
}

export interface Lane {
  readonly peer: string;
  /** Why it is here just now; undefined: there was room. */
  readonly role: LaneRole | undefined;
  /** When it got its lane, wall ms; those of the first choice have had theirs for ever. */
  readonly since: number;
  /** When it last mattered, wall ms. */
  readonly neededAt: number;
}

export interface Lanes {
  /** From top to bottom. */
  readonly own: readonly Lane[];
  /** Those that share the last lane, in their order. */
  readonly others: readonly string[];
  /** Who of them matters, and since when, wall ms. */
  readonly waiting: ReadonlyMap<string, number>;
  /** When this was chosen, wall ms. */
  readonly now: number;
}

/** They get their lanes at once. */
const AT_ONCE: ReadonlySet<LaneRole> = new Set(["blocker", "syncPeer"]);

export function chooseLanes(wish: LaneWish, before?: Lanes): Lanes {
  const { peers, roles, selected, now } = wish;
  const there = new Set(peers);
  const owing = new Set(wish.debtors);
  const reasons = reasonsOf(roles);
  const toLane = (peer: string, since: number, neededAt: number): Lane => {
    const role = reasons.get(peer);
    const isNeeded = role !== undefined || peer === selected || owing.has(peer);
    return { peer, role, since, neededAt: isNeeded ? now : neededAt };
  };
  const ever = Number.NEGATIVE_INFINITY;
  const had = new Map(before?.own.map((lane) => [lane.peer, lane]));
  if (peers.length <= Math.min(LANES_AT_MOST, wish.room)) {
    const own = peers.map((peer) => {
      const { since = ever, neededAt = ever } = had.get(peer) ?? {};
      return toLane(peer, since, neededAt);
    });
    return { own, others: [], waiting: new Map(), now };
  }
  const capacity = Math.max(1, Math.min(LANES_AT_MOST, wish.room) - 1);
  const own = (before?.own ?? [])
    .filter(({ peer }) => there.has(peer))
    .map(({ peer, since, neededAt }) => toLane(peer, since, neededAt));
  const claims = [...(selected !== undefined && there.has(selected) ? [selected] : []), ...reasons.keys()];
  const claimed = new Set(claims.filter((peer) => there.has(peer)).slice(0, capacity));
  while (own.length > capacity) own.splice(leastNeeded(own, claimed), 1);
  const waiting = new Map<string, number>();
  const isFirst = before === undefined || before.own.length === 0;
  for (const peer of claimed) {
    if (own.some((lane) => lane.peer === peer)) continue;
    const since = before?.waiting.get(peer) ?? now;
    const role = reasons.get(peer);
    const atOnce = isFirst || peer === selected || (role !== undefined && AT_ONCE.has(role));
    if (!atOnce && own.length >= capacity && now - since < HOLD_MS) {
      waiting.set(peer, since);
      continue;
    }
    const lane = toLane(peer, isFirst ? ever : now, now);
    if (own.length < capacity) own.push(lane);
    else own[leastNeeded(own, claimed)] = lane;
  }
  for (const peer of [...wish.debtors, ...peers]) {
    if (own.some((lane) => lane.peer === peer)) continue;
    if (own.length < capacity) {
      own.push(toLane(peer, ever, ever));
      continue;
    }
    if (!owing.has(peer)) break;
    const since = before?.waiting.get(peer) ?? now;
    const least = leastNeeded(own, claimed);
    const isFree = (own[least]?.neededAt ?? now) <= now - SETTLED_MS;
    if (isFree && now - since >= HOLD_MS && !claimed.has(own[least]?.peer ?? ""))
      own[least] = toLane(peer, now, now);
    else waiting.set(peer, since);
  }
  if (isFirst) own.sort((a, b) => peers.indexOf(a.peer) - peers.indexOf(b.peer));
  const shown = new Set(own.map(({ peer }) => peer));
  return { own, others: peers.filter((peer) => !shown.has(peer)), waiting, now };
}

/** The most telling reason of each that has one, most telling first. */
function reasonsOf(roles: ReadonlyMap<LaneRole, string>): ReadonlyMap<string, LaneRole> {
  const reasons = new Map<string, LaneRole>();
  for (const role of LANE_ROLES) {
    const peer = roles.get(role);
    if (peer !== undefined && !reasons.has(peer)) reasons.set(peer, role);
  }
  return reasons;
}

/** Of those that claim nothing, the one that has mattered least lately; of equals the last. There is one. */
function leastNeeded(own: readonly Lane[], claimed: ReadonlySet<string>): number {
  let least = -1;
  own.forEach(({ peer, neededAt }, i) => {
    if (claimed.has(peer)) return;
    if (least < 0 || neededAt <= own[least]!.neededAt) least = i;
  });
  return least < 0 ? own.length - 1 : least;
}
