/** A record of the history as JSON text, as the command line's trace has it. */

export function printedRecord(record: unknown, indent?: number): string {
  return JSON.stringify(record, plainly, indent);
}

/** Bytes as hex, other lists of numbers as such. */
function plainly(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array)
    return Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return ArrayBuffer.isView(value) ? Array.from(value as Int32Array) : value;
}
