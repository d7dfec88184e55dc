/** The hash library alone, for comparison. Runs in the page. */
import { sha256 } from "@noble/hashes/sha2.js";

declare global {
  interface Window {
    bareDoubleHashes(count: number): number;
  }
}

/** Hashes a second. */
window.bareDoubleHashes = (count) => {
  const header = new Uint8Array(80);
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    header[76] = i;
    header[77] = i >> 8;
    sha256(sha256(header));
  }
  return (count * 1000) / (performance.now() - start);
};
