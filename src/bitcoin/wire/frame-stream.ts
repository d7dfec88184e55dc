/** Cuts the bytes of a connection into frames, however they are split on their way (Core net.cpp V1Transport). */
import type { DecodeError } from "../decoded.ts";
import type { Network } from "../networks.ts";
import { FRAME_HEADER_BYTES, openFrameHeader } from "./frame.ts";

export interface CutFrames {
  /** Whole frames, 24 bytes and payload, in order. One that came in one piece is a view of it. */
  readonly frames: readonly Uint8Array[];
  /** What follows them is no frame, or too long a one: nothing more is read of this connection. */
  readonly fatal: DecodeError | undefined;
}

const EMPTY = new Uint8Array(0);

export class FrameStream {
  readonly #network: Network;
  readonly #payloadBytesMax: number;
  /** The beginning of a frame: `#held` bytes of it are taken. Grows with what comes, not with what is announced. */
  #buffer = EMPTY;
  #held = 0;
  /** Of the whole frame, once its first 24 bytes are here. */
  #frameBytes: number | undefined;
  #fatal: DecodeError | undefined;

  constructor(network: Network, payloadBytesMax: number) {
    this.#network = network;
    this.#payloadBytesMax = payloadBytesMax;
  }

  /** Bytes of a frame that is not whole yet, and how many it has; undefined: a new one would begin, or nothing is read any more. */
  get partial(): { readonly held: number; readonly frameBytes: number | undefined } | undefined {
    if (this.#held === 0 || this.#fatal !== undefined) return undefined;
    return { held: this.#held, frameBytes: this.#frameBytes };
  }

  push(bytes: Uint8Array): CutFrames {
    const frames: Uint8Array[] = [];
    let at = 0;
    while (this.#fatal === undefined && at < bytes.length) {
      const rest = bytes.subarray(at);
      const whole = this.#held === 0 ? this.#firstFrame(rest) : undefined;
      if (whole !== undefined) {
        frames.push(whole);
        at += whole.length;
      } else if (this.#fatal === undefined) {
        at += this.#hold(rest);
        if (this.#held === this.#frameBytes) frames.push(this.#release());
      }
    }
    return { frames, fatal: this.#fatal };
  }

  /** The frame that these bytes begin with, if they hold it whole. */
  #firstFrame(bytes: Uint8Array): Uint8Array | undefined {
    if (bytes.length < FRAME_HEADER_BYTES) return undefined;
    const size = this.#sizeOf(bytes);
    return size !== undefined && size <= bytes.length ? bytes.subarray(0, size) : undefined;
  }

  /** Takes what is missing: of the first 24 bytes, then of the frame. Returns how many bytes that were. */
  #hold(bytes: Uint8Array): number {
    const wanted = (this.#frameBytes ?? FRAME_HEADER_BYTES) - this.#held;
    const taken = bytes.subarray(0, wanted);
    this.#reserve(this.#held + taken.length);
    this.#buffer.set(taken, this.#held);
    this.#held += taken.length;
    if (this.#frameBytes === undefined && this.#held === FRAME_HEADER_BYTES) {
      this.#frameBytes = this.#sizeOf(this.#buffer);
    }
    return taken.length;
  }

  #reserve(size: number): void {
    if (size <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(size, 2 * this.#buffer.length));
    larger.set(this.#buffer.subarray(0, this.#held));
    this.#buffer = larger;
  }

  #release(): Uint8Array {
    const frame = this.#buffer.subarray(0, this.#held);
    this.#buffer = EMPTY;
    this.#held = 0;
    this.#frameBytes = undefined;
    return frame;
  }

  #sizeOf(header: Uint8Array): number | undefined {
    const opened = openFrameHeader(header, this.#network, this.#payloadBytesMax);
    if (opened.kind === "header") return FRAME_HEADER_BYTES + opened.payloadBytes;
    this.#fatal = opened.error;
    this.#buffer = EMPTY;
    return undefined;
  }
}
