/** Bytes written as text: hex digits of either case, with blanks and line ends anywhere, each line perhaps with `0x`. */

export type HexText =
  | { readonly ok: true; readonly bytes: Uint8Array }
  /** As `line 3: expected …, found …`. */
  | { readonly ok: false; readonly error: string };

const LINE_END = 0x0a;
/** What some editors put before text. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

export function readHexText(text: Uint8Array): HexText {
  const bytes = new Uint8Array(text.length >> 1);
  let digits = 0;
  let line = 1;
  let afterBlank = true;
  let at = BYTE_ORDER_MARK.every((byte, i) => text[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  for (; at < text.length; at++) {
    const code = text[at]!;
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) {
      if (code === LINE_END) line += 1;
      afterBlank = true;
      continue;
    }
    if (afterBlank && code === 0x30 && (text[at + 1]! | 0x20) === 0x78) {
      at += 1;
      continue;
    }
    afterBlank = false;
    const digit = digitOf(code);
    if (digit < 0) return { ok: false, error: `line ${line}: expected hex digits, found ${wordOf(code)}` };
    const byte = digits >> 1;
    bytes[byte] = digits % 2 === 0 ? digit << 4 : bytes[byte]! | digit;
    digits += 1;
  }
  if (digits % 2 !== 0)
    return { ok: false, error: `line ${line}: expected two hex digits a byte, found ${digits} digits` };
  return { ok: true, bytes: bytes.subarray(0, digits >> 1) };
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

function wordOf(code: number): string {
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : `a byte of value ${code}`;
}
