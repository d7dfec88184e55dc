/** Blocks that wait for their parent, as a blocks-first node keeps them (protocol.md §3.1). Plain data, as all of a state. */

export interface OrphanView {
  /** Display-order hex. */
  readonly hash: string;
  /** Who sent it. */
  readonly peer: string;
  /** Where its sender has it; the node that keeps it cannot know. Undefined: the sender does not say either. */
  readonly height: number | undefined;
}

export interface OrphanTray {
  /** By hash, in the order in which they came. */
  readonly waiting: Map<string, OrphanView>;
  /** How many had to make room. */
  evicted: number;
  /** The last of those. */
  lastEvicted: OrphanView | undefined;
  /** So many there were when one had to go: no more fit in. */
  fullAt: number | undefined;
}

/** There is one where nobody asks for headers, who has no download window; and wherever something waits. */
export function hasTray(view: {
  readonly blocksFirst: boolean;
  readonly orphans: OrphanTray | undefined;
}): boolean {
  return view.blocksFirst || (view.orphans?.waiting.size ?? 0) > 0;
}

export function emptyTray(): OrphanTray {
  return { waiting: new Map(), evicted: 0, lastEvicted: undefined, fullAt: undefined };
}

export function copyTray(tray: OrphanTray): OrphanTray {
  return { ...tray, waiting: new Map(tray.waiting) };
}

/** `count`: of those that wait now. */
export function evict(tray: OrphanTray, hash: string, count: number): void {
  tray.lastEvicted = tray.waiting.get(hash) ?? { hash, peer: "", height: undefined };
  tray.waiting.delete(hash);
  tray.evicted += 1;
  tray.fullAt = count;
}

/** Blocks that follow on each other, the lowest first: that one's parent is what they wait for. */
export type OrphanRun = readonly OrphanView[];

/**
 * In the order in which the first of each came. The node knows from their headers which follows which; here their senders' heights say
 * so, and one without stands alone.
 */
export function orphanRuns({ waiting }: OrphanTray): readonly OrphanRun[] {
  const runs: OrphanView[][] = [];
  const byEnd = new Map<number, OrphanView[][]>();
  const put = (run: OrphanView[], height: number) => {
    const there = byEnd.get(height);
    if (there === undefined) byEnd.set(height, [run]);
    else there.push(run);
  };
  const rising = [...waiting.values()].sort((a, b) => (a.height ?? -1) - (b.height ?? -1));
  for (const orphan of rising) {
    const { height } = orphan;
    const before = height === undefined ? undefined : byEnd.get(height - 1)?.shift();
    const run = before ?? [];
    run.push(orphan);
    if (before === undefined) runs.push(run);
    if (height !== undefined) put(run, height);
  }
  const order = new Map([...waiting.keys()].map((hash, i) => [hash, i]));
  const came = (run: OrphanRun) => Math.min(...run.map(({ hash }) => order.get(hash) ?? 0));
  return runs
    .map((run) => ({ run, at: came(run) }))
    .sort((a, b) => a.at - b.at)
    .map(({ run }) => run);
}
