/**
 * A running hash of what happened at a node, in order. Fast and well mixed, not cryptographic: it tells two runs
 * apart, it does not defend against anybody.
 */
export class TraceHash {
  readonly #lanes = Uint32Array.of(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344);
  #count = 0;

  /** Any safe integer. */
  word(value: number): void {
    this.#mix(value >>> 0);
    this.#mix(Math.floor(value / 0x1_0000_0000) >>> 0);
  }

  bytes(bytes: Uint8Array): void {
    this.word(bytes.length);
    for (const byte of bytes) this.#mix(byte);
  }

  text(text: string): void {
    this.word(text.length);
    for (let i = 0; i < text.length; i++) this.#mix(text.charCodeAt(i));
  }

  /** 32 hex digits of all so far. Does not change the hash. */
  digest(): string {
    const [a = 0, b = 0, c = 0, d = 0] = this.#lanes;
    let carry = this.#count >>> 0;
    return [a, b, c, d]
      .map((lane) => {
        carry = finish(lane ^ Math.imul(carry, 0x9e3779b1) ^ (carry >>> 15));
        return carry.toString(16).padStart(8, "0");
      })
      .join("");
  }

  /** One step of each lane; each sees the one before it, so that none stands alone. */
  #mix(word: number): void {
    const lanes = this.#lanes;
    const [a = 0, b = 0, c = 0, d = 0] = lanes;
    this.#count += 1;
    const na = Math.imul(a ^ word, 0xcc9e2d51);
    const nb = Math.imul(b ^ word ^ (na >>> 13), 0x1b873593);
    const nc = Math.imul(c ^ word ^ (nb >>> 15), 0x85ebca6b);
    const nd = Math.imul(d ^ word ^ (nc >>> 14), 0xc2b2ae35);
    lanes[0] = rotl(na, 15) + d;
    lanes[1] = rotl(nb, 13) + na;
    lanes[2] = rotl(nc, 16) + nb;
    lanes[3] = rotl(nd, 11) + nc;
  }
}

/** One hash, 64 hex digits, of several in their order. */
export function combineDigests(digests: readonly string[]): string {
  const first = new TraceHash();
  const second = new TraceHash();
  second.word(1);
  for (const digest of digests) {
    first.text(digest);
    second.text(digest);
  }
  return first.digest() + second.digest();
}

function rotl(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

function finish(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
