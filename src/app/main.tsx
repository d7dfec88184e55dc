/** Starts the page. */
import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import { type ReactNode, StrictMode } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { createHost } from "../runtime/create-host.ts";
import { fetched } from "../runtime/late-part.ts";
import { App } from "./App.tsx";
import { firstLook, readAddress } from "./address.ts";
import { message } from "./error-text.ts";
import { followAddress } from "./follow-address.ts";
import { createHeadwayApi } from "./headway-api.ts";
import { firstLanguage, showLanguage } from "./language.ts";
import { bring, fetchWhenIdle, lessonBand } from "./late-parts.ts";
import { firstLevel } from "./level.ts";
import type { LoadOptions } from "./load-options.ts";
import { languageOf } from "./locales/languages.ts";
import { keepOffline } from "./offline.ts";
import { SessionContext, useView } from "./page-context.ts";
import { Session } from "./session.ts";
import { openOnFirstRequest } from "./strides.ts";
import "./styles/page.css";
import { firstTheme, showTheme } from "./theme.ts";
import { createViewStore } from "./view-state.ts";

const asked = firstLook(location.search);
const { room, embed } = asked;
const theme = firstTheme(asked.theme);
const language = firstLanguage(asked.language);
showTheme(theme);
const session = new Session(createViewStore(theme), createHost);
const level = firstLevel(asked.level);
session.store.setState({ room, embed, level, awaited: asked.isGiven || location.hash !== "" });
/** Of the page whose notes this window shows; no world runs in it. */
const notes = new URLSearchParams(location.search).get("notes");
/** English is here already. */
const spoken = language === "en" ? undefined : showLanguage(session.store, language);
if (notes === null) start();
else void showNotes(notes);

function start(): void {
  // What is wrong with the address is said in the language of the page.
  const ready = spoken === undefined ? loadFirst() : spoken.then(loadFirst);
  session.track(ready);
  window.headway = createHeadwayApi(session, ready);
  window.addEventListener("hashchange", openNext);
  void ready
    .finally(() => {
      fetchWhenIdle();
      keepOffline();
    })
    .catch(() => {});
  const draw = () =>
    render(
      <SessionContext value={session}>
        <Spoken />
      </SessionContext>,
    );
  if (spoken === undefined) draw();
  else void spoken.then(draw);
}

/** In another language all of it is another. */
function Spoken() {
  const language = useView((state) => state.language);
  return (
    <I18nProvider locale={languageOf(language).tag}>
      <App key={language} />
    </I18nProvider>
  );
}

async function showNotes(channel: string): Promise<void> {
  await spoken;
  const { NotesPage } = await fetched("help", import("./panels/NotesPage.tsx"));
  render(<NotesPage channel={channel} />);
}

function render(page: ReactNode): void {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}

/** The world the address asks for; if it cannot be had, the page says why and shows the first one. */
async function loadFirst(): Promise<void> {
  try {
    if (location.hash === "") await loadAsked();
    else await openLinked(loadAsked);
    // With its band, or a page without one would be seen.
    if (session.store.getState().lesson !== undefined) await bring(lessonBand).catch(() => {});
  } finally {
    session.store.setState({ awaited: false });
  }
  followAddress(session, asked, { theme, language, level });
}

async function loadAsked(): Promise<void> {
  const problems: string[] = [];
  try {
    const { load, lesson, beat, problems: found } = await readAddress(location.search, location.hash);
    problems.push(...found);
    // A lesson has worlds of its own.
    if (lesson === undefined || !(await openAskedLesson(lesson, beat, problems))) await loadPlain(load);
  } catch (error) {
    problems.push(message(error));
    await loadPlain((await readAddress("")).load);
  }
  if (problems.length > 0) session.store.setState({ error: problems.join("; ") });
}

async function loadPlain(options: LoadOptions): Promise<void> {
  await session.load(options);
  await openOnFirstRequest(session);
}

/** False: it cannot be had; the page says why. */
async function openAskedLesson(
  lesson: string,
  beat: string | undefined,
  problems: string[],
): Promise<boolean> {
  try {
    const { openLesson } = await fetched("lessons", import("./open-lesson.ts"));
    const problem = await openLesson(session, lesson, "built-in", beat);
    if (problem !== undefined) problems.push(problem);
    return true;
  } catch (error) {
    problems.push(message(error));
    return false;
  }
}

/** What is shown that the link is about; what is not, is `loadInstead`'s. */
async function openLinked(loadInstead: () => Promise<void>): Promise<void> {
  const { hash, search } = location;
  session.store.setState({ opening: true });
  try {
    const { openLink } = await fetched("links", import("./open-link.ts"));
    const { load, beat, problems } = await readAddress(search, hash);
    await openLink(session, hash, load.host, loadInstead, beat);
    const { error } = session.store.getState();
    if (error === undefined && problems.length > 0) session.store.setState({ error: problems.join("; ") });
  } catch (error) {
    if (session.run === undefined) await loadInstead();
    session.store.setState({ error: message(error) });
  } finally {
    session.store.setState({ opening: false });
  }
}

/** Somebody has put another link into the address of this page. */
function openNext(): void {
  if (location.hash !== "") session.track(openLinked(async () => {}));
}
