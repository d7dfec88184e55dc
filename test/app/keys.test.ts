import { expect, test, vi } from "vitest";
import { keyBindings } from "../../src/app/keys.ts";
import type { Session } from "../../src/app/session.ts";

const KEYS = [
  ["play", "play"],
  ["step", "step"],
  ["back", "stepBack"],
  ["strideBack", "backTo"],
  ["trip", "until"],
  ["tripBack", "backTo"],
  ["start", "toStart"],
  ["newest", "toNewest"],
  ["skip", "stepUntil"],
  ["undo", "undo"],
  ["redo", "redo"],
  ["reset", "startOver"],
  ["unselect", "select"],
  ["help", "help"],
] as const;

/** What each key does to a page that loads a world, or not. */
function pressed(loading: boolean) {
  const done = vi.fn();
  const told = (name: string) => () => {
    done(name);
    return Promise.resolve();
  };
  const session = {
    store: {
      getState: () => ({ loading: loading ? {} : undefined, speed: "normal", doing: { kind: "standing" } }),
      setState: () => {},
    },
    stillUntil: 1,
    view: { syncPeer: "A", history: { count: 0 } },
    time: {
      guides: { guide: undefined },
      isSearching: false,
      stepBack: told("stepBack"),
      backTo: told("backTo"),
      until: told("until"),
      toStart: told("toStart"),
      toNewest: told("toNewest"),
      undo: told("undo"),
      redo: told("redo"),
      startOver: told("startOver"),
    },
    play: told("play"),
    playhead: { isBehind: true },
    step: told("step"),
    track: () => {},
    stepUntil: told("stepUntil"),
    cancelLoading: () => {
      if (loading) done("cancelLoading");
      return loading;
    },
    select: told("select"),
  } as unknown as Session;
  const bindings = keyBindings(session, told("help"));
  return KEYS.map(([id]) => {
    done.mockClear();
    bindings.find((binding) => binding.id === id)?.act();
    return done.mock.calls[0]?.[0];
  });
}

test("keys move the world that is there", () => {
  expect(pressed(false)).toEqual(KEYS.map(([, does]) => does));
});

test("while one is being loaded they neither end nor move anything: Esc gives it up, and help is there", () => {
  const whileLoading = new Map<string, string>([
    ["unselect", "cancelLoading"],
    ["help", "help"],
  ]);
  expect(pressed(true)).toEqual(KEYS.map(([id]) => whileLoading.get(id)));
});
