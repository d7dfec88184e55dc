/** What a node says of itself when it greets (protocol.md §4). */
import { NO_ADDRESS, type VersionMessage } from "../bitcoin/wire/message.ts";
import type { Policy } from "./policy.ts";

interface Greeting {
  readonly policy: Policy;
  /** Unix seconds. */
  readonly time: number;
  readonly nonce: bigint;
  readonly startHeight: number;
}

export function versionMessage({ policy, time, nonce, startHeight }: Greeting): VersionMessage {
  const services = BigInt(policy.services);
  return {
    command: "version",
    version: policy.protocolVersion,
    services,
    time: BigInt(time),
    receiver: NO_ADDRESS,
    sender: { ...NO_ADDRESS, services },
    nonce,
    userAgent: policy.userAgent,
    startHeight,
    // Transactions are of no use here.
    relay: false,
  };
}
