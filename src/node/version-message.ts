/** What a node says of itself when it greets (protocol.md §4). */
import {
  NO_ADDRESS,
  PROTOCOL_VERSION,
  SERVICE_NETWORK,
  type VersionMessage,
} from "../bitcoin/wire/message.ts";

export interface Greeting {
  /** Unix seconds. */
  readonly time: number;
  readonly nonce: bigint;
  readonly userAgent: string;
  readonly startHeight: number;
}

export function versionMessage({ time, nonce, userAgent, startHeight }: Greeting): VersionMessage {
  return {
    command: "version",
    version: PROTOCOL_VERSION,
    services: SERVICE_NETWORK,
    time: BigInt(time),
    receiver: NO_ADDRESS,
    sender: { ...NO_ADDRESS, services: SERVICE_NETWORK },
    nonce,
    userAgent,
    startHeight,
    // Transactions are of no use here.
    relay: false,
  };
}
