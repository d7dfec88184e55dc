/** The rows of a sweep as CSV (RFC 4180, lines ended by `\n`), and back. */
import type { RunEnd } from "../world/record.ts";
import type { SweepRow } from "./sweep-row.ts";
import type { Value } from "./sweep-spec.ts";

/** Columns before and after those of what is varied. */
const BEFORE = ["seed", "policy"] as const;
const AFTER = [
  "ended",
  "synced_at_seconds",
  "useful_bytes",
  "wasted_bytes",
  "peers_dropped",
  "first_block_seconds",
  "trace_hash",
] as const;

/** Of a table: more than a sweep may have in all. */
const ROWS_MAX = 1_000_000;
const ENDS: readonly string[] = ["synced", "stuck", "deadline"] satisfies RunEnd[];

export interface SweepTable {
  /** What is varied, by name. */
  readonly vary: readonly string[];
  readonly rows: readonly SweepRow[];
}

/** The first line: what each column is. */
export function csvHeader(vary: readonly string[]): string {
  return `${[...BEFORE, ...vary.map(quoted), ...AFTER].join(",")}\n`;
}

/** One line. Nothing is written for null. */
export function csvLine(row: SweepRow): string {
  const cells = [
    row.seed,
    row.policy,
    ...row.values.map((value) => (value === null ? "none" : value)),
    row.ended,
    row.syncedAtSeconds,
    row.usefulBytes,
    row.wastedBytes,
    row.peersDropped,
    row.firstBlockSeconds,
    row.traceHash,
  ];
  return `${cells.map((cell) => (cell === null ? "" : quoted(String(cell)))).join(",")}\n`;
}

export function printCsv({ vary, rows }: SweepTable): string {
  return csvHeader(vary) + rows.map(csvLine).join("");
}

type ParsedTable =
  | { readonly ok: true; readonly table: SweepTable }
  | { readonly ok: false; readonly error: string };

/** Reads what `printCsv` wrote. The error is one line: where, what was expected, what was found. */
export function parseCsv(text: string): ParsedTable {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  if (lines.length - 1 > ROWS_MAX) {
    return wrong("file", `at most ${ROWS_MAX} rows`, String(lines.length - 1));
  }
  const head = cellsOf(lines[0] ?? "");
  const vary = head?.slice(BEFORE.length, -AFTER.length) ?? [];
  const isHead =
    head !== undefined &&
    vary.length > 0 &&
    vary.length <= 2 &&
    csvHeader(vary) === `${head.map(quoted).join(",")}\n`;
  if (!isHead) {
    const expected = [...BEFORE, "what is varied", ...AFTER].join(",");
    return wrong("line 1", expected, shortened(lines[0] ?? ""));
  }
  const rows: SweepRow[] = [];
  for (const [i, line] of lines.slice(1).entries()) {
    const row = rowOf(cellsOf(line), vary.length);
    if (row === undefined) return wrong(`line ${i + 2}`, `a row of ${head.length} columns`, shortened(line));
    rows.push(row);
  }
  return { ok: true, table: { vary, rows } };
}

function rowOf(cells: readonly string[] | undefined, varied: number): SweepRow | undefined {
  if (cells?.length !== BEFORE.length + varied + AFTER.length) return undefined;
  const [seed = "", policy = ""] = cells;
  const values = cells.slice(BEFORE.length, BEFORE.length + varied).map(readValue);
  const [ended = "", synced = "", useful = "", wasted = "", dropped = "", first = "", traceHash = ""] =
    cells.slice(BEFORE.length + varied);
  const numbers = [seed, useful, wasted, dropped];
  if (!numbers.every((cell) => /^\d{1,16}$/.test(cell))) return undefined;
  if (![synced, first].every((cell) => cell === "" || /^\d+(\.\d+)?$/.test(cell))) return undefined;
  if (!ENDS.includes(ended) || !/^[0-9a-f]+$/.test(traceHash)) return undefined;
  return {
    seed: Number(seed),
    policy,
    values,
    ended: ended as RunEnd,
    syncedAtSeconds: synced === "" ? null : Number(synced),
    usefulBytes: Number(useful),
    wastedBytes: Number(wasted),
    peersDropped: Number(dropped),
    firstBlockSeconds: first === "" ? null : Number(first),
    traceHash,
  };
}

/** A value of a constant is a number, none, or hex: which is never taken for a number again, since it is only compared. */
function readValue(cell: string): Value {
  if (cell === "none") return null;
  return /^(0|[1-9]\d{0,14})(\.\d+)?$/.test(cell) ? Number(cell) : cell;
}

/** The cells of a line; undefined: it is none. */
function cellsOf(line: string): string[] | undefined {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (let more = true; more; ) {
    const found = cell.exec(line);
    if (found === null) return undefined;
    const [, inQuotes, plain = "", comma] = found;
    cells.push(inQuotes?.replaceAll('""', '"') ?? plain);
    more = comma === ",";
  }
  return cells;
}

/** A spreadsheet takes what begins with one of these for a formula. */
function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text === "" ? "nothing" : text;
}

function wrong(where: string, expected: string, found: string): ParsedTable {
  return { ok: false, error: `${where}: expected ${expected}, found ${found}` };
}
