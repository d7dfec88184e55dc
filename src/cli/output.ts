/** Where a command writes. */
import { printable } from "../world/printable.ts";

export interface Output {
  out(text: string): void;
  error(text: string): void;
}

/** The same, but nothing that others wrote can steer the terminal; in JSON it stays the same value. */
export function harmless({ out, error }: Output): Output {
  return { out: (text) => out(printable(text)), error: (text) => error(printable(text)) };
}
