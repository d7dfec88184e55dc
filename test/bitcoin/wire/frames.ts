/** Frames by hand, so that the codec is not judged by itself. */
import { createHash } from "node:crypto";
import { networks } from "../../../src/bitcoin/networks.ts";

/** A frame for regtest with a true length and checksum around any payload, however long. */
export function frameOf(command: string, payload: Uint8Array): Uint8Array {
  const once = createHash("sha256").update(payload).digest();
  const frame = Buffer.alloc(24 + payload.length);
  frame.set(networks.regtest.magicBytes);
  frame.write(command, 4, "latin1");
  frame.writeUInt32LE(payload.length, 16);
  createHash("sha256").update(once).digest().copy(frame, 20, 0, 4);
  frame.set(payload, 24);
  return new Uint8Array(frame.buffer, frame.byteOffset, frame.length);
}
