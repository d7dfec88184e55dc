/** What a planted build is made of. */
import { judge } from "../../../src/fuzz/judge.ts";
import { randomWorld } from "../../../src/fuzz/random-world.ts";

export const fuzzer = { judge, randomWorld };
