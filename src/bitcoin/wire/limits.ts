/** How much a receiver reads of one message. What goes beyond can be read: it is an offence. */
import { PAYLOAD_BYTES_MAX } from "./frame.ts";
import { HEADERS_MAX, INVENTORY_MAX, LOCATOR_MAX } from "./message.ts";

/** `Infinity` = no limit but the message's length. */
export interface WireLimits {
  readonly payloadBytes: number;
  /** Headers in `headers`. */
  readonly headers: number;
  /** Items in `inv` and `getdata`. In a `notfound` any number is read. */
  readonly inventoryItems: number;
  /** Hashes in the locator of `getheaders` and `getblocks`. */
  readonly locatorHashes: number;
}

/** Bitcoin Core's of today. */
export const wireLimits: WireLimits = {
  payloadBytes: PAYLOAD_BYTES_MAX,
  headers: HEADERS_MAX,
  inventoryItems: INVENTORY_MAX,
  locatorHashes: LOCATOR_MAX,
};
