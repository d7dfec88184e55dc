/** What can leave a node: a message, or, from a bad peer, bytes that are none. */
import type { Message } from "../../bitcoin/wire/message.ts";

/** A frame as its sender made it, whatever it holds. Its buffer is given away with it. */
export interface RawFrame {
  readonly command: "raw";
  /** What its sender calls it: the frame may have no command. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Outgoing = Message | RawFrame;
