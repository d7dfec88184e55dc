/** Every policy that ships, by id. */
import type { Policy } from "../policy.ts";
import { core } from "./core.ts";
import { core012 } from "./core-0.12.ts";
import { headersThenBlocks } from "./headers-then-blocks.ts";
import { learncoin } from "./learncoin.ts";

const all: readonly Policy[] = [learncoin, headersThenBlocks, core012, core];

export const policies: ReadonlyMap<string, Policy> = new Map(all.map((policy) => [policy.id, policy]));
