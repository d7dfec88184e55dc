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
      }
  );

type Undated<E> = E extends Envelope ? Omit<E, "at"> : never;

/** An envelope that has not got its moment of arrival yet, and the name of whom it is to. */
export interface Outbound {
  readonly to: string;
  readonly envelope: Undated<Envelope>;
}

/** The transferable parts of envelopes. */
export function transferables(envelopes: readonly Envelope[]): ArrayBuffer[] {
  return envelopes.flatMap((envelope) =>
    envelope.kind === "frame" ? [envelope.frame.buffer as ArrayBuffer] : [],
  );
}
