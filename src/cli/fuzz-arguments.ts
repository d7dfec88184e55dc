/** Reads the words of `npm run fuzz`. */
import { parseArgs } from "node:util";
import { policyIds } from "../node/policies/ids.ts";
import { BadInput } from "./arguments.ts";

export interface FuzzArguments {
  readonly help: boolean;
  readonly seeds: number;
  readonly from: number;
  /** Of the local node; undefined: each seed draws one. */
  readonly policy: string | undefined;
  /** Undefined: as long as it takes. */
  readonly minutes: number | undefined;
}

const SEEDS = 1000;

/** Throws BadInput. */
export function readFuzzArguments(words: readonly string[]): FuzzArguments {
  const values = parse(words);
  const { policy } = values;
  if (policy !== undefined && !policyIds.some((id) => id === policy)) {
    throw new BadInput(`--policy: expected one of ${policyIds.join(", ")}, found ${policy}`);
  }
  return {
    help: values.help ?? false,
    seeds: number("--seeds", values.seeds, /^[1-9]\d{0,9}$/, "a whole number of at least 1") ?? SEEDS,
    from: number("--from", values.from, /^\d{1,12}$/, "a whole number of at least 0") ?? 1,
    policy,
    minutes: number("--minutes", values.minutes, /^(?=.*[1-9])\d{1,6}(\.\d{1,3})?$/, "minutes, more than 0"),
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        help: { type: "boolean", short: "h" },
        seeds: { type: "string" },
        from: { type: "string" },
        policy: { type: "string" },
        minutes: { type: "string" },
      },
    }).values;
  } catch (error) {
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new BadInput(first);
  }
}

function number(
  option: string,
  text: string | undefined,
  form: RegExp,
  expected: string,
): number | undefined {
  if (text === undefined) return undefined;
  if (!form.test(text)) throw new BadInput(`${option}: expected ${expected}, found ${text}`);
  return Number(text);
}
