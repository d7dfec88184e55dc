/** What a planted build is made of. */
import { judge } from "../../../src/cli/fuzz/judge.ts";
import { randomWorld } from "../../../src/cli/fuzz/random-world.ts";

export const fuzzer = { judge, randomWorld };
