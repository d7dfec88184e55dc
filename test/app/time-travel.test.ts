/** Going back and forth in a run on the page, looking for what comes, and acting in the past. */

import { expect, test, vi } from "vitest";
import { turnBack } from "../../src/app/backwards.ts";
import { playOut } from "../../src/app/play-out.ts";
import type { Session } from "../../src/app/session.ts";
import { policyIn } from "../../src/app/shown-run.ts";
import { reopen } from "../../src/app/strides.ts";
import { toggle } from "../../src/app/toggle.ts";
import { plainText } from "../../src/replay/plain.ts";
import { Prng } from "../../src/sim/prng.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import { builtIn, runToEnd, worldOf } from "../world/worlds.ts";
import { frame, onAPage, sessionWith } from "./prompt-session.ts";

onAPage();

/** All that is so at the moment shown. */
function shown({ view }: Session): string {
  return plainText(view.history.at(view.position));
}

const slowC: Act = { kind: "setBehaviours", node: "C", behaviours: [{ kind: "slow", factor: 20 }] };

test("what was shown on the way is shown again on the way back, event by event", async () => {
  const { session, host } = await sessionWith("slow-peer");
  const way = new Map<number, string>();
  for (let i = 0; i < 150; i++) {
    way.set(session.view.position, shown(session));
    await session.step();
  }
  const { events } = host().world;
  const { history } = session.view;
  const visited = new Set<number>();
  while (session.view.position > 0) {
    await session.time.stepBack();
    const { position } = session.view;
    visited.add(position);
    if (way.has(position)) expect(shown(session)).toBe(way.get(position));
  }
  expect(session.at).toBe(0);
  for (const position of way.keys()) {
    // What one node does at one moment is one step back, however many events that were.
    const [before, next] = [position - 1, position].map((i) => (i < 0 ? undefined : history.record(i)));
    const isWithin = before?.at === next?.at && before?.node === next?.node;
    expect(visited.has(position)).toBe(!isWithin);
  }
  expect(visited.size).toBeGreaterThan(100);
  await session.time.toNewest();
  expect(session.playhead.isBehind).toBe(false);
  expect(host().world.events).toBe(events);
});

test("a moment is the same one played, sought, jumped to and come back to", async () => {
  const prng = Prng.fromSeed(3).split("seek");
  const { session } = await sessionWith("reorganisation");
  const last = runToEnd(builtIn("reorganisation")).records.at(-1)?.at ?? 0;
  const moments = Array.from({ length: 40 }, () => prng.below(last));
  const first = new Map<number, string>();
  for (const at of moments) {
    await session.time.seek({ at });
    const is = shown(session);
    expect(session.time.moment).toEqual({ at });
    expect(first.get(at) ?? is).toBe(is);
    first.set(at, is);
  }
  const played = await sessionWith("reorganisation");
  for (const at of [...moments].sort((a, b) => a - b)) {
    await played.session.time.seek({ at });
    expect(shown(played.session)).toBe(first.get(at));
  }
  // No host has been asked for anything but to go on.
  expect(await playOut(session)).toEqual(runToEnd(builtIn("reorganisation")).summary);
});

test("played from an earlier moment it goes through what has been, and on beyond it; and backwards to the beginning", async () => {
  const { session, host } = await sessionWith("slow-peer");
  await session.time.seek({ at: 3_000_000 });
  await session.time.seek({ at: 1_000_000 });
  const asked = host().bounds.length;
  session.play("normal");
  let wall = 0;
  const draw = (times: number) => {
    for (let i = 0; i < times; i++) {
      wall += 100;
      frame(wall);
    }
  };
  draw(11);
  expect(session.at).toBe(2_000_000);
  expect(host().bounds).toHaveLength(asked);
  draw(15);
  expect(session.at).toBeGreaterThan(3_000_000);
  expect(session.playhead.isBehind).toBe(false);
  expect(host().bounds.length).toBeGreaterThan(asked);
  session.play("normal", true);
  const { at } = session;
  draw(11);
  expect(session.at).toBe(at - 1_000_000);
  expect(session.store.getState()).toMatchObject({ doing: { kind: "playing", isBackwards: true } });
  draw(40);
  expect(session.at).toBe(0);
  expect(session.store.getState().doing.kind).not.toBe("playing");
});

