/** The lessons that come with Headway, in the order in which they build on each other. */
import { aTree } from "./en/a-tree.ts";
import { blocksFirst } from "./en/blocks-first.ts";
import { bugHunt } from "./en/bug-hunt.ts";
import { lyingGuide } from "./en/lying-guide.ts";
import { oneGuide } from "./en/one-guide.ts";
import { oneSlowPeer } from "./en/one-slow-peer.ts";
import { silence } from "./en/silence.ts";
import { slidingWindow } from "./en/sliding-window.ts";
import { slowIsYou } from "./en/slow-is-you.ts";
import { startOrWait } from "./en/start-or-wait.ts";
import { theMap } from "./en/the-map.ts";
import { twoThousand } from "./en/two-thousand.ts";
import { whereDoWePart } from "./en/where-do-we-part.ts";
import type { Lesson } from "./lesson.ts";

export const builtInLessons: readonly Lesson[] = [
  theMap,
  blocksFirst,
  aTree,
  whereDoWePart,
  twoThousand,
  oneGuide,
  lyingGuide,
  silence,
  slidingWindow,
  oneSlowPeer,
  slowIsYou,
  startOrWait,
  bugHunt,
];

/** Of one of these, from 1 on, as it is called in words (“lesson 10”); undefined: it is none of them. */
export function lessonNumber(id: string): number | undefined {
  const place = builtInLessons.findIndex((lesson) => lesson.id === id);
  return place < 0 ? undefined : place + 1;
}
