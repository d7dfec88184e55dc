/** What a file that a person opens or drops is: a scenario, headers, or blocks; by its bytes, not by its name. */
import { gunzipSync } from "fflate";
import type { Scenario } from "../world/scenario.ts";
import { parseScenarioText } from "../world/scenario-schema.ts";
import type { ChainFile } from "../world/setup.ts";
import { t } from "./text.ts";

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Opened =
  | { readonly kind: "scenario"; readonly name: string; readonly scenario: Scenario }
  | { readonly kind: "chain"; readonly name: string; readonly file: ChainFile };

const HEADER_BYTES = 80;
const XOR_KEY_BYTES = 8;
/** First bytes of a record in a block file: the magics of mainnet, testnet3, testnet4, signet and regtest. */
const MAGICS = ["f9beb4d9", "0b110907", "1c163f28", "0a03cf40", "fabfb5da"];

/** Throws a RangeError that says in one line what was wrong with which file. */
export function openFiles(given: readonly NamedBytes[]): Opened {
  const files = given.map((file) => ({ name: file.name, bytes: unpacked(file) }));
  const key = files.find(({ name }) => /^xor\.dat(\.gz)?$/i.test(name));
  if (key !== undefined && key.bytes.length !== XOR_KEY_BYTES) {
    throw new RangeError(t("error.fileKey", { length: key.bytes.length }));
  }
  const file = files.find((candidate) => candidate !== key);
  if (file === undefined || file.bytes.length === 0) {
    throw new RangeError(t("error.file", { name: file?.name ?? "xor.dat", why: t("error.fileEmpty") }));
  }
  const { name, bytes } = file;
  if (looksLikeJson(bytes)) {
    const parsed = parseScenarioText(new TextDecoder().decode(bytes));
    if (!parsed.ok) throw new RangeError(t("error.file", { name, why: parsed.error }));
    return { kind: "scenario", name, scenario: parsed.scenario };
  }
  if (startsWithMagic(bytes, key?.bytes)) {
    return {
      kind: "chain",
      name,
      file: { kind: "blocks", bytes, ...(key === undefined ? {} : { key: key.bytes }) },
    };
  }
  if (bytes.length % HEADER_BYTES !== 0) {
    const why = t("error.fileLength", { length: bytes.length, rest: bytes.length % HEADER_BYTES });
    throw new RangeError(t("error.file", { name, why }));
  }
  return { kind: "chain", name, file: { kind: "headers", bytes } };
}

function unpacked({ name, bytes }: NamedBytes): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (error) {
    const why = t("error.fileGzip", { why: error instanceof Error ? error.message : String(error) });
    throw new RangeError(t("error.file", { name, why }));
  }
}

function looksLikeJson(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  return start.startsWith("{") || start.startsWith("[");
}

function startsWithMagic(bytes: Uint8Array, key: Uint8Array | undefined): boolean {
  let hex = "";
  for (let i = 0; i < 4; i++) {
    hex += ((bytes[i] ?? 0) ^ (key?.[i % XOR_KEY_BYTES] ?? 0)).toString(16).padStart(2, "0");
  }
  return MAGICS.includes(hex);
}
