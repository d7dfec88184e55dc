/** The getheaders that a node sends in a turn against those that it should send. */
import { equalBytes, toHex, ZERO_HASH } from "../../bitcoin/bytes.ts";
import type { Heard } from "./hearing.ts";

export interface Due {
  readonly peer: string;
  /** Entry that the locator begins with. */
  readonly from: number;
  /** Hash of the last header wanted, hex in internal order; undefined: as many as fit. */
  readonly stop?: string;
}

/** What is sent and not due, and what is due and not sent; nothing of those that are dropped in the same turn. */
export function compareQuestions(
  { outputs, chain }: Heard,
  due: readonly Due[],
): { readonly extra: readonly { readonly peer: string }[]; readonly missing: readonly Due[] } {
  const gone = new Set(outputs.flatMap((output) => (output.kind === "disconnect" ? [output.peer] : [])));
  const missing = due.filter(({ peer }) => !gone.has(peer));
  const extra: { readonly peer: string }[] = [];
  for (const output of outputs) {
    if (output.kind !== "send" || output.message.command !== "getheaders" || gone.has(output.peer)) continue;
    const { locator, stop } = output.message;
    const at = missing.findIndex(
      ({ peer, from, stop: end }) =>
        peer === output.peer &&
        (end ?? toHex(ZERO_HASH)) === toHex(stop) &&
        locator[0] !== undefined &&
        equalBytes(chain.index.hash(from), locator[0]),
    );
    if (at >= 0) missing.splice(at, 1);
    else extra.push({ peer: output.peer });
  }
  return { extra, missing };
}