test("until something comes true it runs, and stands right after it with the cause there", async () => {
  const { session } = await sessionWith("slow-peer");
  await session.reload({ policy: "core" });
  expect(await session.time.until({ kind: "stall" })).toBe(true);
  expect(session.view.stall?.peer).toBe("D");
  const stall = session.view.position;
  expect(await session.time.until({ kind: "drop" })).toBe(true);
  expect(session.view.tale.drops.map(({ peer }) => peer)).toEqual(["D"]);
  expect(await session.time.until({ kind: "block", height: 100 })).toBe(true);
  expect(session.view.tipHeight).toBeGreaterThanOrEqual(100);
  let stalls = 0;
  while (session.view.position > stall && (await session.time.backTo({ kind: "stall" }))) stalls += 1;
  expect(session.view.position).toBe(stall);
  expect(stalls).toBe(session.view.history.landmarks.filter(({ kind }) => kind === "stall").length);
  expect(await session.time.until({ kind: "message", peer: "B" })).toBe(true);
  const { history, position } = session.view;
  // The whole event: what the message brought is there.
  expect(history.record(history.before(position))).toMatchObject({ kind: "delivered", node: 0, from: "B" });
  expect(history.after(position - 1)).toBe(position);
  // Nothing of that happens: it ends, and one stands there.
  expect(await session.time.until({ kind: "crash" })).toBe(false);
  expect(session.store.getState().doing).toEqual({ kind: "ended", ended: "synced" });
  await session.time.stepBack();
  expect(session.store.getState().doing.kind).not.toBe("ended");
});

test("an act in the past makes another future, and the old one can be had back whole", async () => {
  const { session, hosts } = await sessionWith("slow-peer");
  await playOut(session);
  const end = shown(session);
  const reached = session.playhead.reached;
  await session.time.seek({ at: 2_000_000 });
  const before = shown(session);
  const at = await session.act(slowC);
  expect(at).toBe(2_000_001);
  expect(hosts.map(({ disposed }) => disposed)).toEqual([true, false]);
  expect(session.time.rails.left).toMatchObject([{ number: 1, forkAt: at, reached, ended: "synced" }]);
  expect(session.time.rails.current).toBe(2);
  expect(session.view.peer("C")?.behaviours).toEqual([{ kind: "slow", factor: 20 }]);
  expect(session.run?.acts).toEqual([{ at, act: slowC }]);
  await session.time.seek({ at: 2_000_000 });
  expect(shown(session)).toBe(before);
  const other = await playOut(session);
  const prepared = worldOf(builtIn("slow-peer"), { acts: [{ at, act: slowC }] });
  while (prepared.advance(undefined));
  expect(other).toEqual(prepared.summary());
  await session.time.takeRail(1);
  expect(session.time.rails.left).toMatchObject([{ number: 2, forkAt: at, ended: "synced" }]);
  expect(session.run?.acts).toEqual([]);
  await session.time.toNewest();
  expect(shown(session)).toBe(end);
});

test("an act at the newest moment is done there, and one in what nobody has seen leaves nothing behind", async () => {
  const { session, hosts } = await sessionWith("slow-peer");
  await session.time.seek({ at: 1_000_000 });
  await session.act(slowC);
  expect(hosts).toHaveLength(1);
  // It has run further than to where one stands.
  await session.time.until({ kind: "stall" });
  await session.act({ kind: "cutLink", peer: "A" });
  expect(session.time.rails.left).toEqual([]);
  expect(session.view.peer("A")?.connected).toBe(false);
  expect(session.run?.acts).toHaveLength(2);
});

