/**
 * The trace of a run: every record as one line of JSON, written as it happens. A record of a long chain is longer than a
 * string may be, so nothing is held but one piece of a line, and a slow disk holds up the run, not the memory.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { toHex } from "../bitcoin/bytes.ts";
import { printable } from "../world/printable.ts";
import type { WorldRecord } from "../world/record.ts";
import { BadInput } from "./arguments.ts";

/** Characters that are gathered before they are written. */
const PIECE_CHARS = 1 << 18;
/** Numbers, or bytes, of a long list that become text at once. */
const SLICE = 4096;

type NumberList = Int32Array | Uint32Array | Float64Array;

export class TraceFile {
  readonly #file: number;
  #piece = "";

  /** Makes the file or empties it. Throws BadInput if it cannot, as every method does. */
  constructor(path: string) {
    this.#file = attempt(() => openSync(path, "w"));
  }

  write(records: readonly WorldRecord[]): void {
    for (const record of records) {
      this.#value(record);
      this.#text("\n");
    }
  }

  close(): void {
    try {
      this.#flush();
    } finally {
      attempt(() => closeSync(this.#file));
    }
  }

  /** As JSON.stringify writes it; but bytes become hex, other typed arrays lists of numbers, and what could steer a terminal is written in digits. */
  #value(value: unknown): void {
    if (value instanceof Uint8Array) this.#bytes(value);
    else if (ArrayBuffer.isView(value)) this.#numbers(value as NumberList);
    else if (Array.isArray(value)) this.#list(value);
    else if (typeof value === "object" && value !== null) this.#object(value);
    else if (typeof value === "string") this.#text(printable(JSON.stringify(value)));
    else this.#text(JSON.stringify(value) ?? "null");
  }

  #object(value: object): void {
    let separator = "{";
    for (const [key, field] of Object.entries(value)) {
      if (field === undefined) continue;
      this.#text(`${separator}${printable(JSON.stringify(key))}:`);
      this.#value(field);
      separator = ",";
    }
    this.#text(separator === "{" ? "{}" : "}");
  }

  #list(values: readonly unknown[]): void {
    let separator = "[";
    for (const value of values) {
      this.#text(separator);
      this.#value(value);
      separator = ",";
    }
    this.#text(separator === "[" ? "[]" : "]");
  }

  #numbers(values: NumberList): void {
    this.#text("[");
    for (let at = 0; at < values.length; at += SLICE) {
      this.#text(`${at === 0 ? "" : ","}${values.subarray(at, at + SLICE).join(",")}`);
    }
    this.#text("]");
  }

  #bytes(bytes: Uint8Array): void {
    this.#text('"');
    for (let at = 0; at < bytes.length; at += SLICE) this.#text(toHex(bytes.subarray(at, at + SLICE)));
    this.#text('"');
  }

  #text(text: string): void {
    this.#piece += text;
    if (this.#piece.length >= PIECE_CHARS) this.#flush();
  }

  #flush(): void {
    const bytes = new TextEncoder().encode(this.#piece);
    this.#piece = "";
    // A write may take less than it was given.
    for (let at = 0; at < bytes.length; ) at += attempt(() => writeSync(this.#file, bytes, at));
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new BadInput(`--trace: ${error instanceof Error ? error.message : String(error)}`);
  }
}
