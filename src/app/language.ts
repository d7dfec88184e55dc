/** The language of the page: from the address, or as chosen last time, or the browser's where it is one of ours, or English. */
import { fetched } from "../runtime/late-part.ts";
import { learnCoreSentences } from "./core-text.ts";
import { message } from "./error-text.ts";
import { lessonWordsOf } from "./lesson-words.ts";
import { LANGUAGES, type LanguageId, languageNamed, languageOf } from "./locales/languages.ts";
import { remember, remembered } from "./remembered.ts";
import { speak, t } from "./text.ts";
import type { ViewStore } from "./view-state.ts";

export function firstLanguage(asked: LanguageId | undefined): LanguageId {
  return asked ?? languageNamed(remembered("language")) ?? ofBrowser() ?? "en";
}

/** The page says all it says in this language; where its texts cannot be had that is said, and it stays as it was. */
export async function setLanguage(store: ViewStore, chosen: LanguageId): Promise<void> {
  if (await showLanguage(store, chosen)) remember("language", chosen);
}

/** As `setLanguage`, for this visit only. False: its texts cannot be had. */
export async function showLanguage(store: ViewStore, chosen: LanguageId): Promise<boolean> {
  const { tag, direction, texts } = languageOf(chosen);
  try {
    const found = texts === undefined ? undefined : await fetched("language", texts());
    const speakLessons = await lessonWordsOf(chosen);
    await learnCoreSentences(texts === undefined);
    await speak(tag, found);
    speakLessons();
  } catch (error) {
    store.setState({ error: message(error) });
    return false;
  }
  const { documentElement: root } = document;
  root.lang = tag;
  root.dir = direction;
  document.title = `${t("app.name")}: ${t("app.tagline")}`;
  store.setState({ language: chosen });
  return true;
}

/** The first that it would like to have and that we have; of a region is taken what we have of the language. */
function ofBrowser(): LanguageId | undefined {
  for (const wanted of navigator.languages) {
    const [language = ""] = wanted.toLowerCase().split("-");
    const found = LANGUAGES.find((id) => id === language);
    if (found !== undefined) return found;
  }
  return undefined;
}
