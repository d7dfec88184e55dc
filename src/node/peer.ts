/** What a node remembers of a peer while it is connected (protocol.md §2.2). */
import type { HandshakeState } from "./handshake.ts";
import type { PeerId } from "./peer-id.ts";
import type { TimeUs } from "./time.ts";

export interface PeerVersion {
  /** The height it claims. Nothing but a claim: nothing is decided by it. */
  readonly startHeight: number;
  readonly userAgent: string;
  /** Of the protocol: the lower of its and ours (Core `GetCommonVersion`). */
  readonly protocol: number;
  /** It has the whole chain to give. Others are never asked for anything. */
  readonly servesBlocks: boolean;
  /** It has the witnesses of its blocks (Core `CanServeWitnesses`). */
  readonly servesWitnesses: boolean;
  /** It wants to hear of transactions. */
  readonly relay: boolean;
}

/** A block that is owed: its entry, or its hash (hex, internal order) while no header of it is known. */
export type OwedBlock = number | string;

export interface Peer {
  readonly id: PeerId;
  readonly inbound: boolean;
  /** The nonce of our version message to it. */
  readonly nonce: bigint;
  handshake: HandshakeState;
  /** What its version message said; undefined before it came. */
  version: PeerVersion | undefined;
  /** When its last message came. */
  lastReceivedAt: TimeUs;
  /** When the last message to it left. */
  lastSentAt: TimeUs;
  /** What its offences add up to, where they are counted. */
  score: number;
  /** The block with the most work that it is known to have. */
  bestKnown: number | undefined;
  /** The last hash it announced that we do not know. */
  unknownHash: Uint8Array | undefined;
  /** The last block on the way to its best known one up to which all are stored. */
  lastCommon: number | undefined;
  /** Up to this height of its way others agree with it, and no further is it asked; undefined: nobody needs to agree. */
  agreedHeight: number | undefined;
  /** On that way, everything below this height is stored or asked for. */
  nextHeight: number;
  /** What it owes, in the order it was asked. */
  readonly inFlight: Set<OwedBlock>;
  /** Since when the first of them is awaited: it was asked, or the one before it came. */
  downloadingSince: TimeUs;
}

export function newPeer(id: PeerId, inbound: boolean, nonce: bigint): Peer {
  return {
    id,
    inbound,
    nonce,
    handshake: "versionAwaited",
    version: undefined,
    lastReceivedAt: 0,
    lastSentAt: 0,
    score: 0,
    bestKnown: undefined,
    unknownHash: undefined,
    lastCommon: undefined,
    agreedHeight: undefined,
    nextHeight: 0,
    inFlight: new Set(),
    downloadingSince: 0,
  };
}
