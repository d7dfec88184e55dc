/** CompactSize: Bitcoin's variable-length counts (protocol.md §4; Core serialize.h). */

/** The largest length or count that is read: Core's MAX_SIZE. */
export const MAX_SIZE = 0x0200_0000;

/** Bytes that `size` takes: 1, 3 or 5. Nothing we write is longer than MAX_SIZE. */
export function compactSizeBytes(size: number): number {
  return size < 0xfd ? 1 : size <= 0xffff ? 3 : 5;
}
