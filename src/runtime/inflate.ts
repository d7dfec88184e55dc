/** Inflates what is untrusted: piece by piece, and never much more than was asked for. */

/** Bytes that are given to the engine at once. */
const PIECE_BYTES = { least: 1024, most: 64 * 1024 };
/** So much longer does anything become at most. Some engines inflate all of a piece before they give any of it away. */
const GROWTH_MAX = 1032;

export interface Inflated {
  /** `long`: it goes on. */
  readonly kind: "whole" | "long" | "broken";
  readonly parts: readonly Uint8Array[];
  readonly length: number;
}

/** `atMost`: bytes. Never fails. Engines differ in what they make of bytes that follow. */
export async function inflate(
  format: CompressionFormat,
  packed: Uint8Array,
  atMost: number,
): Promise<Inflated> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  // Whatever goes wrong, the reader is told as well.
  writer.closed.catch(() => {});
  reader.closed.catch(() => {});
  const piece = Math.ceil(atMost / GROWTH_MAX);
  const pieceBytes = Math.min(PIECE_BYTES.most, Math.max(PIECE_BYTES.least, piece));
  void feed(writer, packed, pieceBytes).catch(() => {});
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      if (length <= atMost) continue;
      reader.cancel().catch(() => {});
      return { kind: "long", parts, length };
    }
  } catch {
    return { kind: "broken", parts, length };
  }
  return { kind: "whole", parts, length };
}

async function feed(
  writer: WritableStreamDefaultWriter<BufferSource>,
  packed: Uint8Array,
  pieceBytes: number,
): Promise<void> {
  for (let at = 0; at < packed.length; at += pieceBytes) {
    await writer.ready;
    await writer.write(packed.slice(at, at + pieceBytes));
  }
  await writer.close();
}

/** The parts, which have `length` bytes, as one. */
export function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