test("one's own acts are undone and done again, and the moment shown stays", async () => {
  const { session } = await sessionWith("slow-peer");
  await session.time.seek({ at: 1_000_000 });
  const untouched = shown(session);
  await session.act(slowC);
  const acted = shown(session);
  expect(await session.time.undo()).toBe(true);
  expect(session.run?.acts).toEqual([]);
  expect(shown(session)).toBe(untouched);
  expect(await session.time.undo()).toBe(false);
  expect(await session.time.redo()).toBe(true);
  expect(shown(session)).toBe(acted);
  expect(await session.time.redo()).toBe(false);
});

test("what made another future is undone by going back to the one that was left, whole; and done again likewise", async () => {
  const { session } = await sessionWith("slow-peer");
  await playOut(session);
  const reached = session.playhead.reached;
  await session.time.seek({ at: 2_000_000 });
  const before = shown(session);
  await session.act(slowC);
  await session.time.undo();
  expect(shown(session)).toBe(before);
  expect(session.playhead.reached).toBe(reached);
  expect(session.time.rails.current).toBe(1);
  expect(session.time.rails.left.map(({ number }) => number)).toEqual([2]);
  await session.time.redo();
  expect(session.view.peer("C")?.behaviours).toHaveLength(1);
  expect(session.time.rails.current).toBe(2);
});

test("what the page says of a run is the run itself, also when what was done is undone", async () => {
  const { session } = await sessionWith("slow-peer");
  const shownPolicy = () => {
    expect(session.store.getState().run).toBe(session.run);
    return policyIn(session.store.getState());
  };
  expect(shownPolicy()).toBe("learncoin");
  await session.time.seek({ at: 1_000_000 });
  await session.act({ kind: "setPolicy", node: "You", policy: "core" });
  expect(shownPolicy()).toBe("core");
  await session.time.undo();
  expect(shownPolicy()).toBe("learncoin");
  await session.time.redo();
  expect(shownPolicy()).toBe("core");
});

test("what is asked for at once is done one after the other", async () => {
  const { session } = await sessionWith("slow-peer");
  const asked = [
    session.act({ kind: "cutLink", peer: "D" }),
    session.act({ kind: "cutLink", peer: "E" }),
    session.time.seek({ at: 2_000_000 }),
    session.time.seek({ at: 1_000_000 }),
    session.act({ kind: "stopNode", node: "F" }),
    session.time.undo(),
  ];
  expect((await Promise.allSettled(asked)).map((done) => done.status)).not.toContain("rejected");
  expect(session.run?.acts.map(({ act }) => act.kind)).toEqual(["cutLink", "cutLink"]);
});

test("once more at the end plays what has been, and nothing that was done is lost", async () => {
  const { session, hosts } = await sessionWith("slow-peer");
  await session.act(slowC);
  await playOut(session);
  toggle(session);
  await expect.poll(() => session.store.getState().doing.kind).toBe("playing");
  expect(session.at).toBe(0);
  expect(hosts).toHaveLength(1);
  expect(session.run?.acts).toHaveLength(1);
});

test("an act that cannot be done in the past is refused, and everything stays as it was", async () => {
  const { session, hosts } = await sessionWith("slow-peer");
  await session.time.seek({ at: 2_000_000 });
  await session.time.seek({ at: 1_000_000 });
  const before = shown(session);
  await expect(session.act({ kind: "cutLink", peer: "Z" })).rejects.toThrow("Z");
  expect(hosts).toHaveLength(1);
  expect(session.time.rails.left).toEqual([]);
  expect(shown(session)).toBe(before);
  expect(session.store.getState().loading).toBeUndefined();
});

test("what plays turns back, without its host running on, and stands still where it is told so again", async () => {
  const { session, host } = await sessionWith("slow-peer");
  const is = () => {
    const { doing } = session.store.getState();
    return [doing.kind === "playing", doing.kind === "playing" && doing.isBackwards];
  };
  await session.time.seek({ at: 5_000_000 });
  session.play("fast");
  frame(0);
  frame(100);
  expect(is()).toEqual([true, false]);
  const from = session.at;
  await turnBack(session);
  expect(is()).toEqual([true, true]);
  const asked = host().bounds.length;
  frame(200);
  frame(300);
  expect(session.at).toBeLessThan(from);
  expect(host().bounds.length).toBe(asked);
  await turnBack(session);
  expect(is()).toEqual([false, false]);
  const stands = session.at;
  frame(400);
  expect(session.at).toBe(stands);
  await turnBack(session);
  for (let wall = 500; wall < 1500; wall += 100) frame(wall);
  await vi.waitFor(() => expect(is()).toEqual([false, false]));
  expect(session.at).toBe(0);
});

