/** How a node keeps its chain. */
import type { SharedBlocks } from "./block-bodies.ts";

export interface ChainOptions {
  /** Bodies are unknown: every accepted header counts as if its block were stored and valid. */
  readonly headersOnly?: boolean;
  /** Nothing is checked but that the parent is known: the article's node does so (protocol.md §1.7, L-8). */
  readonly checks?: boolean;
  /** See `BlockIndex`. */
  readonly workIsHeight?: boolean;
  /** The active chain follows the blocks that come in; false: it stays where it is (protocol.md §1.7, L-27). */
  readonly connects?: boolean;
  /** Witnesses are known, and checked: software before Core 0.13.1 knows none. */
  readonly witnesses?: boolean;
  /** Blocks that need not be kept once more. */
  readonly shared?: SharedBlocks | undefined;
}
