/** Answers whose headers break a rule (protocol.md §7 rows 9 to 11, 13 and 29). */
import { writeUint32 } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, type HeaderBatch, hashHeader, headerBits, PREV_AT } from "../../bitcoin/header.ts";
import type { Network } from "../../bitcoin/networks.ts";
import { encodeCompact, hashMeetsTarget } from "../../bitcoin/target.ts";
import { requiredBits } from "../../chain/header-checks.ts";
import { grind } from "../chains/block-mining.ts";
import { type Actor, defineBehaviour, type Filter } from "./behaviour.ts";
import { countedHeaders } from "./counted.ts";
import { isMinable } from "./private-chain.ts";

const TIME_AT = 68;
const BITS_AT = 72;
const NONCE_AT = 76;
/** Core MAX_FUTURE_BLOCK_TIME. */
const FUTURE_SECONDS_MAX = 7200;

export const invalidProofOfWork = defineBehaviour({
  kind: "invalidProofOfWork",
  row: 9,
  sentence: "Answers with invented headers that nobody has mined.",
  cost: "Nothing: inventing headers needs no work, and the connection is lost for it.",
  noticed: "At once, by hashing them: the whole message is thrown away and the peer dropped.",
  honest: false,
  parameters: {},
  filter: (_, actor) =>
    forge((batch) => {
      const bytes = batch.bytes.slice();
      for (let i = 0; i < batch.count; i++) {
        const at = i * HEADER_BYTES;
        if (i > 0) bytes.set(hashHeader(bytes, at - HEADER_BYTES), at + PREV_AT);
        failProofOfWork(bytes, at, actor.network);
      }
      actor.misbehaved(`answered with ${countedHeaders(batch.count)} without proof of work`);
      return { count: batch.count, bytes };
    }),
});

export const wrongBits = defineBehaviour({
  kind: "wrongBits",
  row: 10,
  sentence: "Answers with a header whose difficulty is not the one due, mined at that difficulty.",
  cost: "The proof of work of that header.",
  noticed: "At once, by working out the difficulty: what comes before is kept, the peer is dropped.",
  honest: false,
  parameters: {},
  filter: (_, actor) =>
    forgeLast(actor, "the wrong difficulty", (header, parent) => {
      const right = requiredBits(actor.chain.index, parent, actor.nowSeconds, actor.network);
      const easiest = encodeCompact(actor.network.powLimit);
      // An eighth of the easiest target, where the easiest is the right one.
      writeUint32(header, BITS_AT, right === easiest ? encodeCompact(actor.network.powLimit >> 3n) : easiest);
    }),
});

export const oldTimestamps = defineBehaviour({
  kind: "oldTimestamps",
  row: 10,
  sentence: "Answers with a header that is not later than the middle of the eleven before it.",
  cost: "The proof of work of that header.",
  noticed:
    "At once, by the median of the last eleven timestamps: what comes before is kept, the peer is dropped.",
  honest: false,
  parameters: {},
  filter: (_, actor) =>
    forgeLast(actor, "too old a timestamp", (header, parent) => {
      writeUint32(header, TIME_AT, actor.chain.index.medianTimePast(parent));
    }),
});

export const wrongClock = defineBehaviour({
  kind: "wrongClock",
  row: 29,
  sentence: "Mines by a clock that is hours ahead, so that its newest header lies in the future.",
  cost: "Nothing to speak of; it may even be an honest mistake.",
  noticed:
    "By the two hours that a header may be ahead: it is not taken now, and nobody is dropped, for clocks differ.",
  honest: false,
  parameters: {
    aheadSeconds: {
      type: "whole",
      min: FUTURE_SECONDS_MAX + 1,
      max: 31_536_000,
      default: 10_800,
      meaning: "how far its clock is ahead",
    },
  },
  filter: ({ aheadSeconds }, actor) => {
    const { outgoing } = forgeLast(actor, "a timestamp in the future", (header) => {
      writeUint32(header, TIME_AT, actor.nowSeconds + aheadSeconds);
    });
    return {
      outgoing: (message, peer, own) =>
        message.command === "version"
          ? [{ ...message, time: message.time + BigInt(aheadSeconds) }]
          : (outgoing?.(message, peer, own) ?? [message]),
    };
  },
});

export const nonContinuousHeaders = defineBehaviour({
  kind: "nonContinuousHeaders",
  row: 11,
  sentence: "Answers with headers that do not follow one another.",
  cost: "Nothing: it mixes up real headers.",
  noticed: "At once: nothing of the message is kept, and the peer is dropped.",
  honest: false,
  parameters: {},
  filter: (_, actor) =>
    forge((batch) => {
      if (batch.count < 2) return batch;
      const bytes = batch.bytes.slice();
      const last = (batch.count - 1) * HEADER_BYTES;
      bytes.set(batch.bytes.subarray(last), last - HEADER_BYTES);
      bytes.set(batch.bytes.subarray(last - HEADER_BYTES, last), last);
      actor.misbehaved(`answered with ${countedHeaders(batch.count)}, the last two in the wrong order`);
      return { count: batch.count, bytes };
    }),
});

export const tooManyHeaders = defineBehaviour({
  kind: "tooManyHeaders",
  row: 13,
  sentence: "Sends more headers in one message than is allowed.",
  cost: "Nothing but the bytes.",
  noticed: "At once, by counting: nothing of the message is kept, and the peer is dropped.",
  honest: false,
  parameters: {},
  filter: (_, actor) =>
    forge((batch) => {
      const count = actor.headersPerMessage + 1;
      const bytes = new Uint8Array(count * HEADER_BYTES);
      // Real ones, and the last of them again and again: they are counted before anything else.
      for (let i = 0; i < count; i++) {
        const from = Math.min(i, batch.count - 1) * HEADER_BYTES;
        bytes.set(batch.bytes.subarray(from, from + HEADER_BYTES), i * HEADER_BYTES);
      }
      actor.misbehaved(`sent ${countedHeaders(count)} in one message`);
      return { count, bytes };
    }),
});

/** Changes every message with headers that leaves. */
function forge(change: (batch: HeaderBatch) => HeaderBatch): Filter {
  return {
    outgoing: (message) =>
      message.command === "headers" && message.headers.count > 0
        ? [{ command: "headers", headers: change(message.headers) }]
        : [message],
  };
}

/** Changes the last header alone and mines it anew. `parent`: its parent's entry, where the node knows it. */
function forgeLast(actor: Actor, what: string, change: (header: Uint8Array, parent: number) => void): Filter {
  return forge((batch) => {
    const bytes = batch.bytes.slice();
    const last = bytes.subarray((batch.count - 1) * HEADER_BYTES);
    const parent = actor.chain.index.find(last, PREV_AT);
    if (parent === undefined || !isMinable(actor.network)) return batch;
    change(last, parent);
    if (grind(last, actor.network, actor.hashBudget) === undefined) return batch;
    actor.misbehaved(`answered with a header with ${what}, at ${actor.chain.index.height(parent) + 1}`);
    return { count: batch.count, bytes };
  });
}

/** Gives the header the first nonce with which its hash is too large. */
function failProofOfWork(bytes: Uint8Array, at: number, network: Network): void {
  const bits = headerBits(bytes, at);
  for (let nonce = 0; ; nonce++) {
    writeUint32(bytes, at + NONCE_AT, nonce);
    if (!hashMeetsTarget(hashHeader(bytes, at), bits, network)) return;
  }
}
