/** Files that a person opens by mistake: what they are, by their first bytes, so that it can be said. */

/** Of each kind, what its files begin with. */
const BEGINNINGS: readonly (readonly [string, readonly number[]])[] = [
  ["png", [0x89, 0x50, 0x4e, 0x47]],
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["gif", [0x47, 0x49, 0x46, 0x38]],
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
];
/** So much of a text tells that it is one. */
const LOOKED_AT = 4096;

/** Its name in the language file under `error.foreign`; undefined: it may be anything. `head`: as much of the file as is at hand. */
export function foreignKind(head: Uint8Array): string | undefined {
  const known = BEGINNINGS.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (known !== undefined) return known[0];
  return isText(head.subarray(0, LOOKED_AT)) ? "text" : undefined;
}

/** UTF-8 without controls. A letter that is cut at the end is no fault of it. */
function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
