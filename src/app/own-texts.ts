/** What English says outside of the page's texts, in the language of the page: `locales/elsewhere.ts` lists it. */
import { t } from "./text.ts";

/** `part`: `does`, `cost`, or `of.` and a parameter. */
export function habitText(kind: string, part: string, inEnglish: string): string {
  return own(`habit.${kind}.${part}`, inEnglish);
}

export function defectText(id: string, part: "does" | "right", inEnglish: string): string {
  return own(`defect.${id}.${part}`, inEnglish);
}

/** As it is in English, where the language has no text for it. */
export function own(key: string, inEnglish: string): string {
  return t(key, { defaultValue: inEnglish });
}
