/** Reads the words of `npm run sweep`. */
import { parseArgs } from "node:util";
import { BadInput, CHAIN_FILE_OPTIONS, type ChainFileArguments, chainFileOf } from "./arguments.ts";

export interface SweepArguments extends ChainFileArguments {
  readonly help: boolean;
  /** The presets are wanted, or tables to be put together: nothing is run then. */
  readonly list: boolean;
  readonly join: boolean;
  /** A preset, a scenario or a file; the tables to join. */
  readonly named: readonly string[];
  /** Undefined: those of what is named. */
  readonly seeds: { readonly from: number; readonly to: number } | undefined;
  /** As in a sweep's value, not checked yet. */
  readonly vary: readonly {
    readonly what: string;
    readonly peer?: string;
    readonly values: readonly unknown[];
  }[];
  readonly policies: readonly string[];
  /** Instead of the world's and the policies'; undefined: those. */
  readonly minimumChainWork: string | undefined;
  /** Undefined: as many as there are cores. */
  readonly workers: number | undefined;
  /** Medians and quartiles instead of the runs. */
  readonly summary: boolean;
}

const WORKERS_MAX = 256;

/** Throws BadInput. */
export function readSweepArguments(words: readonly string[]): SweepArguments {
  const { values, positionals: named } = parse(words);
  const { help = false, list = false, join = false, summary = false } = values;
  if (!help && !list && named.length === 0) {
    throw new BadInput("sweep: expected a preset (see --list), a scenario id or a .json file, found nothing");
  }
  if (!join && named.length > 1)
    throw new BadInput(`sweep: expected one, found also ${named.slice(1).join(" ")}`);
  return {
    help,
    list,
    join,
    named,
    seeds: values.seeds === undefined ? undefined : seedsOf(values.seeds),
    vary: (values.vary ?? []).map(varyOf),
    policies: values.policy ?? [],
    minimumChainWork: values["minimum-chain-work"],
    ...chainFileOf(values),
    workers: values.workers === undefined ? undefined : workersOf(values.workers),
    summary,
  };
}

function seedsOf(text: string): { from: number; to: number } {
  const found = /^(\d{1,15})(?:\.\.(\d{1,15}))?$/.exec(text);
  if (found === null)
    throw new BadInput(`--seeds: expected one, or a first and a last as 1..20, found ${text}`);
  const [, from, to = from] = found;
  return { from: Number(from), to: Number(to) };
}

function workersOf(text: string): number {
  const workers = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (workers >= 1 && workers <= WORKERS_MAX) return workers;
  throw new BadInput(`--workers: expected a whole number from 1 to ${WORKERS_MAX}, found ${text}`);
}

/** `peers=1,2,4`, `slowness:D=5,10`, `stallTimeoutSeconds=none,2` */
function varyOf(text: string) {
  const found = /^([A-Za-z]+)(?::([\w-]+))?=(.+)$/.exec(text);
  if (found === null) {
    throw new BadInput(`--vary: expected it as peers=1,2,4 or slowness:D=5,10,20, found ${text}`);
  }
  const [, what = "", peer, values = ""] = found;
  return { what, ...(peer === undefined ? {} : { peer }), values: values.split(",").map(readValue) };
}

function readValue(text: string): unknown {
  if (text === "none") return null;
  return /^\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
}

/** As `parseArgs` takes them. */
export const SWEEP_OPTIONS = {
  help: { type: "boolean", short: "h" },
  seeds: { type: "string" },
  vary: { type: "string", multiple: true },
  policy: { type: "string", multiple: true },
  "minimum-chain-work": { type: "string" },
  ...CHAIN_FILE_OPTIONS,
  workers: { type: "string" },
  summary: { type: "boolean" },
  join: { type: "boolean" },
  list: { type: "boolean" },
} as const;

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: SWEEP_OPTIONS,
    });
  } catch (error) {
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new BadInput(first);
  }
}
