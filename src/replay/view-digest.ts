/** A state as 64 hex digits: two are the same one exactly when their digests are, as far as SHA-256 goes. */
import { toHex } from "../bitcoin/bytes.ts";
import { sha256 } from "../bitcoin/sha256.ts";
import { plainText } from "./plain.ts";
import type { WorldState } from "./world-state.ts";

/** SHA-256 of the state's plain text in UTF-8: the same for the same moment of a run, however and wherever it was reached. */
export function viewDigest(state: WorldState): string {
  return toHex(sha256(utf8(plainText(state))));
}

/** Of JSON, in which no half of a surrogate pair stands alone. This room has no TextEncoder. */
function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(3 * text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) ?? 0;
    if (point < 0x80) bytes[length++] = point;
    else if (point < 0x800) {
      bytes[length++] = 0xc0 | (point >> 6);
      bytes[length++] = 0x80 | (point & 0x3f);
    } else if (point < 0x10000) {
      bytes[length++] = 0xe0 | (point >> 12);
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[length++] = 0x80 | (point & 0x3f);
    } else {
      bytes[length++] = 0xf0 | (point >> 18);
      bytes[length++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[length++] = 0x80 | (point & 0x3f);
      i += 1;
    }
  }
  return bytes.subarray(0, length);
}
