/** The languages of the page. English is always there; the texts of another are fetched when it is chosen. */
import type { LessonTexts } from "../../lessons/lesson-texts.ts";
import type { Texts } from "./texts.ts";

interface Language {
  /** In itself. */
  readonly name: string;
  /** As BCP 47 writes it: of plurals, of numbers, and of the page for a screen reader. */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
  /** Left out: English, which the page has. */
  readonly texts?: () => Promise<Texts>;
  /** Of Headway's own lessons, by id; what is left out is given in English. */
  readonly lessons?: () => Promise<Readonly<Record<string, LessonTexts>>>;
}

const spoken = {
  en: { name: "English", tag: "en", direction: "ltr" },
  de: {
    name: "Deutsch",
    tag: "de",
    direction: "ltr",
    texts: () => import("./de.ts").then(({ de }) => de),
    lessons: () => import("../../lessons/de/all.ts").then(({ lessons }) => lessons),
  },
  es: {
    name: "Español",
    tag: "es",
    direction: "ltr",
    texts: () => import("./es.ts").then(({ es }) => es),
    lessons: () => import("../../lessons/es/all.ts").then(({ lessons }) => lessons),
  },
} satisfies Readonly<Record<string, Language>>;

const pseudo = () => import("./pseudo.ts");
const pseudoLessons = () => import("../pseudo-lessons.ts");

/** Nobody speaks them: they are asked for by the address alone. Hebrew stands for what runs to the left. */
const unspoken = {
  long: {
    name: "[Ĺóñǵ]",
    tag: "en-x-long",
    direction: "ltr",
    texts: () => pseudo().then(({ pseudoTexts, longer }) => pseudoTexts(longer)),
    lessons: () => pseudoLessons().then(({ longLessons }) => longLessons()),
  },
  rtl: {
    name: "[רתל]",
    tag: "he",
    direction: "rtl",
    texts: () => pseudo().then(({ pseudoTexts, toTheLeft }) => pseudoTexts(toTheLeft)),
    lessons: () => pseudoLessons().then(({ mirroredLessons }) => mirroredLessons()),
  },
} satisfies Readonly<Record<string, Language>>;

export type LanguageId = keyof typeof spoken | keyof typeof unspoken;

const all: Readonly<Record<LanguageId, Language>> = { ...spoken, ...unspoken };

/** Those one can choose from. */
export const LANGUAGES = Object.keys(spoken) as readonly LanguageId[];

export function languageOf(id: LanguageId): Language {
  return all[id];
}

/** Also one that nobody speaks; undefined: there is none of this name. */
export function languageNamed(id: string | null | undefined): LanguageId | undefined {
  return Object.keys(all).find((known) => known === id) as LanguageId | undefined;
}
