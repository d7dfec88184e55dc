/** Where a command writes. */
import { printable } from "../world/printable.ts";

export interface Output {
  out(text: string): void;
  error(text: string): void;
}

const TELL_EVERY_MS = 2_000;

/** Tells on and off how it goes, so that one sees that it goes on; nothing of what is over at once. */
export function nowAndThen(output: Output): (line: () => string) => void {
  let toldAt = Date.now();
  return (line) => {
    if (Date.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = Date.now();
    output.error(`${line()}\n`);
  };
}

/** How much of a file is read. */
export function tellReading(output: Output): (share: number) => void {
  const tell = nowAndThen(output);
  return (share) => tell(() => `reading the file: ${Math.floor(100 * share)} %`);
}

/** The same, but nothing that others wrote can steer the terminal; in JSON it stays the same value. */
export function harmless({ out, error }: Output): Output {
  return { out: (text) => out(printable(text)), error: (text) => error(printable(text)) };
}
