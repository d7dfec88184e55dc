/** What the world that is shown does is one thing at a time. */
import { expect, test } from "vitest";
import { playOut } from "../../src/app/play-out.ts";
import { onAPage, sessionWith } from "./prompt-session.ts";

onAPage();

test("a run that has ended stands at its end, and before it only where an earlier moment is shown", async () => {
  const { session } = await sessionWith("slow-peer");
  const doing = () => session.store.getState().doing;
  expect(doing()).toEqual({ kind: "standing" });
  await playOut(session);
  expect(doing()).toEqual({ kind: "ended", ended: "synced" });
  // At its end it cannot be played any further.
  session.play();
  expect(doing()).toEqual({ kind: "ended", ended: "synced" });
  await session.time.seek({ at: 1_000_000 });
  expect(doing()).toEqual({ kind: "standing" });
  session.play(undefined, true);
  expect(doing()).toEqual({ kind: "playing", isBackwards: true });
  await session.pause();
  expect(doing()).toEqual({ kind: "standing" });
});

test("of a world that broke what has been is played, and it stays broken", async () => {
  const { session, hosts } = await sessionWith("slow-peer");
  const doing = () => session.store.getState().doing;
  await session.time.seek({ at: 2_000_000 });
  hosts[0]?.fail({ part: "B", message: "planted" });
  expect(doing()).toEqual({ kind: "broken" });
  session.play();
  expect(doing()).toEqual({ kind: "broken" });
  session.play(undefined, true);
  expect(doing()).toEqual({ kind: "playing", isBackwards: true });
  await session.pause();
  expect(doing()).toEqual({ kind: "broken" });
  await session.load({ scenario: session.run!.scenario, seed: 1, host: "workers" });
  expect(doing()).toEqual({ kind: "standing" });
});
