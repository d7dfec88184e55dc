import { expect, test, vi } from "vitest";
import { keyBindings } from "../../src/app/keys.ts";
import type { Session } from "../../src/app/session.ts";

/** What each key does to a page that loads a world, or not. */
function pressed(loading: boolean) {
  const done = vi.fn();
  const told = (name: string) => () => {
    done(name);
    return Promise.resolve();
  };
  const session = {
    store: { getState: () => ({ loading, speed: "normal" }) },
    toggle: told("toggle"),
    step: told("step"),
    skip: told("skip"),
    reload: told("reload"),
    stepUntil: () => Promise.resolve(),
    cancelLoading: () => {
      if (loading) done("cancelLoading");
      return loading;
    },
    select: told("select"),
  } as unknown as Session;
  const bindings = keyBindings(session, told("help"));
  return ["play", "step", "skip", "reset", "unselect", "help"].map((id) => {
    done.mockClear();
    bindings.find((binding) => binding.id === id)?.act();
    return done.mock.calls[0]?.[0];
  });
}

test("keys move the world that is there", () => {
  expect(pressed(false)).toEqual(["toggle", "step", "skip", "reload", "select", "help"]);
});

test("while one is being loaded they neither end nor move anything: Esc gives it up, and help is there", () => {
  expect(pressed(true)).toEqual([undefined, undefined, undefined, undefined, "cancelLoading", "help"]);
});
