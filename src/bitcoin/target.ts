/**
 * Compact targets and proof of work (protocol.md §2.19; Core arith_uint256.cpp SetCompact, GetCompact and
 * pow.cpp CheckProofOfWork).
 */

/**
 * nBits as a number: top byte = length in bytes, bit 23 = sign, low 23 bits = the leading digits. `target` is
 * the magnitude, unbounded; when `overflow` it does not fit 256 bits.
 */
export function decodeCompact(bits: number): {
  readonly target: bigint;
  readonly negative: boolean;
  readonly overflow: boolean;
} {
  const exponent = bits >>> 24;
  const digits = bits & 0x7fffff;
  const mantissa = exponent <= 3 ? digits >>> (8 * (3 - exponent)) : digits;
  return {
    target: exponent <= 3 ? BigInt(mantissa) : BigInt(mantissa) << BigInt(8 * (exponent - 3)),
    negative: mantissa !== 0 && (bits & 0x800000) !== 0,
    overflow:
      mantissa !== 0 &&
      (exponent > 34 || (mantissa > 0xff && exponent > 33) || (mantissa > 0xffff && exponent > 32)),
  };
}

/** The compact form of a target of at most 256 bits: its first three bytes are kept, the rest is cut off. */
export function encodeCompact(target: bigint): number {
  let length = 0;
  for (let rest = target; rest > 0n; rest >>= 8n) length += 1;
  let digits = Number(length <= 3 ? target << BigInt(8 * (3 - length)) : target >> BigInt(8 * (length - 3)));
  // Bit 23 would be read as a sign.
  if ((digits & 0x800000) !== 0) {
    digits >>>= 8;
    length += 1;
  }
  return ((length << 24) | digits) >>> 0;
}

/** A network, as far as it is looked at here. */
interface PowLimited {
  /** The easiest target. */
  readonly powLimit: bigint;
}

/** The target, or undefined if a block with these bits can never be valid: negative, zero, too large. */
export function targetOf(bits: number, network: PowLimited): bigint | undefined {
  const { target, negative, overflow } = decodeCompact(bits);
  return negative || overflow || target === 0n || target > network.powLimit ? undefined : target;
}

/** Whether the block hash at `offset`, in internal order, is at most the target. False if the bits are invalid. */
export function hashMeetsTarget(hash: Uint8Array, bits: number, network: PowLimited, offset = 0): boolean {
  if (bits !== cachedBits || network !== cachedNetwork) {
    cachedBits = bits;
    cachedNetwork = network;
    cachedTarget = targetBytes(targetOf(bits, network));
  }
  if (cachedTarget === undefined) return false;
  for (let i = 31; i >= 0; i--) {
    const difference = hash[offset + i]! - cachedTarget[i]!;
    if (difference !== 0) return difference < 0;
  }
  return true;
}

// Headers come in runs with the same bits, so remembering the last target is enough.
let cachedBits = -1;
let cachedNetwork: PowLimited | undefined;
let cachedTarget: Uint8Array | undefined;

/** 32 bytes, least significant first, as a hash is stored. */
function targetBytes(target: bigint | undefined): Uint8Array | undefined {
  if (target === undefined) return undefined;
  return Uint8Array.from({ length: 32 }, (_, i) => Number((target >> BigInt(8 * i)) & 0xffn));
}
