/** Inflates what is untrusted: piece by piece, and never much more than was asked for. */

/** Bytes that are given to the engine at once. */
const PIECE_BYTES = 64 * 1024;

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
  void feed(writer, packed).catch(() => {});
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

async function feed(writer: WritableStreamDefaultWriter<BufferSource>, packed: Uint8Array): Promise<void> {
  for (let at = 0; at < packed.length; at += PIECE_BYTES) {
    await writer.ready;
    await writer.write(packed.slice(at, at + PIECE_BYTES));
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
