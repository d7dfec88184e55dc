/** Reads what the command line names: scenarios and chains. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { builtInScenarios } from "../scenarios/built-in.ts";
import type { Scenario } from "../world/scenario.ts";
import { parseScenarioText } from "../world/scenario-schema.ts";
import type { ChainFile } from "../world/setup.ts";
import { BadInput, type SimArguments } from "./arguments.ts";

/** A gzipped chain may not unpack to more than this. */
const CHAIN_FILE_BYTES_MAX = 512 * 1024 * 1024;

/** A built-in scenario by its id, or one from a .json file. Throws BadInput. */
export function readScenario(idOrFile: string, untilSeconds: number | undefined): Scenario {
  const scenario = idOrFile.endsWith(".json") ? scenarioFromFile(idOrFile) : builtIn(idOrFile);
  return untilSeconds === undefined ? scenario : { ...scenario, deadlineSeconds: untilSeconds };
}

function builtIn(id: string): Scenario {
  const scenario = builtInScenarios.find((candidate) => candidate.id === id);
  if (scenario !== undefined) return scenario;
  const ids = builtInScenarios.map((candidate) => candidate.id).join(", ");
  throw new BadInput(`scenario: expected one of ${ids}, or a .json file, found ${id}`);
}

function scenarioFromFile(path: string): Scenario {
  const parsed = parseScenarioText(new TextDecoder().decode(read("scenario", path)));
  if (!parsed.ok) throw new BadInput(`${path}: ${parsed.error}`);
  return parsed.scenario;
}

export function readChainFileArgument(given: SimArguments): ChainFile | undefined {
  if (given.headersFile !== undefined) {
    return { kind: "headers", bytes: unpacked("--headers-file", given.headersFile) };
  }
  if (given.blocksFile === undefined) return undefined;
  return {
    kind: "blocks",
    bytes: unpacked("--blocks-file", given.blocksFile),
    key: given.keyFile === undefined ? undefined : read("--key-file", given.keyFile),
  };
}

function unpacked(option: string, path: string): Uint8Array {
  const bytes = read(option, path);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return new Uint8Array(gunzipSync(bytes, { maxOutputLength: CHAIN_FILE_BYTES_MAX }));
  } catch (error) {
    throw new BadInput(`${option}: ${path} is not a whole gzip file: ${reason(error)}`);
  }
}

function read(what: string, path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new BadInput(`${what}: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
