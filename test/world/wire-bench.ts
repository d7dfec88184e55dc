/** A node behind a wire: bytes go in and bytes come out, as on a socket, and nothing is rewritten on the way. */
import { networks } from "../../src/bitcoin/networks.ts";
import { decodeFrame, encodeMessage } from "../../src/bitcoin/wire/codec.ts";
import { FrameStream } from "../../src/bitcoin/wire/frame-stream.ts";
import type { Message } from "../../src/bitcoin/wire/message.ts";
import type { ChainState } from "../../src/chain/chain-state.ts";
import type { Node, NodeInput, NodeOutput } from "../../src/node/interface.ts";
import { createNode } from "../../src/node/node.ts";
import type { Observation } from "../../src/node/observation.ts";
import type { DisconnectReason } from "../../src/node/peer-id.ts";
import type { Policy } from "../../src/node/policy.ts";
import { frameInput, limitsOf } from "../../src/world/host/frame-input.ts";
import { countingRandom } from "../node/bench.ts";

type WithoutAt<T> = T extends unknown ? Omit<T, "at"> : never;

const { regtest } = networks;
const PEER = "peer";

export class WireBench {
  readonly node: Node;
  readonly policy: Policy;
  /** Whole frames that the node sent, in order. */
  readonly sent: Uint8Array[] = [];
  readonly observations: Observation[] = [];
  /** Why it closed the connection; undefined: it is open. */
  closed: DisconnectReason | undefined;
  #at = 0;
  #deadline: number | undefined;
  readonly #stream: FrameStream;

  constructor(policy: Policy, chain: ChainState, startTimeSeconds: number, { inbound = true } = {}) {
    this.policy = policy;
    this.node = createNode({ policy, chain, startTimeSeconds, random: countingRandom(500) });
    this.#stream = new FrameStream(regtest, limitsOf(policy).payloadBytes);
    this.feed({ kind: "start" });
    this.feed({ kind: "peerConnected", peer: PEER, inbound });
  }

  /** Bytes of the peer, as the network brings them. */
  receive(bytes: Uint8Array): void {
    const { frames, fatal } = this.#stream.push(bytes);
    for (const frame of frames) this.#judge(decodeFrame(frame, regtest, limitsOf(this.policy)));
    if (fatal !== undefined) this.#judge({ kind: "fatal", error: fatal });
  }

  tell(...messages: readonly Message[]): void {
    for (const message of messages) this.receive(encodeMessage(message, regtest));
  }

  feed(input: WithoutAt<NodeInput>): void {
    // What is closed is not read any more.
    if (this.closed !== undefined) return;
    for (const output of this.node.handle({ ...input, at: this.#at } as NodeInput)) this.#carryOut(output);
  }

  /** Lets this much time pass, microseconds. */
  wait(us: number): void {
    const end = this.#at + us;
    while (this.#deadline !== undefined && this.#deadline <= end && this.closed === undefined) {
      this.#at = Math.max(this.#at, this.#deadline);
      this.feed({ kind: "wake" });
    }
    this.#at = end;
  }

  /** Frames sent since the last call. */
  take(): Uint8Array[] {
    return this.sent.splice(0);
  }

  /** The same as messages. */
  takeMessages(): Message[] {
    return this.take().map(messageOf);
  }

  #judge(verdict: Parameters<typeof frameInput>[0]): void {
    const input = frameInput(verdict, this.#at, PEER);
    if (input !== undefined) this.feed(input);
  }

  #carryOut(output: NodeOutput): void {
    if (output.kind === "send") this.sent.push(encodeMessage(output.message, regtest));
    else if (output.kind === "disconnect") this.closed = output.reason;
    else if (output.kind === "wakeAt") this.#deadline = output.deadline;
    else if (output.kind === "observe") this.observations.push(output.observation);
  }
}

export function messageOf(frame: Uint8Array): Message {
  const verdict = decodeFrame(frame, regtest);
  if (verdict.kind !== "message") throw new Error(`a ${verdict.kind} frame: ${JSON.stringify(verdict)}`);
  return verdict.message;
}
