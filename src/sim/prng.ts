/**
 * Seeded integer PRNG: xoshiro128** (Blackman and Vigna), which needs 32-bit integer operations only and so gives
 * the same numbers on every engine. Split by label, so that what one part of a world draws never shifts another's.
 */
export class Prng {
  readonly #state: Uint32Array;
  /** The state it began with: what splits are made from. */
  readonly #origin: Uint32Array;

  /** `state`: four words, not all of them 0. */
  constructor(state: Uint32Array) {
    this.#state = state.slice();
    this.#origin = state;
  }

  /** `seed`: any safe integer ≥ 0. */
  static fromSeed(seed: number): Prng {
    const mixed = new Uint32Array(4);
    let a = seed >>> 0;
    const b = Math.floor(seed / 0x1_0000_0000) >>> 0;
    for (let i = 0; i < 4; i++) {
      a = (a + 0x9e3779b9) >>> 0;
      mixed[i] = mix(a ^ Math.imul(b, 0x85ebca6b + 2 * i));
    }
    return new Prng(neverAllZero(mixed));
  }

  /** A generator of its own for this label. Depends on this one's seed alone, not on how much was drawn from it. */
  split(label: string): Prng {
    let hash = 0x811c9dc5;
    const state = new Uint32Array(4);
    for (let i = 0; i < 4; i++) {
      for (let c = 0; c < label.length; c++) hash = Math.imul(hash ^ label.charCodeAt(c), 0x01000193);
      hash = mix(hash ^ this.#origin[i]! ^ i);
      state[i] = hash;
    }
    return new Prng(neverAllZero(state));
  }

  /** One that draws from here on what this one would, and leaves this one as it is. */
  copy(): Prng {
    const copy = new Prng(this.#origin);
    copy.#state.set(this.#state);
    return copy;
  }

  uint32(): number {
    const s = this.#state;
    const s0 = s[0]!;
    const s1 = s[1]!;
    const x2 = s[2]! ^ s0;
    const x3 = s[3]! ^ s1;
    const result = Math.imul(rotl(Math.imul(s1, 5), 7), 9) >>> 0;
    s[1] = s1 ^ x2;
    s[0] = s0 ^ x3;
    s[2] = x2 ^ (s1 << 9);
    s[3] = rotl(x3, 11);
    return result;
  }

  /** 0 … n − 1, each equally likely. `n`: 1 … 2³². */
  below(n: number): number {
    if (!Number.isSafeInteger(n) || n < 1 || n > 0x1_0000_0000) {
      throw new RangeError(`n: expected 1 to 2^32, found ${n}`);
    }
    // Nothing is left over, and no remainder is to be worked out, which takes longer than all the rest.
    if (n <= 0x8000_0000 && (n & (n - 1)) === 0) return (this.uint32() & (n - 1)) >>> 0;
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % n);
    for (;;) {
      const drawn = this.uint32();
      if (drawn < limit) return drawn % n;
    }
  }
}

function rotl(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The one state from which xoshiro never moves. */
function neverAllZero(state: Uint32Array): Uint32Array {
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}
