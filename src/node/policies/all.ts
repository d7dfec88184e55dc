/** Every policy that ships, by id. */
import type { Policy } from "../policy.ts";
import { blocksFirst } from "./blocks-first.ts";
import { blocksFirst08 } from "./blocks-first-0.8.ts";
import { core } from "./core.ts";
import { core012 } from "./core-0.12.ts";
import { headersThenBlocks } from "./headers-then-blocks.ts";
import { type PolicyId, policyIds } from "./ids.ts";
import { learncoin } from "./learncoin.ts";
import { learncoinAsPublished } from "./learncoin-as-published.ts";

const all: Readonly<Record<PolicyId, Policy>> = {
  "blocks-first-0.8": blocksFirst08,
  "blocks-first": blocksFirst,
  "learncoin-as-published": learncoinAsPublished,
  learncoin,
  "headers-then-blocks": headersThenBlocks,
  "core-0.12": core012,
  core,
};

export const policies: ReadonlyMap<string, Policy> = new Map(policyIds.map((id) => [id, all[id]]));
