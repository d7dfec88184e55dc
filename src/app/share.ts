/** What can be given to others: addresses, and the run as a file. */
import type { Level } from "../lessons/lesson.ts";
import { printRun, type RunSpec } from "../world/scenario/run-spec.ts";
import { addressOf } from "./address.ts";
import { lessonAddress, linkedBeat } from "./lesson-link.ts";
import { shownLesson } from "./lesson-words.ts";
import { printLink } from "./link.ts";
import type { LanguageId } from "./locales/languages.ts";
import { policyName } from "./policy-text.ts";
import type { Session } from "./session.ts";
import { clock, t } from "./text.ts";
import type { Room, Theme } from "./view-state.ts";
import { noWorld } from "./worded.ts";
import { worldTitle } from "./world-title.ts";

/** How a class gets it; undefined: as each has it. */
interface Look {
  readonly theme: Theme | undefined;
  readonly language: LanguageId | undefined;
  readonly level: Level | undefined;
}

/** What is shared, and how who opens it gets it. */
export type Shared =
  | { readonly what: "moment" }
  | { readonly what: "scenario" }
  /** The lesson that is being given, where it is. */
  | { readonly what: "lesson" }
  | ({ readonly what: "class"; readonly room: Room } & Look);

/** The address that shows the moment shown. Rejects with a RangeError where the run is too long for one. */
export async function linkOf(session: Session): Promise<string> {
  const selected = session.store.getState().selectedPeer;
  const link = await printLink({ run: runOf(session), ...session.time.moment, selected });
  return `${page()}#${link}`;
}

/** Its address. Rejects as `linkOf`. */
export async function addressFor(session: Session, shared: Shared): Promise<string> {
  if (shared.what === "scenario") return addressOfRun(session, runOf(session));
  const { lesson } = session.store.getState();
  if (shared.what === "lesson" && lesson !== undefined) return lessonAddress(lesson);
  if (shared.what !== "class") return linkOf(session);
  // A class is given the lesson, where one is given.
  const url = new URL(await (lesson === undefined ? linkOf(session) : lessonAddress(lesson)));
  url.searchParams.set("class", shared.room);
  if (shared.theme !== undefined) url.searchParams.set("theme", shared.theme);
  if (shared.language !== undefined) url.searchParams.set("lang", shared.language);
  if (shared.level !== undefined) url.searchParams.set("level", shared.level);
  return url.href;
}

/** The world of a run as it begins, in words where they say all of it. Rejects as `linkOf`. */
export async function addressOfRun(session: Session, run: RunSpec): Promise<string> {
  const { minimumChainWork, chain } = run;
  const state = { ...session.store.getState(), run: { ...run, acts: [] } };
  const own = {
    theme: undefined,
    language: undefined,
    level: undefined,
    room: undefined,
    embed: undefined,
    lesson: undefined,
  };
  const search = addressOf({ ...state, host: "workers", ...own });
  if (search !== "" && minimumChainWork === undefined && chain === undefined) return `${page()}${search}`;
  return `${page()}#${await printLink({ run: { ...run, acts: [] }, at: 0 })}`;
}

/** What who opens it will see, and may do, in words. */
export function seenText(session: Session, shared: Shared): string {
  const { scenario, seed, policy = scenario.policy, acts } = runOf(session);
  const state = session.store.getState();
  const { lesson } = state;
  const ofClass = shared.what === "class" && (lesson === undefined ? shared.room : "lessonClass");
  const plain = shared.what === "class" ? ofClass : shared.what;
  const isLesson = lesson !== undefined && (plain === "lesson" || plain === "lessonClass");
  const beat = isLesson ? linkedBeat(lesson) : undefined;
  const kind = beat === undefined ? plain : `${plain}At`;
  return t(`share.sees.${kind}`, {
    title: isLesson ? shownLesson(lesson).title : worldTitle(state),
    beat,
    beats: lesson?.lesson.beats.length,
    clock: clock(session.at),
    policy: policyName(policy),
    seed,
    acts: acts.length === 0 ? "" : t("share.acts", { count: acts.length }),
  });
}

/** A file that the page opens, and the command line runs. */
export function runFileOf(session: Session): File {
  const run = runOf(session);
  return new File([`${printRun(run)}\n`], `${fileName(session)}.json`, { type: "application/json" });
}

/** Of a file with something of its run, without its ending. */
export function fileName(session: Session): string {
  const { scenario, seed } = runOf(session);
  return `headway-${scenario.id}-${seed}`;
}

function page(): string {
  return `${location.origin}${location.pathname}`;
}

function runOf({ run }: Session): RunSpec {
  if (run === undefined) throw noWorld();
  return run;
}
