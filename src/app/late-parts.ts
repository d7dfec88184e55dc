/**
 * The parts of the page that nobody sees before they are opened: asked for then, or before, when the page has nothing else
 * to do.
 */
import { type ComponentType, useCallback, useState } from "react";
import { fetched } from "../runtime/late-part.ts";
import { message } from "./error-text.ts";
import { fetchLessonWords } from "./lesson-words.ts";
import { useSession } from "./page-context.ts";

export type LatePart<P> = () => Promise<ComponentType<P>>;

export const choices = () => fetched("menu", import("./panels/Choices.tsx")).then((part) => part.Choices);
export const peerMenu = () => fetched("menu", import("./panels/PeerMenu.tsx")).then((part) => part.PeerMenu);
export const behaviourMenu = () =>
  fetched("menu", import("./panels/BehaviourMenu.tsx")).then((part) => part.BehaviourMenu);
export const softwareMenu = () =>
  fetched("menu", import("./panels/SoftwareMenu.tsx")).then((part) => part.SoftwareMenu);
export const defectMenu = () =>
  fetched("menu", import("./panels/DefectMenu.tsx")).then((part) => part.DefectMenu);
export const untilMenu = () =>
  fetched("menu", import("./panels/UntilMenu.tsx")).then((part) => part.UntilMenu);
export const helpDialog = () =>
  fetched("help", import("./panels/HelpDialog.tsx")).then((part) => part.HelpDialog);
export const shareDialog = () =>
  fetched("links", import("./panels/ShareDialog.tsx")).then((part) => part.ShareDialog);
export const presentTools = () =>
  fetched("help", import("./panels/PresentTools.tsx")).then((part) => part.PresentTools);
export const teachersDialog = () =>
  withLessons(import("./panels/TeachersDialog.tsx")).then((part) => part.TeachersDialog);
export const lessonBand = () =>
  withLessons(import("./panels/LessonBand.tsx")).then((part) => part.LessonBand);
export const lessonsDialog = () =>
  withLessons(import("./panels/LessonsDialog.tsx")).then((part) => part.LessonsDialog);
export const compareDialog = () =>
  fetched("compare", import("./panels/CompareDialog.tsx")).then((part) => part.CompareDialog);
export const editorDialog = () =>
  fetched("scenarios", import("./panels/EditorDialog.tsx")).then((part) => part.EditorDialog);
export const lanesPanel = () =>
  fetched("menu", import("./panels/LanesPanel.tsx")).then((part) => part.LanesPanel);
export const orphanTray = () =>
  fetched("menu", import("./panels/OrphanTray.tsx")).then((part) => part.OrphanTray);
export const truthStrip = () =>
  fetched("menu", import("./panels/TruthStrip.tsx")).then((part) => part.TruthStrip);
export const peerList = () => fetched("menu", import("./panels/PeerList.tsx")).then((part) => part.PeerList);

/** The same part, once the lessons' words are here, too. */
async function withLessons<T>(part: Promise<T>): Promise<T> {
  const [found] = await Promise.all([fetched("lessons", part), fetchLessonWords()]);
  return found;
}

const PARTS = [
  choices,
  peerMenu,
  peerList,
  behaviourMenu,
  softwareMenu,
  defectMenu,
  untilMenu,
  shareDialog,
  compareDialog,
  editorDialog,
  helpDialog,
  teachersDialog,
  presentTools,
  lessonBand,
  lessonsDialog,
  truthStrip,
  lanesPanel,
  orphanTray,
];
/** Read when somebody opens a file or writes a scenario. */
const READERS = [() => import("./load-files.ts"), () => import("../world/scenario/scenario-schema.ts")];
/** Wheel and fingers over what is drawn over time. */
const GESTURES = [() => import("./lanes-zoom.ts")];
/** Not at once: what is to be seen first comes first. Wall ms. */
const IDLE_AT_LATEST_MS = 10_000;

/** Fetches them all while nothing else is to be done. What cannot be had now is asked for again when it is needed. */
export function fetchWhenIdle(): void {
  const fetchAll = async () => {
    for (const part of [...PARTS, ...READERS, ...GESTURES]) await part().catch(() => {});
  };
  if ("requestIdleCallback" in window)
    window.requestIdleCallback(() => void fetchAll(), { timeout: IDLE_AT_LATEST_MS });
  else setTimeout(() => void fetchAll(), 1000);
}

/** Those that are here: drawn at once, without a picture before that lacks them. */
const here = new WeakMap<object, unknown>();

/** Fetches it, for whoever draws it later. */
export async function bring<P>(part: LatePart<P>): Promise<ComponentType<P>> {
  const found = await part();
  here.set(part, found);
  return found;
}

/** The part, once it is there, and what asks for it; that it cannot be had is said on the page. */
export function useLatePart<P>(part: LatePart<P>): {
  readonly Part: ComponentType<P> | undefined;
  readonly ask: () => void;
} {
  const session = useSession();
  const [Part, setPart] = useState(() => here.get(part) as ComponentType<P> | undefined);
  const ask = useCallback(() => {
    bring(part).then(
      (found) => setPart(() => found),
      (error) => session.store.setState({ error: message(error) }),
    );
  }, [part, session]);
  return { Part, ask };
}
