/** What becomes of a header or a block that a node's chain is given. */
import type { TipChange } from "./best-chain.ts";
import type { HeaderReject } from "./header-checks.ts";

export type HeaderVerdict =
  | { readonly kind: "new"; readonly entry: number; readonly tipChange?: TipChange | undefined }
  | { readonly kind: "known"; readonly entry: number }
  | { readonly kind: "rejected"; readonly reason: HeaderReject };

export type BlockVerdict =
  | { readonly kind: "stored"; readonly entry: number; readonly tipChange: TipChange | undefined }
  | { readonly kind: "duplicate"; readonly entry: number }
  | {
      readonly kind: "rejected";
      /** The block of this hash, where its header is known. */
      readonly entry: number | undefined;
      readonly reason: string;
      /** The body is not that of this hash: nothing is remembered against the block. */
      readonly mutated: boolean;
      /** What was not invalid before and is from now on: the block and its known descendants. */
      readonly invalidated: readonly number[];
    };
