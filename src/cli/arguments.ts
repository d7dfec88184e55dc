/** Reads the words of the command line. */
import { parseArgs } from "node:util";

/** What a person gave cannot be used; the message is one line that names it. */
export class BadInput extends Error {}

/** Of both commands: the chain that a world is to stand on. */
export interface ChainFileArguments {
  readonly headersFile: string | undefined;
  /** Files and folders. */
  readonly blocksFiles: readonly string[];
  readonly keyFile: string | undefined;
}

export interface SimArguments extends ChainFileArguments {
  readonly help: boolean;
  readonly list: boolean;
  readonly listLessons: boolean;
  readonly scenario: string;
  readonly policy: string | undefined;
  /** undefined: what the run file says, else 1. */
  readonly seed: number | undefined;
  readonly untilSeconds: number | undefined;
  readonly minimumChainWork: string | undefined;
  /** File of acts that are done besides those of the scenario. */
  readonly acts: string | undefined;
  /** Where the run is to be written. */
  readonly saveRun: string | undefined;
  readonly trace: string | undefined;
  /** Of which moment the digest of the view is wanted, virtual seconds. */
  readonly viewDigestSeconds: number | undefined;
  readonly json: boolean;
}

/** Throws BadInput. */
export function readArguments(words: readonly string[]): SimArguments {
  const { values, positionals } = parse(words);
  const help = values.help ?? false;
  const list = values.list ?? false;
  const listLessons = values["list-lessons"] ?? false;
  const [scenario, ...rest] = positionals;
  if (scenario === undefined && !help && !list && !listLessons) {
    throw new BadInput("scenario: expected a scenario id (see --list) or a .json file, found nothing");
  }
  if (rest.length > 0) throw new BadInput(`scenario: expected one, found also ${rest.join(" ")}`);
  return {
    help,
    list,
    listLessons,
    scenario: scenario ?? "",
    policy: values.policy,
    seed: values.seed === undefined ? undefined : readSeed(values.seed),
    untilSeconds:
      values.until === undefined
        ? undefined
        : number("--until", values.until, /^(?=.*[1-9])\d{1,9}(\.\d{1,6})?$/, "seconds, more than 0"),
    ...chainFileOf(values),
    minimumChainWork: values["minimum-chain-work"],
    acts: values.acts,
    saveRun: values["save-run"],
    trace: values.trace,
    viewDigestSeconds:
      values["view-digest"] === undefined
        ? undefined
        : number("--view-digest", values["view-digest"], /^\d{1,9}(\.\d{1,6})?$/, "seconds"),
    json: values.json ?? false,
  };
}

export const CHAIN_FILE_OPTIONS = {
  "headers-file": { type: "string" },
  "blocks-file": { type: "string", multiple: true },
  "key-file": { type: "string" },
} as const;

/** Throws BadInput. */
export function chainFileOf(values: {
  readonly "headers-file"?: string | undefined;
  readonly "blocks-file"?: readonly string[] | undefined;
  readonly "key-file"?: string | undefined;
}): ChainFileArguments {
  const { "headers-file": headersFile, "blocks-file": blocksFiles, "key-file": keyFile } = values;
  if (headersFile !== undefined && blocksFiles !== undefined) {
    throw new BadInput("--headers-file: expected it without --blocks-file, found both");
  }
  if (keyFile !== undefined && blocksFiles === undefined) {
    throw new BadInput("--key-file: expected it with --blocks-file, found it alone");
  }
  return { headersFile, blocksFiles: blocksFiles ?? [], keyFile };
}

/** As the page's address takes it: above that, two seeds may be the same number. */
function readSeed(text: string): number {
  const most = Number.MAX_SAFE_INTEGER;
  const expected = `a whole number from 0 to ${most}`;
  const seed = number("--seed", text, /^\d{1,16}$/, expected);
  if (seed > most) throw new BadInput(`--seed: expected ${expected}, found ${text}`);
  return seed;
}

/** As `parseArgs` takes them. */
export const SIM_OPTIONS = {
  help: { type: "boolean", short: "h" },
  list: { type: "boolean" },
  "list-lessons": { type: "boolean" },
  policy: { type: "string" },
  seed: { type: "string" },
  until: { type: "string" },
  ...CHAIN_FILE_OPTIONS,
  "minimum-chain-work": { type: "string" },
  acts: { type: "string" },
  "save-run": { type: "string" },
  trace: { type: "string" },
  "view-digest": { type: "string" },
  json: { type: "boolean" },
} as const;

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: SIM_OPTIONS,
    });
  } catch (error) {
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new BadInput(first);
  }
}

function number(option: string, text: string, form: RegExp, expected: string): number {
  if (!form.test(text)) throw new BadInput(`${option}: expected ${expected}, found ${text}`);
  return Number(text);
}
