/** What nodes and worlds say, in the language of the page; how they are known again is fetched with the first language that is not English. */
import { policyIds } from "../node/policies/ids.ts";
import { fetched } from "../runtime/late-part.ts";
import { policyName } from "./policy-text.ts";

/** Sentences that were told lately: the same ones are asked for in every frame. */
const told = new Map<string, string>();
const TOLD_AT_MOST = 1000;

let say: ((english: string) => string) | undefined;

/** `isEnglish`: as they say it themselves. Rejects with a PartMissing. */
export async function learnCoreSentences(isEnglish: boolean): Promise<void> {
  const { coreSentence } = isEnglish
    ? { coreSentence: undefined }
    : await fetched("language", import("./core-sentence.ts"));
  say = coreSentence;
  told.clear();
}

/** Reject reasons, and what Bitcoin Core says, stay as they are. */
export function coreText(english: string): string {
  let text = told.get(english);
  if (text === undefined) {
    text = say === undefined ? policiesNamed(english) : say(english);
    if (told.size >= TOLD_AT_MOST) told.clear();
    told.set(english, text);
  }
  return text;
}

/** A policy that does something, or has some work: nobody else does any of this, whatever peers are called. */
const POLICY = new RegExp(
  `(?<=^|of |; )(?:${policyIds.map((id) => id.replaceAll(".", "\\.")).join("|")})(?= (?:${[
    "is \\S+: such a chain",
    "asks peers without witnesses",
    "asks nobody but its sync peer",
    "does not ask what follows",
  ].join("|")}))`,
  "g",
);

/** Nodes and worlds know policies by their ids; the page calls them as its menu does. */
function policiesNamed(english: string): string {
  return english.replaceAll(POLICY, policyName);
}
