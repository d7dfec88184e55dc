/** Every key the page knows, once: what is bound and what the help prints come from this list. */

import { tinykeys } from "tinykeys";
import { turnBack } from "./backwards.ts";
import type { Guide } from "./gate.ts";
import type { KeyBinding } from "./key-binding.ts";
import { COMPARE_ID } from "./panels/TopBar.tsx";
import { UNTIL_ID } from "./panels/UntilButton.tsx";
import { perform } from "./perform.ts";
import { clickBack, clickOn, toggleBlank, toggleFullScreen, togglePresenting } from "./present.ts";
import type { Session } from "./session.ts";
import { skipDeadTime } from "./skip.ts";
import { reopen, roundTrip, stride, strideBack } from "./strides.ts";
import { t } from "./text.ts";
import { toggle } from "./toggle.ts";
import { toggleTruth } from "./truth-switch.ts";
import { runUntil } from "./until.ts";
import { SPEEDS } from "./view-state.ts";

export function keyBindings(session: Session, toggleHelp: () => void): readonly KeyBinding[] {
  const band = (by: number) => {
    const { speed } = session.store.getState();
    const next = SPEEDS[SPEEDS.indexOf(speed) + by];
    if (next !== undefined) session.setSpeed(next);
  };
  /** What would end or change a world that is being loaded waits until it stands. */
  const onWorld = (act: () => void) => () => {
    const { loading, room } = session.store.getState();
    if (loading === undefined && room !== "watch") act();
  };
  /** What changes the world waits for one that is nobody's class. */
  const unlocked = (act: () => unknown) => () =>
    session.store.getState().room === undefined ? act() : undefined;
  const moves = (id: string, pressed: readonly string[], shown: string, move: () => unknown): KeyBinding => ({
    id,
    keys: pressed,
    shown,
    act: onWorld(() => void perform(session, async () => move())),
  });
  const guided = (
    id: string,
    keys: readonly string[],
    shown: string,
    act: (guide: Guide, key: string) => void,
  ) => ({
    id,
    keys,
    shown,
    act: (key = "") => {
      const { guide } = session.time.guides;
      // Behind a blank page nothing goes on.
      if (guide !== undefined && !session.store.getState().blank) act(guide, key);
    },
    when: () => session.time.guides.guide !== undefined,
  });
  /** A clicker has no more than these. */
  const clicked = (id: string, pressed: readonly string[], shown: string, act: () => unknown) => ({
    id,
    keys: pressed,
    shown,
    act: () => {
      const { loading, room } = session.store.getState();
      // A class whose time is locked still goes through its lesson.
      if (loading === undefined && (room !== "watch" || session.time.guides.guide !== undefined)) void act();
    },
    when: () => session.time.guides.guide !== undefined || session.store.getState().presenting,
  });
  return [
    {
      id: "play",
      // A button under the focus takes Space for itself.
      keys: ["Space", "k"],
      shown: "Space, K",
      act: onWorld(() => toggle(session)),
    },
    moves("backwards", ["Shift+Space"], "Shift Space", () => turnBack(session)),
    moves("step", ["ArrowRight"], "→", () => session.step()),
    moves("back", ["ArrowLeft"], "←", () => session.time.stepBack()),
    moves("stride", ["Shift+ArrowRight"], "Shift →", () => stride(session)),
    moves("strideBack", ["Shift+ArrowLeft"], "Shift ←", () => strideBack(session)),
    moves("trip", ["l"], "L", () => roundTrip(session, false)),
    moves("tripBack", ["j"], "J", () => roundTrip(session, true)),
    moves("start", ["Home"], "Home", () => session.time.toStart()),
    moves("newest", ["End"], "End", () => session.time.toNewest()),
    moves("skip", ["n"], "N", () =>
      session.stillUntil === undefined
        ? runUntil(session, { condition: { kind: "trouble" }, words: t("until.trouble") })
        : skipDeadTime(session),
    ),
    moves("until", ["u"], "U", () => document.getElementById(UNTIL_ID)?.click()),
    moves(
      "undo",
      ["$mod+z"],
      "Ctrl Z",
      unlocked(() => session.time.undo()),
    ),
    moves(
      "redo",
      ["$mod+y", "$mod+Shift+z", "$mod+Shift+Z"],
      "Ctrl Y",
      unlocked(() => session.time.redo()),
    ),
    { id: "slower", keys: ["["], shown: "[", act: () => band(-1) },
    { id: "faster", keys: ["]"], shown: "]", act: () => band(1) },
    { id: "reset", keys: ["r"], shown: "R", act: onWorld(() => void reopen(session).catch(() => {})) },
    {
      id: "unselect",
      keys: ["Escape"],
      shown: "Esc",
      act: () => {
        if (session.time.isSearching) void session.pause();
        else if (!session.cancelLoading()) letGo(session);
      },
    },
    { id: "present", keys: ["p"], shown: "P", act: () => togglePresenting(session) },
    { id: "blank", keys: ["."], shown: ".", act: () => toggleBlank(session) },
    { id: "fullScreen", keys: ["f"], shown: "F", act: toggleFullScreen },
    {
      id: "compare",
      keys: ["v"],
      shown: "V",
      act: onWorld(() => document.getElementById(COMPARE_ID)?.click()),
    },
    {
      id: "weigh",
      keys: ["w"],
      shown: "W",
      act: () => session.store.setState(({ weighed }) => ({ weighed: !weighed })),
    },
    { id: "truth", keys: ["t"], shown: "T", act: () => toggleTruth(session) },
    { id: "help", keys: ["Shift+?"], shown: "?", act: toggleHelp },
    clicked("next", ["PageDown"], "PgDn", () => clickOn(session)),
    clicked("previous", ["PageUp"], "PgUp", () => perform(session, () => clickBack(session))),
    guided("vote", VOTES, "A B C D", (guide, key) => guide.vote(VOTES.indexOf(key.toLowerCase()))),
    guided("reveal", ["y"], "Y", (guide) => guide.reveal()),
  ];
}

