/** The lessons in Spanish. */
import { aTree } from "./a-tree.ts";
import { blocksFirst } from "./blocks-first.ts";
import { bugHunt } from "./bug-hunt.ts";
import { lyingGuide } from "./lying-guide.ts";
import { oneGuide } from "./one-guide.ts";
import { oneSlowPeer } from "./one-slow-peer.ts";
import { silence } from "./silence.ts";
import { slidingWindow } from "./sliding-window.ts";
import { slowIsYou } from "./slow-is-you.ts";
import { startOrWait } from "./start-or-wait.ts";
import { theMap } from "./the-map.ts";
import { twoThousand } from "./two-thousand.ts";
import { whereDoWePart } from "./where-do-we-part.ts";

export const lessons = {
  "the-map": theMap,
  "blocks-first": blocksFirst,
  "a-tree": aTree,
  "where-do-we-part": whereDoWePart,
  "two-thousand-at-a-time": twoThousand,
  "one-guide": oneGuide,
  "lying-guide": lyingGuide,
  silence,
  "sliding-window": slidingWindow,
  "one-slow-peer": oneSlowPeer,
  "slow-is-you": slowIsYou,
  "start-or-wait": startOrWait,
  "bug-hunt": bugHunt,
};
