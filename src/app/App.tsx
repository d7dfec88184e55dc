/** The page: bar, peers, stage, window, chain, now, events and transport. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { fetched } from "../runtime/late-part.ts";
import { droppedFiles, type NamedFile, named } from "./dropped-files.ts";
import { message } from "./error-text.ts";
import { bindKeys, keyBindings } from "./keys.ts";
import { useLanesOpen } from "./lanes-open.ts";
import { helpDialog, lanesPanel, presentTools, useLatePart } from "./late-parts.ts";
import { levelIn } from "./level.ts";
import { LoadEnded } from "./loads.ts";
import { BOTH, LOW, PHONE, TABLET, useHall, useMedia } from "./media.ts";
import { useSession, useView } from "./page-context.ts";
import { Announcer } from "./panels/Announcer.tsx";
import { ChainPanel } from "./panels/ChainPanel.tsx";
import { Embedded } from "./panels/Embedded.tsx";
import { EventsPanel } from "./panels/EventsPanel.tsx";
import { GivenLesson } from "./panels/GivenLesson.tsx";
import { Legend } from "./panels/Legend.tsx";
import { LoadingCard } from "./panels/LoadingCard.tsx";
import { Messages } from "./panels/Messages.tsx";
import { NowPanel } from "./panels/NowPanel.tsx";
import { PeersPanel } from "./panels/PeersPanel.tsx";
import { RecordPanel } from "./panels/RecordPanel.tsx";
import { StagePanel } from "./panels/StagePanel.tsx";
import { TopBar } from "./panels/TopBar.tsx";
import { PLAY_ID, Transport } from "./panels/Transport.tsx";
import { TroublePanel } from "./panels/TroublePanel.tsx";
import { WindowPanel } from "./panels/WindowPanel.tsx";
import { partsLeft, toggleBlank } from "./present.ts";
import type { Session } from "./session.ts";
import { spotlightOf } from "./spotlight.ts";
import { t } from "./text.ts";
import { useLanes } from "./use-lanes.ts";
import { worldTitle } from "./world-title.ts";

/** What there is to choose from where not everything is seen at once. */
const PHONE_VIEWS = ["stage", "window", "chain", "lanes", "peers", "events"] as const;
const LOW_VIEWS = ["stage", "chain", "lanes", "peers", "events"] as const;
const TABLET_VIEWS = ["now", "lanes", "peers", "events"] as const;
/** What whoever begins can do without. */
const NOT_BASIC: readonly ViewName[] = ["window", "lanes"];

export function App() {
  const session = useSession();
  const [help, setHelp] = useState(false);
  const { Part: HelpDialog, ask: askForHelp } = useLatePart(helpDialog);
  const helpFrom = useRef<Element | null>(null);
  useEffect(() => {
    if (help) askForHelp();
    else returnFocus(helpFrom.current);
  }, [help, askForHelp]);
  const toggleHelp = useCallback(() => {
    helpFrom.current = document.activeElement;
    setHelp((open) => !open);
  }, []);
  const [dropping, setDropping] = useState(false);
  const [stageHeight, setStageHeight] = useState(320);
  const lanes = useLanes(stageHeight);
  const isHall = useHall();
  const spotlight = useView(spotlightOf);
  const lessonPhase = useView((state) => state.lesson?.phase);
  const level = useView(levelIn);
  const isBasic = level === "basics";
  const { views, shown, show } = useViews(isBasic);
  const isWhole = views.length === 0;
  const fitsBoth = useMedia(BOTH);
  const [lanesOpen, toggleLanes] = useLanesOpen(level === "lab" && fitsBoth);
  const isAbout = (part: string) => spotlight?.split(" ").includes(part) === true;
  // In a hall they stand only where they are what it is about.
  const showsLanes = isWhole ? (lanesOpen && !isBasic && !isHall) || isAbout("lanes") : shown === "lanes";
  const { Part: LanesPanel, ask: askForLanes } = useLatePart(lanesPanel);
  useEffect(() => {
    if (showsLanes) askForLanes();
  }, [showsLanes, askForLanes]);
  const title = useView(worldTitle);
  const room = useView((state) => state.room);
  const embed = useView((state) => state.embed);
  const awaited = useView((state) => state.awaited);
  const isLesson = useView((state) => state.lesson !== undefined);
  const parts = partsLeft(spotlight, isLesson);
  const keys = useMemo(() => keyBindings(session, toggleHelp), [session, toggleHelp]);
  useEffect(
    () => bindKeys(keys, ({ id, shown }) => session.store.setState({ pressed: { id, shown } })),
    [keys, session],
  );
  useDrop(session, setDropping);

  if (awaited) return <LoadingCard />;
  if (embed !== undefined)
    return <Embedded part={embed} lanes={lanes} keys={keys} onStageHeight={setStageHeight} />;
  return (
    <div
      className="page"
      data-shown={shown}
      data-lanes={isWhole && showsLanes}
      data-room={room}
      data-level={level}
      data-lesson={lessonPhase}
      data-spotlight={spotlight}
      data-parts={parts}
      data-dropping={dropping}
    >
      <SkipLink />
      <TopBar
        onFiles={(files) => session.track(openAndLoad(session, Promise.resolve(named(files))))}
        onHelp={toggleHelp}
      />
      <Messages />
      <Transport legend={isWhole ? <Legend /> : null} keys={keys} />
      <GivenLesson />
      <nav className="views" aria-label={t("views.label")}>
        {views.map((view) => (
          <button key={view} type="button" aria-pressed={shown === view} onClick={() => show(view)}>
            {t(`views.${view}`)}
          </button>
        ))}
      </nav>
      <main aria-label={title}>
        <PeersPanel lanes={lanes} />
        <TroublePanel />
        <StagePanel lanes={lanes} onHeight={setStageHeight} />
        <WindowPanel />
        <ChainPanel
          lanesOpen={isWhole && !isHall && !isBasic ? lanesOpen : undefined}
          toggleLanes={toggleLanes}
        />
        {showsLanes && LanesPanel !== undefined ? (
          <LanesPanel lanes={lanes} onClose={isWhole ? toggleLanes : undefined} />
        ) : null}
        <div className="side">
          <NowPanel />
          {isBasic && isWhole && !isAbout("events") ? <FoldedEvents /> : <EventsPanel />}
          {level === "lab" ? <RecordPanel /> : null}
        </div>
      </main>
      {isWhole ? null : (
        <details className="folded">
          <summary>{t("legend.title")}</summary>
          <Legend />
        </details>
      )}
      <Presenting />
      <Announcer />
      <LoadingCard />
      {HelpDialog === undefined ? null : (
        <HelpDialog isOpen={help} onClose={() => setHelp(false)} keys={keys} />
      )}
      {dropping ? <p className="drop">{t("file.drop")}</p> : null}
    </div>
  );
}