/** Of what has been marked or chosen last. */
function letGo(session: Session): void {
  const { range, chosen } = session.store.getState();
  if (range !== undefined) session.store.setState({ range: undefined });
  else if (chosen !== undefined) session.store.setState({ chosen: undefined });
  else session.select(undefined);
}
/** Of the choices of a question. */
const VOTES = ["a", "b", "c", "d"];

/** Keys that a widget under the focus uses itself are left to it. `onPressed`: told of each that is not. */
export function bindKeys(
  bindings: readonly KeyBinding[],
  onPressed: (binding: KeyBinding) => void = () => {},
): () => void {
  const handlers = Object.fromEntries(
    bindings.flatMap((binding) =>
      binding.keys.map((key) => [
        key,
        (event: KeyboardEvent) => {
          if (event.defaultPrevented || belongsToWidget(event) || binding.when?.() === false) return;
          event.preventDefault();
          binding.act(event.key);
          onPressed(binding);
        },
      ]),
    ),
  );
  return tinykeys(window, handlers);
}

/** What arrows lead along, and what the space bar presses or the arrows open. */
const LED_ALONG = "[role=toolbar], [role=tablist], [role=slider], .log";
const PRESSED = `button, [role=radiogroup], ${LED_ALONG}`;

function belongsToWidget(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [role=menu], [role=listbox], [role=dialog]") !== null)
    return true;
  if (event.code === "Space") return !event.shiftKey && target.closest(PRESSED) !== null;
  // What is under the arrows besides what moves along itself: whoever has pressed Play may go on with them.
  const isSideways = event.code === "ArrowLeft" || event.code === "ArrowRight";
  return event.code.startsWith("Arrow") && target.closest(isSideways ? LED_ALONG : PRESSED) !== null;
}
