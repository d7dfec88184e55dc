/** Reads what the command line names: scenarios and chains. Nothing is read of which the size is too much. */
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { CHAIN_BYTES_MAX, unpack } from "../runtime/unpack.ts";
import { builtInScenarios } from "../scenarios/built-in.ts";
import type { NamedBytes } from "../world/chains/block-framing.ts";
import type { ChainFile } from "../world/chains/chain-file.ts";
import type { TimedAct } from "../world/scenario/act.ts";
import { parseActsText, parseWholeText } from "../world/scenario/run-schema.ts";
import { plainRun, type RunSpec } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { SCENARIO_BYTES_MAX } from "../world/scenario/schema-words.ts";
import { BadInput, type ChainFileArguments } from "./arguments.ts";

/** Of whoever names none. */
const SEED = 1;
const KEY_NAME = "xor.dat";
/** As a node names its block files; perhaps packed since. */
const BLOCK_FILE_NAME = /^blk\d+\.dat(\.gz)?$/;
/** A key has eight bytes: what is longer is told by its length, and not read to the end. */
const KEY_FILE_BYTES_MAX = 1_000_000;
const PIECE_BYTES = 1024 * 1024;

/** The run that is named: a run file, or a scenario, built-in or from a file, of which nothing else is said. Rejects with BadInput. */
export async function readRun(idOrFile: string): Promise<RunSpec> {
  if (!/\.json(\.gz)?$/.test(idOrFile)) return plainRun(builtIn(idOrFile), SEED);
  const parsed = parseWholeText(await textOf("scenario", idOrFile), SEED);
  if (!parsed.ok) throw new BadInput(`${idOrFile}: ${parsed.error}`);
  return parsed.run;
}

/** A file of acts with their moments. Rejects with BadInput. */
export async function readActs(path: string): Promise<readonly TimedAct[]> {
  const parsed = parseActsText(await textOf("--acts", path));
  if (!parsed.ok) throw new BadInput(`--acts: ${path}: ${parsed.error}`);
  return parsed.acts;
}

function builtIn(id: string): Scenario {
  const scenario = builtInScenarios.find((candidate) => candidate.id === id);
  if (scenario !== undefined) return scenario;
  const ids = builtInScenarios.map((candidate) => candidate.id).join(", ");
  throw new BadInput(`scenario: expected one of ${ids}, or a .json file, found ${id}`);
}

/** The text of a file, packed or not. Rejects with BadInput. */
export async function textOf(what: string, path: string): Promise<string> {
  return new TextDecoder().decode(await unpacked(what, path, SCENARIO_BYTES_MAX));
}

/** The chain that is named, unpacked; undefined: none is. Rejects with BadInput. */
export async function readChainFileArgument(given: ChainFileArguments): Promise<ChainFile | undefined> {
  if (given.headersFile !== undefined) {
    const bytes = await unpacked("--headers-file", given.headersFile, CHAIN_BYTES_MAX);
    return { kind: "headers", bytes };
  }
  if (given.blocksFiles.length === 0) return undefined;
  const found = given.blocksFiles.flatMap(blockFiles);
  const total = found.reduce((sum, { path }) => sum + sizeOf("--blocks-file", path), 0);
  if (total > CHAIN_BYTES_MAX) throw tooLarge("--blocks-file", total, `${found.length} files`);
  const keyFile = given.keyFile === undefined ? undefined : await readKey("--key-file", given.keyFile);
  const files: NamedBytes[] = [];
  let left = CHAIN_BYTES_MAX;
  for (const { path, keyPath } of found) {
    const bytes = await unpacked("--blocks-file", path, left);
    left -= bytes.length;
    const key = keyFile ?? (keyPath === undefined ? undefined : await readKey("--blocks-file", keyPath));
    files.push({ name: basename(path), bytes, key });
  }
  return { kind: "blocks", files };
}

interface BlockFile {
  readonly path: string;
  /** Of the key that was found beside it. */
  readonly keyPath: string | undefined;
}

/** The file itself, or a folder's block files in the order of their names. */
function blockFiles(path: string): BlockFile[] {
  const what = "--blocks-file";
  if (!stat(what, path).isDirectory()) return [{ path, keyPath: undefined }];
  const names = reading(what, () => readdirSync(path));
  const blocks = names.filter((name) => BLOCK_FILE_NAME.test(name)).sort();
  if (blocks.length === 0) throw new BadInput(`${what}: expected blk*.dat in ${path}, found none`);
  const keyPath = names.includes(KEY_NAME) ? join(path, KEY_NAME) : undefined;
  return blocks.map((name) => ({ path: join(path, name), keyPath }));
}

async function readKey(option: string, path: string): Promise<Uint8Array> {
  return unpacked(option, path, KEY_FILE_BYTES_MAX);
}

async function unpacked(option: string, path: string, atMost: number): Promise<Uint8Array> {
  const read = await unpack(readAtMost(option, path, atMost), atMost);
  if (!read.ok) throw new BadInput(`${option}: ${path}: ${read.error}`);
  return read.bytes;
}

/** Also of what is no plain file, such as a pipe, no more than that. */
function readAtMost(what: string, path: string, atMost: number): Uint8Array {
  if (stat(what, path).isDirectory())
    throw new BadInput(`${what}: expected a file, found the folder ${path}`);
  return reading(what, () => {
    const file = openSync(path, "r");
    try {
      const { size } = fstatSync(file);
      if (size > atMost) throw tooLarge(what, size, path, atMost);
      let bytes = new Uint8Array(size === 0 ? PIECE_BYTES : size + 1);
      for (let length = 0; ; ) {
        const read = readSync(file, bytes, length, bytes.length - length, null);
        if (read === 0) return bytes.subarray(0, length);
        length += read;
        if (length > atMost) throw tooLarge(what, "more", path, atMost);
        if (length < bytes.length) continue;
        const larger = new Uint8Array(2 * bytes.length);
        larger.set(bytes);
        bytes = larger;
      }
    } finally {
      closeSync(file);
    }
  });
}

function sizeOf(what: string, path: string): number {
  return stat(what, path).size;
}

function stat(what: string, path: string) {
  return reading(what, () => statSync(path));
}

function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function tooLarge(what: string, found: number | "more", path: string, atMost = CHAIN_BYTES_MAX): BadInput {
  return new BadInput(`${what}: expected at most ${atMost} bytes, found ${found} in ${path}`);
}