test("to begin anew loses nothing: what was done stays as a future that was left, and undo leads back to it", async () => {
  const { session } = await sessionWith("slow-peer");
  await session.time.seek({ at: 5_000_000 });
  await session.act(slowC);
  await session.time.seek({ at: 9_000_000 });
  const [run, was] = [session.run, shown(session)];
  await reopen(session);
  expect(session.run?.acts).toEqual([]);
  expect(session.at).toBeLessThan(1_000_000);
  expect(session.time.rails.left.map(({ number, forkAt }) => [number, forkAt])).toEqual([[1, 5_000_001]]);
  expect(session.time.rails.current).toBe(2);
  // What is done then is another future of the beginning.
  await session.act({ kind: "cutLink", peer: "B" });
  await session.time.undo();
  expect(session.run?.acts).toEqual([]);
  await session.time.undo();
  expect(session.run).toEqual(run);
  expect(session.at).toBe(9_000_000);
  expect(shown(session)).toBe(was);
  expect(session.time.rails.left.map(({ number }) => number)).toEqual([2]);
  // And once more: the one without acts is a rail by now.
  await reopen(session);
  expect(session.run?.acts).toEqual([]);
  expect(session.time.rails.left.map(({ number }) => number)).toEqual([1]);
  await session.time.takeRail(1);
  expect(session.run).toEqual(run);
  // To undo takes back what was done in it now.
  await session.time.undo();
  expect(session.run?.acts).toEqual([]);
});

test("to begin anew what nobody has touched leaves nothing behind, and what a file has brought stays in it", async () => {
  const { session } = await sessionWith("first-visit");
  await playOut(session);
  await reopen(session);
  expect(session.time.rails.left).toEqual([]);
  expect(await session.time.undo()).toBe(false);
  const acts = [{ at: 100_000, act: { kind: "cutLink", peer: "B" } }] as const;
  await session.load({ scenario: builtIn("first-visit"), seed: 1, host: "single-thread", acts });
  await session.time.seek({ at: 1_000_000 });
  await session.act({ kind: "cutLink", peer: "C" });
  await reopen(session);
  expect(session.run?.acts).toEqual(acts);
  expect(session.time.rails.left).toHaveLength(1);
});

test("who stands at the end of a run stands at an end after undo and redo, be it later or sooner", async () => {
  const { session } = await sessionWith("slow-peer");
  const ends = async () => {
    expect(session.store.getState().doing).toEqual({ kind: "ended", ended: "synced" });
    expect((await session.summary()).ended).toBe("synced");
    return session.at;
  };
  await playOut(session);
  const first = await ends();
  // At the very end, which it moves.
  await session.act({ kind: "mineBlock", node: "A" });
  await playOut(session);
  const second = await ends();
  expect(second).toBeGreaterThan(first);
  for (let i = 0; i < 2; i++) {
    await session.time.undo();
    await ends();
    await session.time.redo();
    expect(await ends()).toBe(second);
  }
  await session.time.undo();
  // And of an earlier moment, whose other future stays as a rail.
  await session.time.seek({ at: 5_000_000 });
  await session.act(slowC);
  await playOut(session);
  const slower = await ends();
  expect(slower).toBeGreaterThan(second);
  await session.time.undo();
  expect(await ends()).toBeLessThan(slower);
  await session.time.redo();
  expect(await ends()).toBe(slower);
  // Who looks back goes on looking back.
  await session.time.seek({ at: 9_000_000 });
  await session.time.undo();
  expect(session.store.getState().doing.kind).not.toBe("ended");
  expect(session.at).toBe(9_000_000);
});
