/**
 * A policy is data: every constant and switch by which one way of syncing differs from another, so that two can be read
 * side by side (`policies/`). `null` = this policy has no such rule. A scenario may override any constant.
 */
import type { LocatorSpacing } from "../chain/locator.ts";
import type { DefectId } from "./published/defect-ids.ts";

export interface PolicyConstants {
  /** Most headers in one `headers` message, sent and accepted. Core: MAX_HEADERS_RESULTS. */
  readonly headersPerMessage: number;
  /** Most locator hashes accepted. Core: MAX_LOCATOR_SZ, since 0.17. */
  readonly locatorHashesMax: number | null;
  /** Most hashes in one answer to `getblocks`. */
  readonly inventoryPerMessage: number;
  /** How far beyond the last common block blocks are requested. Core: BLOCK_DOWNLOAD_WINDOW. */
  readonly windowBlocks: number;
  /** Core: MAX_BLOCKS_IN_TRANSIT_PER_PEER. */
  readonly inFlightPerPeer: number;
  /** Core: DEFAULT_PEER_CONNECT_TIMEOUT. */
  readonly handshakeTimeoutSeconds: number;

  /** A getheaders may stay unanswered for so long; then its peer is dropped. */
  readonly headersTimeoutSeconds: number | null;
  /** The first of a peer's blocks in flight may take so long; then the peer is dropped. */
  readonly blockTimeoutSeconds: number | null;

  /** How many peers must have a chain before blocks of it are asked for. */
  readonly agreeingPeers: number | null;
  /** If nobody agrees for so long, the most work decides. */
  readonly agreementSeconds: number | null;

  /** No second getheaders to a peer while one is unanswered for no longer than this. Core: HEADERS_RESPONSE_TIME. */
  readonly headersResponseSeconds: number | null;
  /** Time for the whole headers sync from one peer, and on top of it for each header expected. Core: HEADERS_DOWNLOAD_TIMEOUT_*. */
  readonly headersSyncBaseSeconds: number | null;
  readonly headersSyncPerHeaderMs: number;
  /** Header sync is with everybody once the best header is younger than this. */
  readonly recentHeaderSeconds: number;
  /** A peer that holds up the window is dropped after this; it doubles with each, up to the maximum. Core: BLOCK_STALLING_TIMEOUT_*. */
  readonly stallTimeoutSeconds: number | null;
  readonly stallTimeoutMaxSeconds: number;
  /** The first of a peer's blocks in flight may take so long, and so much more for each other peer that owes some. Core: BLOCK_DOWNLOAD_TIMEOUT_*. */
  readonly blockTimeoutBaseSeconds: number | null;
  readonly blockTimeoutPerPeerSeconds: number;
  /** An outbound peer may be behind our tip for so long. Core: CHAIN_SYNC_TIMEOUT. */
  readonly chainSyncTimeoutSeconds: number | null;
  /** Core: MAX_OUTBOUND_PEERS_TO_PROTECT_FROM_DISCONNECT. */
  readonly protectedPeersMax: number;
  /** A tip older than this, with nothing in flight, wants one more outbound peer. Core: TipMayBeStale. */
  readonly staleTipSeconds: number | null;
  /** How often the tip and the extra peer are looked at. Core: STALE_CHECK_INTERVAL, EXTRA_PEER_CHECK_INTERVAL. */
  readonly staleCheckSeconds: number | null;
  readonly extraPeerCheckSeconds: number | null;
  /** A younger connection is no extra peer to drop. Core: MINIMUM_CONNECT_TIME. */
  readonly connectedMinSeconds: number | null;
  /** Blocks are fetched as soon as their headers are announced while the tip is younger than this. */
  readonly directFetchSeconds: number | null;
  /** How often, or after how long a silence of ours, a peer is pinged (`pings`). Core: PING_INTERVAL and TIMEOUT_INTERVAL. */
  readonly pingIntervalSeconds: number | null;
  readonly pingTimeoutSeconds: number | null;

  /** A tip older than this means initial download. Core: DEFAULT_MAX_TIP_AGE. */
  readonly tipAgeMaxSeconds: number;
  /**
   * Initial download is over with a best header no older than that, once the tip is at most so many blocks behind it (0.12
   * `IsInitialBlockDownload`); null = the tip itself must be so young.
   */
  readonly tipBehindBlocksMax: number | null;
  /**
   * Chains with less chain work are not downloaded: hex without 0x, or `network`: the network's own (Core: nMinimumChainWork).
   * A world makes hex of it, and there a network that has none gets a share of the main chain's work (world/chains/minimum-work.ts).
   */
  readonly minimumChainWork: string;
  /** Core: commitment_period and redownload_buffer_size; null = the network's. */
  readonly presyncPeriodHeaders: number | null;
  readonly redownloadBufferHeaders: number | null;
  /** A chain that is less than so many blocks of work below the tip is no attack. */
  readonly workBufferBlocks: number;
  /** How far ahead of the tip an unrequested block may be. Core: MIN_BLOCKS_TO_KEEP. */
  readonly unrequestedAheadBlocks: number;
  /** Most new blocks announced at once. Core: MAX_BLOCKS_TO_ANNOUNCE. */
  readonly announcedBlocksMax: number;
  /** Blocks off the active chain are given until they are so much older than the best header; null = for ever. Core: STALE_RELAY_AGE_LIMIT. */
  readonly staleRelaySeconds: number | null;

