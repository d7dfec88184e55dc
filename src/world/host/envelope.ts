/** What crosses a link: plain data, its frame's buffer transferable. Ordered at the receiver by `(at, source, sequence)`. */
import type { EventKey } from "../../sim/event-queue.ts";

/** A close is heard after what was sent before it, a reset on arrival, whatever waits before it: its sender is no more. */
export type Farewell = "close" | "reset";

interface EnvelopeBase extends EventKey {
  /** Number of the node it is for. */
  readonly target: number;
  /** Names the connection it belongs to; chosen by the side that dialled. */
  readonly connection: number;
}

export type Envelope = EnvelopeBase &
  (
    | { readonly kind: "dial" | "accept" | Farewell }
    | {
        readonly kind: "frame";
        /** One whole Bitcoin message, header and payload. */
        readonly frame: Uint8Array;
        /** Our own encoder made the frame and its checksum, and nobody has touched them since; left out: that is not said. */
        readonly sealed?: boolean;
        /** What bandwidth charges for it. */
        readonly bytes: number;
        readonly message: string;
        readonly command: string;
        /** It asks for blocks, and for nothing that a node which serves could mind. Left out: it does not. */
        readonly asksForBlocks?: boolean;
      }
  );

type Undated<E> = E extends Envelope ? Omit<E, "at"> : never;

/** Takes back the envelope of this key, which its sender foresaw and which will not come, or not then. */
export interface Recall extends EventKey {
  readonly kind: "recall";
  readonly target: number;
}

/** What one node hands over to another. */
export type Posted = Envelope | Recall;

/** An envelope that has not got its moment of arrival yet, and the name of whom it is to. */
export interface Outbound {
  readonly to: string;
  readonly envelope: Undated<Envelope>;
}

/** The transferable parts of what is handed over. */
export function transferables(posted: readonly Posted[]): ArrayBuffer[] {
  return posted.flatMap((one) => (one.kind === "frame" ? [one.frame.buffer as ArrayBuffer] : []));
}
