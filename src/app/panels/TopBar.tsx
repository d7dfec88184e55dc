/** What runs: scenario and seed; and what belongs to the page: file, theme, help. */

import { useRef, useState } from "react";
import { LEVELS, type Level } from "../../lessons/lesson.ts";
import { builtInScenarios } from "../../scenarios/built-in.ts";
import type { KeptDraft } from "../editor/editing.ts";
import { setLanguage } from "../language.ts";
import {
  compareDialog,
  editorDialog,
  lessonsDialog,
  shareDialog,
  teachersDialog,
  useLatePart,
} from "../late-parts.ts";
import { setLevel } from "../level.ts";
import { LANGUAGES, type LanguageId, languageOf } from "../locales/languages.ts";
import { useSession, useView } from "../page-context.ts";
import { togglePresenting } from "../present.ts";
import { questionOf } from "../questions.ts";
import { captionOf, titleOf } from "../scenario-text.ts";
import { policyIn, scenarioIn, seedIn } from "../shown-run.ts";
import { openOnFirstRequest, reopen } from "../strides.ts";
import { t } from "../text.ts";
import { setTheme } from "../theme.ts";
import { THEMES, type Theme } from "../view-state.ts";
import { worldCaption, worldTitle } from "../world-title.ts";
import { Chooser } from "./Chooser.tsx";
import { DefectButton } from "./DefectButton.tsx";
import { Logo } from "./Logo.tsx";
import { Opener } from "./Opener.tsx";
import { PolicyChooser } from "./PolicyChooser.tsx";

/** Of the file that is shown, in the list of scenarios: none can have it. */
const FILE_ID = "file:";

/** Of what opens the editor, in the same list. */
const EDIT_ID = "edit:";

/** Of the button. */
export const COMPARE_ID = "compare";

interface TopBarProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onHelp: () => void;
}

export function TopBar({ onFiles, onHelp }: TopBarProps) {
  const session = useSession();
  const scenario = useView(scenarioIn);
  const seed = useView(seedIn);
  const host = useView((state) => state.host);
  const theme = useView((state) => state.theme);
  const level = useView((state) => state.level);
  const language = useView((state) => state.language);
  const isCompared = useView((state) => state.compared !== undefined);
  const input = useRef<HTMLInputElement>(null);
  const isFile = useView((state) => state.run?.chain !== undefined);
  const [title, caption] = [useView(worldTitle), useView(worldCaption)];
  const builtIn = builtInScenarios.some(({ id }) => id === scenario?.id);
  const isOwn = isFile || (scenario !== undefined && !builtIn);
  const shownId = isFile ? FILE_ID : scenario?.id;
  const items = [
    { id: EDIT_ID, name: t("editor.open"), hint: t("editor.openHint") },
    ...(isOwn ? [{ id: shownId ?? "", name: title, hint: caption }] : []),
    ...builtInScenarios.map((item) => ({
      id: item.id,
      name: titleOf(item),
      hint: `${captionOf(item)} ${questionOf(item)}`,
    })),
  ];
  const policy = useView(policyIn);
  const [editing, setEditing] = useState(false);
  const kept = useRef<KeptDraft | undefined>(undefined);
  const { Part: EditorDialog, ask } = useLatePart(editorDialog);
  const bar = useRef<HTMLButtonElement>(null);
  const [teaching, setTeaching] = useState(false);
  const { Part: TeachersDialog, ask: askForTeachers } = useLatePart(teachersDialog);
  const teach = () => {
    askForTeachers();
    setTeaching(true);
  };
  const load = (id: string) => {
    if (id === EDIT_ID) {
      ask();
      setEditing(true);
      return;
    }
    const chosen = builtInScenarios.find((item) => item.id === id);
    if (id === shownId) void reopen(session).catch(() => {});
    else if (chosen !== undefined)
      void session
        .load({ scenario: chosen, seed, host })
        .then(() => openOnFirstRequest(session))
        .catch(() => {});
  };
  return (
    <header className="bar">
      <h1>
        <Logo /> {t("app.name")}
      </h1>
      <Chooser
        className="chooser"
        label={t("bar.scenario")}
        isLabelled
        choices={items}
        chosen={shownId}
        onChoose={load}
      />
      <button
        type="button"
        className="seed"
        aria-label={`${t("bar.seed")} ${seed}. ${t("bar.newSeed")}`}
        onClick={() => void reopen(session, { seed: seed + 1, policy }).catch(() => {})}
      >
        <small>{t("bar.seed")}</small> <code>{seed}</code> <span aria-hidden="true">⟳</span>
      </button>
      <PolicyChooser />
      <DefectButton />
      <Opener opens="dialog" part={lessonsDialog} given={{ onTeachers: teach }} className="lessons-button">
        {t("lessons.open")}
      </Opener>
      <span className="space" />
      <button type="button" className="open" onClick={() => input.current?.click()}>
        {t("bar.open")}
      </button>
      <Opener
        opens="dialog"
        part={compareDialog}
        given={{}}
        isWanted={isCompared}
        className="compare-button"
        id={COMPARE_ID}
      >
        {t("bar.compare")}
      </Opener>
      <Opener opens="dialog" part={shareDialog} given={{}} className="share-button">
        {t("bar.share")}
      </Opener>
      <button type="button" className="present-button" onClick={() => togglePresenting(session)}>
        {t("present.begin")}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("bar.openHint")}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          onFiles(files);
        }}
      />
      <Chooser
        className="theme level"
        label={t("bar.level")}
        choices={LEVELS.map((id) => ({ id, name: t(`lessons.level.${id}`), hint: t(`level.${id}`) }))}
        chosen={level}
        onChoose={(chosen) => setLevel(session.store, chosen as Level)}
      />
      <Chooser
        className="theme"
        label={t("bar.theme")}
        choices={THEMES.map((id) => ({ id, name: t(`theme.${id}`) }))}
        chosen={theme}
        onChoose={(chosen) => setTheme(session.store, chosen as Theme)}
      />
      <Chooser
        className="theme language"
        label={t("bar.language")}
        short={language.toUpperCase()}
        choices={LANGUAGES.map((id) => ({ id, ...languageOf(id) }))}
        chosen={language}
        onChoose={(chosen) => session.track(setLanguage(session.store, chosen as LanguageId))}
      />
      <button type="button" className="square" aria-label={t("bar.help")} onClick={onHelp}>
        ?
      </button>
      {teaching && TeachersDialog !== undefined ? (
        <TeachersDialog opener={bar} onClose={() => setTeaching(false)} />
      ) : null}
      {editing && EditorDialog !== undefined ? (
        <EditorDialog kept={kept} onClose={() => setEditing(false)} />
      ) : null}
    </header>
  );
}
