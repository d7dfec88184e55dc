/** What the person at the page has chosen or is told; nothing of the simulated world. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Level } from "../lessons/lesson.ts";
import type { Condition } from "../replay/condition.ts";
import type { HostOptions } from "../runtime/chain-source.ts";
import type { Loading, WorldHost } from "../runtime/host.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import type { ChainFacts } from "../world/setup.ts";
import type { Chosen } from "./chosen.ts";
import type { Compared } from "./compared.ts";
import { type Doing, STANDING } from "./doing.ts";
import type { TimeRange } from "./drawings/time-scale.ts";
import type { KeyBinding } from "./key-binding.ts";
import type { LessonState } from "./lesson-state.ts";
import type { Link } from "./link.ts";
import type { LanguageId } from "./locales/languages.ts";
import type { Moment } from "./moment.ts";

/** Slow: one sees messages travel. Max: as fast as the machine can. */
export const SPEEDS = ["slow", "normal", "fast", "max"] as const;
export type Speed = (typeof SPEEDS)[number];

/** Virtual seconds per wall second. */
export const SPEED_FACTOR: Readonly<Record<Exclude<Speed, "max">, number>> = {
  slow: 0.05,
  normal: 1,
  fast: 20,
};

/** What a class link leaves to who opens it: to look and to move time, or to look. */
export const ROOMS = ["play", "watch"] as const;
export type Room = (typeof ROOMS)[number];

/** What of the page stands in another one. */
export const EMBEDS = ["stage", "chain"] as const;
export type Embed = (typeof EMBEDS)[number];

export const THEMES = ["light", "dark", "projector"] as const;
export type Theme = (typeof THEMES)[number];

export interface LoadingWorld {
  /** What it is called; empty: nobody has said yet what it is to be. */
  readonly name: string;
  /** How far it is, where it takes long; `run`: it is run up to the moment that is to be shown. */
  readonly progress: Loading | { readonly part: "run"; readonly share: number } | undefined;
}

export interface ViewState {
  /** A world that is being loaded beside the one there is. */
  readonly loading: LoadingWorld | undefined;
  /** Something else is loaded where this is given up, though no world stands yet. */
  readonly hasInstead: boolean;
  /** What runs now, with all that has been done in it; undefined only before the first world stands. `shown-run.ts` reads it. */
  readonly run: RunSpec | undefined;
  /** What chain it is over, its scenario's or a file's. */
  readonly chain: ChainFacts | undefined;
  readonly host: WorldHost["kind"];
  /** Name of the file the chain, or the scenario, came from. */
  readonly file: string | undefined;
  /** The file that its chain is from, for whoever runs it once more. */
  readonly chainFile: HostOptions["chainFile"];
  /** What the address asks for does not stand yet: nothing of the page is drawn before, lest another be seen first. */
  readonly awaited: boolean;
  /** A link is being read, or its world loaded. */
  readonly opening: boolean;
  /** The moment that is shown once somebody opens the file of its chain. */
  readonly wanted: Link | undefined;
  /** The run that a link has opened: while it is the session's, and nobody has done anything in it, the link is what is shown. */
  readonly linkedRun: RunSpec | undefined;
  readonly doing: Doing;
  /** It runs until something comes true: what, by its kind. */
  readonly searching: Condition["kind"] | "time" | undefined;
  /** Play has been used in this world: it need not draw attention any more. */
  readonly played: boolean;
  readonly speed: Speed;
  /** Nodes whose workers do not answer, or the conductor; nothing is broken yet. */
  readonly silent: readonly string[];
  /** What went wrong, for a person. */
  readonly error: string | undefined;
  /** Something worth knowing that is not wrong. */
  readonly notice: string | undefined;
  readonly selectedPeer: string | undefined;
  /** Of what is shown by the world there is, nothing else. */
  readonly chosen: Chosen | undefined;
  /** A stretch of time that has been marked on the lanes over time. */
  readonly range: TimeRange | undefined;
  /** Moments of this run that somebody wants to show on paper. */
  readonly marks: readonly Moment[];
  readonly theme: Theme;
  /** How much of the page is wanted; `level.ts` says how much is shown. */
  readonly level: Level;
  /** In which the page speaks. */
  readonly language: LanguageId;
  /** A hall looks on: only what is the point is left. */
  readonly presenting: boolean;
  /** The last key of the page that was pressed; another object each time. */
  readonly pressed: Pick<KeyBinding, "id" | "shown"> | undefined;
  /** Nothing is to be seen. */
  readonly blank: boolean;
  /** The page was opened by a class link: its world is locked. */
  readonly room: Room | undefined;
  /** The page stands in another one, which shows this of it. */
  readonly embed: Embed | undefined;
  /** Messages are drawn as long as they have bytes. */
  readonly weighed: boolean;
  /** What is so is to be seen, too, not only what the local node knows. */
  readonly truth: boolean;
  /** A race or a sweep from a file, which Compare shows. */
  readonly compared: Compared | undefined;
  /** The lesson that is being given. */
  readonly lesson: LessonState | undefined;
}

/** Of a world that is shown from now on. */
export const AT_REST = {
  silent: [],
  doing: STANDING,
  chosen: undefined,
  range: undefined,
  marks: [] as readonly Moment[],
} satisfies Partial<ViewState>;

export type ViewStore = StoreApi<ViewState>;

export function createViewStore(theme: Theme, language: LanguageId = "en"): ViewStore {
  return createStore<ViewState>(() => ({
    loading: { name: "", progress: undefined },
    hasInstead: false,
    run: undefined,
    chain: undefined,
    host: "workers",
    file: undefined,
    chainFile: undefined,
    awaited: false,
    opening: false,
    wanted: undefined,
    linkedRun: undefined,
    searching: undefined,
    played: false,
    speed: "normal",
    error: undefined,
    notice: undefined,
    selectedPeer: undefined,
    theme,
    level: "protocol",
    language,
    presenting: false,
    pressed: undefined,
    blank: false,
    room: undefined,
    embed: undefined,
    weighed: false,
    truth: false,
    ...AT_REST,
    compared: undefined,
    lesson: undefined,
  }));
}
