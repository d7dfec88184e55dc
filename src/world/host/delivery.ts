/** What a connection has brought at once: almost always the bytes of one whole message. */
export interface Delivery {
  readonly frame: Uint8Array;
  /** Our own encoder made the frame and its checksum, and nobody has touched them since; left out: that is not said. */
  readonly sealed?: boolean;
  /** What bandwidth charged for it. */
  readonly bytes: number;
  /** Names the message in the records. */
  readonly message: string;
  readonly command: string;
}