  /** Blocks first (protocol.md §3.1). A sync node claims a height no more than so many blocks below ours (0.8 `StartSync`). */
  readonly syncNodeBehindBlocks: number | null;
  /** With more blocks than this waiting for their parents one has to go for each that comes; null = none. Bitcoin 0.9: DEFAULT_MAX_ORPHAN_BLOCKS. */
  readonly orphanBlocksMax: number | null;
  /** A block is asked for again only so long after anybody was asked; null = it is asked of one peer only (0.8 `AskFor`). */
  readonly askAgainSeconds: number | null;
  /** So many blocks of one peer may wait to be asked for; each more is an offence (0.9 `AddBlockToQueue`). */
  readonly queuedBlocksMax: number | null;
  /** A peer that talks but sends no block is dropped after this, if the oldest was asked for twice as long ago. 0.9: BLOCK_DOWNLOAD_TIMEOUT. */
  readonly deliveryTimeoutSeconds: number | null;
  /** A connection over which nothing comes is closed (0.8 net.cpp). */
  readonly silenceTimeoutSeconds: number | null;
  /** So many hashes that a peer knows are remembered and not told to it again by `getblocks` (0.8 setInventoryKnown). */
  readonly knownInventoryMax: number | null;
}

/** How headers and blocks come in. */
type Strategy =
  /** The article's: headers from one until there are no more, then from everybody; then blocks from all. */
  | "headers-first"
  /** Bitcoin Core's since 0.10: headers and blocks at the same time. */
  | "core"
  /** Bitcoin's before 0.10: no headers; blocks in the order of one peer's lists. */
  | "blocks-first"
  /** The article's program as it was published (protocol.md §1.3–1.7). */
  | "as-published";

export interface Policy extends PolicyConstants {
  readonly id: string;
  readonly userAgent: string;
  /** What is wrong with the published program, as long as it is on: each can be mended by its id. */
  readonly defects: readonly DefectId[];
  readonly strategy: Strategy;
  /** Of the protocol, as its `version` says it; and the least a peer may have. Core: PROTOCOL_VERSION, MIN_PEER_PROTO_VERSION. */
  readonly protocolVersion: number;
  readonly protocolVersionMin: number;
  /** Service bits: 1 = has the whole chain to give, 8 = with its witnesses (protocol.md §4). */
  readonly services: number;
  /** Blocks are asked for with their witnesses, and from segwit on only of those who have them (Core `GetFetchFlags`, `FindNextBlocks`). */
  readonly fetchesWitness: boolean;
  /** A longer payload ends the connection. Core: MAX_PROTOCOL_MESSAGE_LENGTH; before it, MAX_SIZE. */
  readonly messageBytesMax: number;
  /** When it says `sendheaders`; null = it knows no such wish, and tells of new blocks by their hashes alone. */
  readonly sendsHeadersWish: "at the handshake" | "past the minimum work" | null;
  /** What a peer says between its `version` and its `verack`; what it says out of turn costs it a point where offences are scored. */
  readonly beforeVerack: "ignored" | "processed";
  /** Commands that end the connection, because their time is over or their service is not offered. */
  readonly refusedCommands: readonly string[];
  readonly locatorSpacing: LocatorSpacing;
  /** Offences end the connection at once, or add up to a ban at 100 (protocol.md §2.20). */
  readonly punishment: "disconnect" | "scores";
  /** Whose words its log has for what is refused; those of 0.9 lasted until after 0.12. */
  readonly rejectWords: "today's" | "0.9's" | "0.8's";
  /** A `headers` message is checked as a whole before any of it is kept, or header by header. */
  readonly headersChecked: "whole" | "one by one";
  /** Headers whose parent we do not know: an announcement to ask about, or an offence. */
  readonly unconnectedHeaders: "ask" | "punish";
  /** Headers of a chain with too little work are first only counted, and nothing of it is kept. */
  readonly presyncs: boolean;
  /** A block announced by its hash asks for headers of one more peer, or of each that announces it. */
  readonly inventoryAsks: "one more peer" | "every peer";
  /** What is then asked for ends with the announced block, or with the peer's chain. */
  readonly inventoryAsksUpTo: "the announced block" | "the end";
  /** A block announced by its hash is fetched at once, its header unknown, while `directFetchSeconds` allow; null = by its header. */
  readonly inventoryFetches: "near the tip" | null;
  /** What a node that is itself catching up gives to those who ask it for headers. */
  readonly servesWhileBehind: "its chain" | "nothing" | "an empty message";
  /** An unrequested block is welcome if its chain has as much work as ours, or only if it has more. */
  readonly unrequestedWork: "as much" | "more";
  /** A peer is pinged at once and then at intervals, or only when nothing has been sent to it for longer (up to 0.9). */
  readonly pings: "at intervals" | "after silence";
  /** A block of the hash that somebody owes, refused, ends the debt of its sender only, or of whoever has it (0.12 `ProcessNewBlock`). */
  readonly refusedBlockFrees: "its sender" | "the debtor";
  /** Where a peer's way leaves ours: looked up each time, or once, and from there on only moved along the way (up to 2025). */
  readonly lastCommonBlock: "looked up" | "moved along";
  /** In initial download headers and blocks are asked of who called us only where nobody that we called can give them, or also while no block is in flight (23.0). */
  readonly inboundAsked: "instead of others" | "while nothing is in flight";
  /** Blocks first: who becomes sync node; 0.8.6 has the sign of its score wrong. */
  readonly syncNodeChoice: "heard of most recently" | "silent longest" | null;
  /** Blocks first: a list whose last hash is known is followed by a question for more (0.8). */
  readonly asksAfterKnownHash: boolean;
}
