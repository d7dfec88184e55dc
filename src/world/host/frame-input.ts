/** What a node is told of a frame that came, and how much of one it reads: the same in the world and on a socket. */
import { describeDecodeError } from "../../bitcoin/decoded.ts";
import type { FrameVerdict } from "../../bitcoin/wire/codec.ts";
import type { WireLimits } from "../../bitcoin/wire/limits.ts";
import { HEADERS_MAX, INVENTORY_MAX } from "../../bitcoin/wire/message.ts";
import type { NodeInput } from "../../node/interface.ts";
import type { PeerId } from "../../node/peer-id.ts";
import type { Policy } from "../../node/policy.ts";
import type { TimeUs } from "../../node/time.ts";

/** Undefined: nothing. */
export function frameInput(verdict: FrameVerdict, at: TimeUs, peer: PeerId): NodeInput | undefined {
  switch (verdict.kind) {
    case "message":
      return { kind: "message", at, peer, message: verdict.message };
    case "ignore":
      return undefined;
    case "unreadable":
      return { kind: "unreadable", at, peer, error: describeDecodeError(verdict.error) };
    case "excess": {
      const { command, count, most, error } = verdict;
      return { kind: "excess", at, peer, command, count, most, error: describeDecodeError(error) };
    }
    case "fatal":
      return { kind: "broken", at, peer, error: describeDecodeError(verdict.error) };
  }
}

export function limitsOf({ messageBytesMax, locatorHashesMax, strategy }: Policy): WireLimits {
  return {
    payloadBytes: messageBytesMax,
    // Before headers came first nobody read them, however many they were.
    headers: strategy === "blocks-first" ? Number.POSITIVE_INFINITY : HEADERS_MAX,
    inventoryItems: INVENTORY_MAX,
    locatorHashes: locatorHashesMax ?? Number.POSITIVE_INFINITY,
  };
}
