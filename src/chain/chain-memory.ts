/** A chain as it goes from one thread to another. */
import type { IndexMemory } from "./block-index.ts";

/** A single chain whose blocks are all here, as plain data: its buffers may be transferred to another thread. */
export interface ChainMemory {
  readonly index: IndexMemory;
  /** Of each block, its place among the shared ones + 1; 0 for genesis. Undefined where bodies are unknown. */
  readonly places: Int32Array<ArrayBuffer> | undefined;
}
