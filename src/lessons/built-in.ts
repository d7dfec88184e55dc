/** The lessons that come with Headway, in the order in which they build on each other. */
import { oneSlowPeer } from "./en/one-slow-peer.ts";
import type { Lesson } from "./lesson.ts";

export const builtInLessons: readonly Lesson[] = [oneSlowPeer];
