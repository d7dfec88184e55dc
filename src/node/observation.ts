/**
 * What a node reports of itself: plain data in the field's words, structured-clonable. Blocks are named by `entry`, their
 * number in this node's block index (genesis is 0, order of arrival); hashes are display-order hex.
 */
import type { DisconnectReason, PeerId } from "./peer-id.ts";

/** Entries `first … first + count − 1` joined the block index, all at once. */
export interface HeaderEntries {
  readonly first: number;
  readonly count: number;
  /** Parent entry of each; length `count`. */
  readonly parents: Int32Array;
  /** Height of each; length `count`. */
  readonly heights: Int32Array;
  /** 32 bytes each, internal order; length `count × 32`. */
  readonly hashes: Uint8Array;
  /** Chain work of the last of them, hex without 0x. */
  readonly lastWork: string;
}

export interface EntryWork {
  readonly entry: number;
  readonly work: string;
}

export type HeadersSyncPhase = "waiting" | "syncing" | "done";
/** `orphan`: its parent is not there yet. */
export type BlockVerdict = "stored" | "duplicate" | "unrequested" | "invalid" | "orphan";

export type Observation =
  /** What the node had on its disk when it started: everything known, and the active chain up to `tip`. */
  | {
      readonly kind: "started";
      readonly network: string;
      readonly entries: HeaderEntries;
      /** Entry numbers whose block is stored. */
      readonly stored: Int32Array;
      readonly tip: number;
      readonly bestHeader: number;
      /** Chain work of every entry without children and of the best header, hex without 0x, by rising entry. */
      readonly works: readonly EntryWork[];
      /** Entry numbers that were found invalid, they or one below them. */
      readonly invalid: readonly number[];
    }
  | {
      readonly kind: "peerReady";
      readonly peer: PeerId;
      readonly startHeight: number;
      readonly userAgent: string;
    }
  | {
      readonly kind: "syncPeerChanged";
      readonly from: PeerId | undefined;
      readonly to: PeerId | undefined;
      readonly why: string;
    }
  | { readonly kind: "headersPhaseChanged"; readonly from: HeadersSyncPhase; readonly to: HeadersSyncPhase }
  /** A getheaders left; `heights` are those of the locator's hashes. Without `timeoutAt` nobody minds how long the answer takes. */
  | {
      readonly kind: "headersRequested";
      readonly peer: PeerId;
      readonly heights: readonly number[];
      readonly timeoutAt: number | undefined;
    }
  | {
      readonly kind: "headersReceived";
      readonly peer: PeerId;
      readonly count: number;
      /** More than came, where earlier messages had been held back until their chain had shown its work. */
      readonly newCount: number;
      /** Nothing of it is kept for good yet: their chain has not shown its work. */
      readonly onlyCounted?: boolean;
      readonly entries: HeaderEntries | undefined;
    }
  | {
      readonly kind: "bestHeaderChanged";
      readonly from: number;
      readonly to: number;
      readonly height: number;
      readonly work: string;
    }
  /** Headers of a chain that has not shown enough work are counted, then asked for again; `height` is how far that is. */
  | {
      readonly kind: "presync";
      readonly peer: PeerId;
      readonly phase: "presync" | "redownload" | "ended";
      readonly height: number;
      /** Held for the unproven chain. */
      readonly memoryBytes: number;
    }
  /** The best block this peer is known to have. */
  | {
      readonly kind: "peerBestKnownChanged";
      readonly peer: PeerId;
      readonly from: number | undefined;
      readonly to: number;
      readonly height: number;
    }
  | {
      readonly kind: "blocksRequested";
      readonly peer: PeerId;
      readonly entries: readonly number[];
      readonly heights: readonly number[];
      /** Instead of entries, where nothing but hashes is known. */
      readonly hashes?: readonly string[];
      /** Without it the peer may take as long as it likes. */
      readonly timeoutAt: number | undefined;
    }
  /** The headers of blocks asked for by nothing but their hashes have come: these are their entries. */
  | {
      readonly kind: "requestedBlocksKnown";
      readonly peer: PeerId;
      readonly entries: readonly number[];
      readonly heights: readonly number[];
      readonly hashes: readonly string[];
    }
  /** Everybody waits for a block that this peer owes; it is dropped at `timeoutAt` unless one of its blocks comes. */
  | { readonly kind: "stallingStarted"; readonly peer: PeerId; readonly timeoutAt: number }
  | { readonly kind: "stallingEnded"; readonly peer: PeerId }
  /** A request ended without its block: the peer left or was dropped; others may be asked at once. */
  | {
      readonly kind: "blockRequestsFreed";
      readonly peer: PeerId;
      readonly entries: readonly number[];
      readonly hashes?: readonly string[];
      readonly why: string;
    }
  | {
      readonly kind: "blockReceived";
      readonly peer: PeerId;
      readonly entry: number | undefined;
      readonly height: number | undefined;
      readonly hash: string;
      readonly verdict: BlockVerdict;
      readonly reason: string | undefined;
      /** What joined the block index with it, where no header was known before. */
      readonly entries?: HeaderEntries | undefined;
    }
  /** A getblocks left; `heights` are those of the locator's hashes. */
  | {
      readonly kind: "inventoryRequested";
      readonly peer: PeerId;
      readonly heights: readonly number[];
      readonly stop: "none" | "orphan root";
    }
  /** A list of hashes of blocks. */
  | {
      readonly kind: "inventoryReceived";
      readonly peer: PeerId;
      readonly count: number;
      readonly newCount: number;
    }
  /** A block waits for its parent, whole; `count` are waiting now. */
  | {
      readonly kind: "orphanStored";
      readonly peer: PeerId;
      readonly hash: string;
      readonly count: number;
      readonly bytes: number;
    }
  /** It waits no more: its parent is there, and it was stored or (without an entry) refused. */
  | {
      readonly kind: "orphanConnected";
      readonly peer: PeerId;
      readonly hash: string;
      readonly entry: number | undefined;
      readonly height: number | undefined;
      readonly entries: HeaderEntries | undefined;
      readonly count: number;
    }
  /** It had to make room. */
  | { readonly kind: "orphanEvicted"; readonly hash: string; readonly count: number }
  /** The download window: heights `from … to`, inclusive. `base` = height of the last common block + 1. */
  | {
      readonly kind: "windowMoved";
      readonly from: { readonly low: number; readonly high: number } | undefined;
      readonly to: { readonly low: number; readonly high: number };
    }
  /** The window is full to its end and everything waits for one block. */
  | { readonly kind: "windowStalled"; readonly entry: number; readonly height: number; readonly peer: PeerId }
  | { readonly kind: "windowFreed"; readonly height: number }
  /** The active chain changed: `disconnected` from the old tip down, then `connected` upwards. */
  | {
      readonly kind: "tipChanged";
      readonly from: number;
      readonly to: number;
      readonly height: number;
      readonly work: string;
      readonly hash: string;
      readonly disconnected: readonly number[];
      readonly connected: readonly number[];
    }
  /** A block of our own: its entry is new, and its block is stored. */
  | { readonly kind: "blockMined"; readonly entries: HeaderEntries }
  | { readonly kind: "blockInvalid"; readonly entries: readonly number[]; readonly reason: string }
  | { readonly kind: "misbehaving"; readonly peer: PeerId; readonly reason: string }
  /** An offence added to the peer's score; at 100 it is banned. */
  | {
      readonly kind: "scored";
      readonly peer: PeerId;
      readonly reason: string;
      readonly score: number;
      readonly total: number;
    }
  | { readonly kind: "peerDropped"; readonly peer: PeerId; readonly reason: DisconnectReason }
  | { readonly kind: "peerLeft"; readonly peer: PeerId; readonly why: string }
  | {
      readonly kind: "servedHeaders";
      readonly peer: PeerId;
      readonly count: number;
      readonly fromHeight: number;
    }
  | {
      readonly kind: "servedInventory";
      readonly peer: PeerId;
      readonly count: number;
      readonly fromHeight: number;
    }
  | { readonly kind: "servedBlock"; readonly peer: PeerId; readonly entry: number; readonly height: number };
