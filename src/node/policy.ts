/**
 * A policy is data: every constant and switch by which one way of syncing differs from another, so that two
 * can be read side by side. Source of each value: `learncoin` is the article's node as it means to behave
 * (protocol.md §1.2, §1.5, with every "right behaviour" of §1.7).
 */
import type { LocatorSpacing } from "../chain/locator.ts";

export interface PolicyConstants {
  /** Most headers in one `headers` message, sent and accepted. Core: MAX_HEADERS_RESULTS. */
  readonly headersPerMessage: number;
  /** Most locator hashes accepted. Core: MAX_LOCATOR_SZ. */
  readonly locatorHashesMax: number;
  /** How far beyond the last common block blocks are requested. Core: BLOCK_DOWNLOAD_WINDOW. */
  readonly windowBlocks: number;
  /** Core: MAX_BLOCKS_IN_TRANSIT_PER_PEER. */
  readonly inFlightPerPeer: number;
  readonly headersTimeoutSeconds: number;
  readonly blockTimeoutSeconds: number;
  /** Core: DEFAULT_PEER_CONNECT_TIMEOUT. */
  readonly handshakeTimeoutSeconds: number;
}

export interface Policy extends PolicyConstants {
  readonly id: string;
  readonly userAgent: string;
  readonly strategy: "headers-first";
  readonly locatorSpacing: LocatorSpacing;
}

export const learncoin: Policy = {
  id: "learncoin",
  userAgent: "/Headway:learncoin/",
  strategy: "headers-first",
  locatorSpacing: "core",
  headersPerMessage: 2000,
  locatorHashesMax: 101,
  windowBlocks: 1024,
  inFlightPerPeer: 16,
  headersTimeoutSeconds: 60,
  blockTimeoutSeconds: 60,
  handshakeTimeoutSeconds: 60,
};

/** Every policy that ships, by id. */
export const policies: ReadonlyMap<string, Policy> = new Map([[learncoin.id, learncoin]]);
