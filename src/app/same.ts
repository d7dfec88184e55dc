/** Whether two values made of plain objects, lists and primitives say the same. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!same(a[i], b[i])) return false;
    return true;
  }
  if (!isPlain(a) || !isPlain(b)) return false;
  let keys = 0;
  for (const key in a) {
    keys += 1;
    if (!Object.hasOwn(b, key) || !same(a[key], b[key])) return false;
  }
  for (const _ in b) keys -= 1;
  return keys === 0;
}

/** What has a class of its own may change without becoming another: only what it is can be compared. */
function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype;
}
