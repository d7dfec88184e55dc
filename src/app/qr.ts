/** An address as a QR code. */
import { encodeQR } from "qr";
import { t } from "./text.ts";

/** Of free modules around it: what readers ask for. */
const BORDER = 4;

export interface QrCode {
  /** Modules along each side, with what is free around them. */
  readonly size: number;
  /** The dark modules, as a path of an SVG in which a module is 1. */
  readonly path: string;
}

/** Throws a RangeError where the text is longer than a code can hold. */
export function qrCode(text: string): QrCode {
  let rows: boolean[][];
  try {
    rows = encodeQR(text, "raw", { ecc: "low", border: BORDER });
  } catch {
    throw new RangeError(t("share.qrLong", { count: text.length }));
  }
  const path = rows.map((row, y) =>
    runsOf(row)
      .map(([x, w]) => `M${x} ${y}h${w}v1h-${w}z`)
      .join(""),
  );
  return { size: rows.length, path: path.join("") };
}

/** Where dark modules begin, and how many there are side by side. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    const last = runs.at(-1);
    if (!isDark) return;
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}