/** For whoever begins they are a click away. */
function FoldedEvents() {
  return (
    <details className="panel folded-events">
      <summary>{t("events.title")}</summary>
      <EventsPanel />
    </details>
  );
}

/** What stands over the page while somebody presents. */
function Presenting() {
  const session = useSession();
  const presenting = useView((state) => state.presenting);
  const blank = useView((state) => state.blank);
  const { Part: PresentTools, ask } = useLatePart(presentTools);
  useEffect(() => {
    if (presenting) ask();
  }, [presenting, ask]);
  return (
    <>
      {presenting && PresentTools !== undefined ? <PresentTools /> : null}
      {blank ? (
        <button
          type="button"
          className="blank"
          aria-label={t("present.blank")}
          onClick={() => toggleBlank(session)}
        />
      ) : null}
    </>
  );
}

type ViewName = "lanes" | "stage" | "window" | "chain" | "now" | "peers" | "events";

function useViews(isBasic: boolean): {
  readonly views: readonly ViewName[];
  readonly shown: ViewName;
  readonly show: (view: ViewName) => void;
} {
  const phone = useMedia(PHONE);
  const low = useMedia(LOW);
  const tablet = useMedia(TABLET);
  const all: readonly ViewName[] = phone ? PHONE_VIEWS : low ? LOW_VIEWS : tablet ? TABLET_VIEWS : [];
  const views = isBasic ? all.filter((view) => !NOT_BASIC.includes(view)) : all;
  const [chosen, show] = useState<ViewName>("stage");
  const spotlight = useView(spotlightOf);
  useEffect(() => {
    if (spotlight !== undefined) show(spotlight.split(" ")[0] as ViewName);
  }, [spotlight]);
  return { views, shown: views.includes(chosen) ? chosen : (views[0] ?? chosen), show };
}

/** To where it was before a dialog took it, unless something else has taken it since. */
function returnFocus(from: Element | null): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body && from instanceof HTMLElement) from.focus();
  });
}

/** The first stop of the keyboard: what one does most lies behind the whole bar. */
function SkipLink() {
  return (
    <a
      className="skip"
      href={`#${PLAY_ID}`}
      onClick={(event) => {
        // The address is the session's.
        event.preventDefault();
        document.getElementById(PLAY_ID)?.focus();
      }}
    >
      {t("app.skip")}
    </a>
  );
}

/** Files may be dropped anywhere on the page. */
function useDrop(session: Session, setDropping: (dropping: boolean) => void): void {
  useEffect(() => {
    const isLocked = () => session.store.getState().room !== undefined;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files") || isLocked()) return;
      event.preventDefault();
      setDropping(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDropping(false);
    };
    const drop = (event: DragEvent) => {
      // By what is open over the page.
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      setDropping(false);
      if (event.dataTransfer !== null && !isTaken && !isLocked())
        session.track(openAndLoad(session, droppedFiles(event.dataTransfer)));
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [session, setDropping]);
}

async function openAndLoad(session: Session, given: Promise<readonly NamedFile[]>): Promise<void> {
  try {
    const files = await given;
    const { loadFiles } = await fetched("files", import("./load-files.ts"));
    if (files.length > 0) await loadFiles(session, files);
  } catch (error) {
    if (!(error instanceof LoadEnded)) session.store.setState({ error: message(error) });
  }
}
