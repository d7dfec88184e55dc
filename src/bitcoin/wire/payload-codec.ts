/** How the payload of one kind of message is measured, written and read: a value for each kind. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import type { DecodeError } from "../decoded.ts";
import type { WireLimits } from "./limits.ts";
import type { CountedCommand, Message } from "./message.ts";

export interface PayloadCodec<M extends Message> {
  /** Bytes of the payload. */
  size(message: M): number;
  write(writer: ByteWriter, message: M): void;
  /**
   * What the payload holds, or over which limit it is; nothing once the reader has failed. `command`: as it stands in the
   * frame.
   */
  read(reader: ByteReader, limits: WireLimits, command: string): M | Excess;
}

/** It can be read, and holds more than its receiver allows: an offence. */
export interface Excess {
  readonly kind: "excess";
  readonly command: CountedCommand;
  readonly count: number;
  readonly most: number;
  readonly error: DecodeError;
}

/** `field`: the count that is over `most`. */
export function excess(command: CountedCommand, field: string, count: number, most: number): Excess {
  const error = { path: `${command}.${field}`, expected: `at most ${most}`, found: String(count) };
  return { kind: "excess", command, count, most, error };
}
