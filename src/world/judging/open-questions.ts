/** What a node has asked its peers for and not been given, as far as it has told: for whoever says why it gets no further. */
import type { Observation } from "../../node/observation.ts";
import type { SimTime } from "../../sim/time.ts";

export interface OpenQuestion {
  readonly peer: string;
  readonly what: "headers" | "a list of blocks" | "blocks";
  readonly since: SimTime;
  /** When the last part of it was asked for. */
  readonly last: SimTime;
  /** Without it the peer may take as long as it likes, as far as this request goes. */
  readonly timeoutAt: SimTime | undefined;
  /** Of the blocks, by the node's own index; −1: its header is not known. */
  readonly heights: readonly number[];
}

/** Plain data. */
export interface Questions {
  /** The last one chosen, if it was not replaced by nobody. */
  readonly syncPeer: string | undefined;
  /** Where headers come first. */
  readonly isHeaderSyncDone: boolean;
  /** Peers asked for headers or a list of blocks since they connected. */
  readonly asked: readonly string[];
  readonly open: readonly OpenQuestion[];
  /** Peers that gave headers which were new since they connected. */
  readonly givers: readonly string[];
  /** Peers whose last list of blocks named none that was new. */
  readonly knownLists: readonly string[];
}

interface Debts {
  /** For headers or a list. */
  wasAsked: boolean;
  /** It gave headers that were new. */
  gaveHeaders: boolean;
  headers: { readonly since: SimTime; readonly timeoutAt: SimTime | undefined } | undefined;
  list: { readonly since: SimTime } | undefined;
  /** The last list had nothing new. */
  isListKnown: boolean;
  /** By entry or hash. */
  readonly blocks: Map<
    number | string,
    { readonly since: SimTime; readonly timeoutAt: SimTime | undefined; readonly height: number }
  >;
}

export class OpenQuestions {
  #syncPeer: string | undefined;
  #isHeaderSyncDone = false;
  /** By those that were asked. */
  readonly #debts = new Map<string, Debts>();

  observe(at: SimTime, seen: Observation): void {
    switch (seen.kind) {
      case "started":
        this.#syncPeer = undefined;
        this.#isHeaderSyncDone = false;
        this.#debts.clear();
        return;
      case "syncPeerChanged":
        this.#syncPeer = seen.to;
        return;
      case "headersPhaseChanged":
        this.#isHeaderSyncDone = seen.to === "done";
        return;
      case "headersRequested":
        Object.assign(this.#of(seen.peer), {
          wasAsked: true,
          headers: { since: at, timeoutAt: seen.timeoutAt },
        });
        return;
      case "headersReceived": {
        const debts = this.#of(seen.peer);
        debts.headers = undefined;
        debts.gaveHeaders ||= seen.newCount > 0;
        return;
      }
      case "inventoryRequested":
        Object.assign(this.#of(seen.peer), { wasAsked: true, list: { since: at } });
        return;
      case "inventoryReceived": {
        const debts = this.#of(seen.peer);
        if (debts.list !== undefined) debts.isListKnown = seen.newCount === 0;
        debts.list = undefined;
        return;
      }
      case "blocksRequested": {
        const { blocks } = this.#of(seen.peer);
        const { timeoutAt } = seen;
        const names = seen.entries.length > 0 ? seen.entries : (seen.hashes ?? []);
        for (const [i, name] of names.entries()) {
          blocks.set(name, { since: at, timeoutAt, height: seen.heights[i] ?? -1 });
        }
        return;
      }
      case "requestedBlocksKnown": {
        const { blocks } = this.#of(seen.peer);
        seen.hashes.forEach((hash, i) => {
          const debt = blocks.get(hash);
          blocks.delete(hash);
          if (debt !== undefined)
            blocks.set(seen.entries[i] ?? hash, { ...debt, height: seen.heights[i] ?? -1 });
        });
        return;
      }
      case "blockReceived":
        this.#settle(seen.peer, [seen.hash, ...(seen.entry === undefined ? [] : [seen.entry])]);
        return;
      case "blockRequestsFreed":
        this.#settle(seen.peer, [...seen.entries, ...(seen.hashes ?? [])]);
        return;
      case "peerDropped":
      case "peerLeft":
        this.#debts.delete(seen.peer);
        return;
    }
  }

  list(): Questions {
    const peersWith = (isSo: (debts: Debts) => boolean) =>
      [...this.#debts].filter(([, debts]) => isSo(debts)).map(([peer]) => peer);
    return {
      syncPeer: this.#syncPeer,
      isHeaderSyncDone: this.#isHeaderSyncDone,
      asked: peersWith(({ wasAsked }) => wasAsked),
      givers: peersWith(({ gaveHeaders }) => gaveHeaders),
      knownLists: peersWith(({ isListKnown }) => isListKnown),
      open: [...this.#debts].flatMap(([peer, debts]) => openOf(peer, debts)),
    };
  }

  #of(peer: string): Debts {
    const debts = this.#debts.get(peer) ?? {
      wasAsked: false,
      gaveHeaders: false,
      headers: undefined,
      list: undefined,
      isListKnown: false,
      blocks: new Map(),
    };
    this.#debts.set(peer, debts);
    return debts;
  }

  #settle(peer: string, names: readonly (number | string)[]): void {
    const blocks = this.#debts.get(peer)?.blocks;
    for (const name of names) blocks?.delete(name);
  }
}

function openOf(peer: string, { headers, list, blocks }: Debts): OpenQuestion[] {
  const open: OpenQuestion[] = [];
  if (headers !== undefined)
    open.push({ peer, what: "headers", ...headers, last: headers.since, heights: [] });
  if (list !== undefined) {
    const { since } = list;
    open.push({ peer, what: "a list of blocks", since, last: since, timeoutAt: undefined, heights: [] });
  }
  const owed = [...blocks.values()].sort((a, b) => a.since - b.since);
  const [oldest] = owed;
  if (oldest !== undefined) {
    const { since, timeoutAt } = oldest;
    const last = owed.at(-1)?.since ?? since;
    open.push({ peer, what: "blocks", since, last, timeoutAt, heights: owed.map(({ height }) => height) });
  }
  return open;
}
