import { expect, test, vi } from "vitest";
import { playOut } from "../../src/app/play-out.ts";
import { Session } from "../../src/app/session.ts";
import { fileChainIn, scenarioIn } from "../../src/app/shown-run.ts";
import { skipDeadTime } from "../../src/app/skip.ts";
import { stillText } from "../../src/app/still.ts";
import { openOnFirstRequest, reopen, stride } from "../../src/app/strides.ts";
import { toggle } from "../../src/app/toggle.ts";
import { createViewStore } from "../../src/app/view-state.ts";
import type { Loading } from "../../src/runtime/host.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import type { ChainFile } from "../../src/world/chains/chain-file.ts";
import { builtIn, runToEnd, worldOf } from "../world/worlds.ts";
import { frame, hostOf, onAPage, page, sessionWith } from "./prompt-session.ts";

onAPage();

test.each([
  ["slow", 0.05],
  ["normal", 1],
  ["fast", 20],
] as const)("%s: virtual time passes %f times as fast as the screen's", async (speed, factor) => {
  const { session, host } = await sessionWith();
  session.play(speed);
  for (let i = 1; i <= 20; i++) frame(i * 10);
  expect(session.at).toBe(190 * 1000 * factor);
  expect(host().bounds.at(-1)).toBe(session.at);
});

test("paused, the picture stands at a moment beyond which nothing has run", async () => {
  const { session, host } = await sessionWith();
  session.play("normal");
  for (let i = 1; i <= 30; i++) frame(i * 16);
  await session.pause();
  const { at } = session;
  frame(5000);
  frame(6000);
  expect(session.at).toBe(at);
  expect(host().world.now).toBe(at);
  expect([...session.view.flights.values()].every((flight) => flight.at <= at)).toBe(true);
});

test("a frame that comes late counts as a fifth of a second, and what the machine manages is known", async () => {
  const { session } = await sessionWith();
  session.play("normal");
  frame(10);
  frame(20);
  frame(5000);
  frame(5010);
  expect(session.at).toBe(220_000);
  expect(session.playhead.share).toBeLessThan(0.95);
});

test("time passes on a machine that draws less than two frames a second", async () => {
  const { session } = await sessionWith();
  session.play("normal");
  for (let i = 1; i <= 21; i++) frame(i * 560);
  expect(session.at).toBeGreaterThanOrEqual(20 * 200_000);
  expect(session.playhead.share).toBeGreaterThan(0.3);
  expect(session.playhead.share).toBeLessThan(0.5);
});

test("a hidden tab pauses and says so", async () => {
  const { session } = await sessionWith();
  session.play("normal");
  frame(10);
  page.visibilityState = "hidden";
  page.listener();
  await vi.waitFor(() => expect(session.store.getState()).toMatchObject({ doing: { kind: "standing" } }));
  expect(session.store.getState().notice).toMatch(/hidden/);
  session.play();
  expect(session.store.getState().notice).toBeUndefined();
});

test("to the end it gives what the run gives without a page, and shows its last moment", async () => {
  const { session } = await sessionWith();
  const summary = await playOut(session);
  expect(summary).toEqual(runToEnd(builtIn("first-visit")).summary);
  expect(session.store.getState()).toMatchObject({
    doing: { kind: "ended", ended: "synced" },
    speed: "normal",
  });
  expect(session.at / 1e6).toBeGreaterThanOrEqual(summary.atSeconds);
  toggle(session);
  await vi.waitFor(() => expect(session.store.getState()).toMatchObject({ doing: { kind: "playing" } }));
});

test("to the end is to the end of what was done last, even before the page has been told of it", async () => {
  const { session, host } = await sessionWith();
  await playOut(session);
  host().tellsLate = true;
  await session.act({ kind: "mineBlock", node: "A" });
  const summary = await playOut(session);
  expect(summary).toMatchObject({
    ended: "synced",
    local: { height: builtIn("first-visit").chain.blocks + 1 },
  });
  expect(session.store.getState()).toMatchObject({ doing: { kind: "ended", ended: "synced" } });
});

test("steps go event by event, and an act after the end makes it go on", async () => {
  const { session } = await sessionWith();
  for (let i = 0; i < 10; i++) await session.step();
  expect(session.events).toBe(10);
  await playOut(session);
  const at = await session.act({ kind: "cutLink", peer: "A" });
  expect(session.at).toBe(at);
  expect(session.store.getState().doing.kind).not.toBe("ended");
  expect(session.view.peer("A")?.connected).toBe(false);
});

test("from max one can go back to a pace", async () => {
  const { session, host } = await sessionWith("slow-peer");
  session.play("normal");
  frame(10);
  frame(20);
  session.setSpeed("fast");
  frame(30);
  expect(session.at).toBe(10_000 + 200_000);
  expect(host().bounds).not.toContain(undefined);
});

test("another world replaces the old one, whose host is disposed of", async () => {
  const { session, hosts } = await sessionWith();
  await session.load({ scenario: builtIn("classroom"), seed: 7, host: "single-thread" });
  expect(hosts.map(({ disposed }) => disposed)).toEqual([true, false]);
  expect(session.store.getState()).toMatchObject({ run: { seed: 7, scenario: { id: "classroom" } } });
  await session.dispose();
  expect(hosts[1]?.disposed).toBe(true);
  await expect(session.summary()).rejects.toThrow("no world");
});

test("a world that cannot be built is said on the page, and the old one stays", async () => {
  const { session } = await sessionWith();
  const broken = new Session(createViewStore("light"), async () => {
    throw new RangeError("height 12: high-hash");
  });
  const load = broken.load({ scenario: builtIn("classroom"), seed: 1, host: "workers" });
  await expect(load).rejects.toThrow("height 12");
  expect(broken.store.getState()).toMatchObject({ error: "height 12: high-hash", loading: undefined });
  expect(scenarioIn(session.store.getState())?.id).toBe("first-visit");
});

test("what is being loaded can be given up: the world that is there stays, and nothing is wrong", async () => {
  const { session, hosts, host } = await sessionWith();
  session.play("normal");
  frame(10);
  frame(50);
  const { at } = session;
  const stopped: unknown[] = [];
  const waits = new Session(session.store, (_, __, onLoading, signal) => {
    onLoading({ part: "file", share: 0.4 });
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        stopped.push(signal.reason);
        reject(signal.reason);
      });
    });
  });
  expect(session.cancelLoading()).toBe(false);
  const load = waits.load({ scenario: builtIn("classroom"), seed: 1, host: "workers", fileName: "a.bin" });
  await vi.waitFor(() => expect(session.store.getState().loading?.progress?.share).toBe(0.4));
  expect(session.store.getState()).toMatchObject({ loading: { name: "a.bin" } });
  expect(waits.cancelLoading()).toBe(true);
  await expect(load).rejects.toThrow("cancelled");
  expect(stopped).toHaveLength(1);
  expect(session.store.getState()).toMatchObject({
    ...{ loading: undefined, error: undefined, doing: { kind: "standing" } },
    run: { scenario: { id: "first-visit" } },
  });
  // Even where a host is there already when it is no longer wanted.
  await session.pause();
  const late = session.load({ scenario: builtIn("classroom"), seed: 1, host: "workers" });
  session.cancelLoading();
  await expect(late).rejects.toThrow("cancelled");
  expect(hosts.map(({ disposed }) => disposed)).toEqual([false, true]);
  expect(hosts[0]).not.toBe(host());
  expect(session.at).toBeGreaterThanOrEqual(at);
  await session.step();
  expect(session.at).toBeGreaterThan(at);
});

test("what is told of a world's loading after it stands leaves it standing", async () => {
  const { session, host } = await sessionWith();
  let tellLate: ((loading: Loading) => void) | undefined;
  const other = new Session(session.store, async (_, __, onLoading) => {
    tellLate = onLoading;
    return hostOf(host().world);
  });
  await other.load({ scenario: builtIn("first-visit"), seed: 1, host: "workers" });
  expect(session.store.getState().loading).toBeUndefined();
  tellLate?.({ part: "nodes", share: 1 });
  expect(session.store.getState().loading).toBeUndefined();
});

test("a file starts at a speed at which one sees it, and what follows it at the speed of before", async () => {
  const { session } = await sessionWith();
  const speed = () => session.store.getState().speed;
  const load = (chainFile?: ChainFile) =>
    session.load({ scenario: builtIn("first-visit"), seed: 1, host: "single-thread", chainFile });
  const files = [1, 2].map((): ChainFile => ({ kind: "headers", bytes: new Uint8Array() }));
  session.setSpeed("fast");
  await load(files[0]);
  expect(speed()).toBe("slow");
  expect(fileChainIn(session.store.getState())).toMatchObject({ network: "regtest", blocks: 9 });
  await load();
  expect(speed()).toBe("fast");
  // What a person chooses stays.
  await load(files[0]);
  session.setSpeed("normal");
  await session.reload();
  expect(speed()).toBe("normal");
  await load(files[1]);
  expect(speed()).toBe("slow");
  await load();
  expect(speed()).toBe("normal");
  expect(fileChainIn(session.store.getState())).toBeUndefined();
});

test("a part that breaks is named and the run pauses; another world can be loaded", async () => {
  const { session, host } = await sessionWith();
  session.play("normal");
  frame(10);
  host().fail({ part: "C", message: "out of memory" });
  expect(session.store.getState()).toMatchObject({ doing: { kind: "broken" } });
  expect(session.store.getState().error).toMatch(/C.*out of memory/);
  await expect(playOut(session)).rejects.toThrow("out of memory");
  await session.reload();
  expect(session.store.getState()).toMatchObject({ doing: { kind: "standing" }, error: undefined });
});

test("dead time is known, and skipped in one go without changing the run", async () => {
  const world = builtIn("reorganisation");
  const { session } = await sessionWith("reorganisation");
  session.play("normal");
  let wall = 0;
  const draw = () => {
    wall += 50;
    frame(wall);
  };
  while (session.stillUntil === undefined && wall < 60_000) draw();
  const until = session.stillUntil;
  expect(until).toBeGreaterThan(session.at + 1_500_000);
  expect(stillText(session.view, world, session.at, until ?? 0)).toMatch(/nothing (is owed|moves)/i);
  let skips = 0;
  while (session.store.getState().doing.kind !== "ended" && wall < 300_000) {
    if (session.stillUntil !== undefined) {
      await skipDeadTime(session);
      skips += 1;
    }
    draw();
  }
  expect(skips).toBeGreaterThan(0);
  expect(await session.summary()).toEqual(runToEnd(world).summary);
});

test("what is skipped to can be seen: past what is due and leaves no trace", async () => {
  const { session } = await sessionWith("silent-sync-peer");
  await session.load({
    scenario: builtIn("silent-sync-peer"),
    seed: 1,
    host: "single-thread",
    policy: "core",
  });
  await session.time.seek({ at: 5_000_000 });
  const { count } = session.view.history;
  expect(session.stillUntil).toBeGreaterThan(5_000_000);
  await skipDeadTime(session);
  expect(session.view.history.count).toBeGreaterThan(count);
  expect(session.at).toBe(session.view.history.atOf(session.view.history.count - 1));
  expect(session.store.getState().doing.kind).toBe("standing");
});

test("who does not answer is told, until it answers, breaks or the world is another", async () => {
  const { session, host } = await sessionWith();
  const silent = () => session.store.getState().silent;
  session.play("normal");
  host().fallSilent(["B"]);
  expect(silent()).toEqual(["B"]);
  expect(session.store.getState()).toMatchObject({ doing: { kind: "playing" } });
  host().fallSilent([]);
  expect(silent()).toEqual([]);
  host().fallSilent(["B"]);
  host().fail({ part: "B", message: "its worker does not answer" });
  expect(session.store.getState()).toMatchObject({ silent: [], doing: { kind: "broken" } });
  await session.reload();
  const old = host();
  old.fallSilent(["C"]);
  await session.reload();
  expect(silent()).toEqual([]);
  old.fallSilent(["C"]);
  expect(silent()).toEqual([]);
});

test.each(builtInScenarios.map(({ id }) => id))("%s opens on its first question, under way", async (id) => {
  const { session } = await sessionWith(id);
  await openOnFirstRequest(session);
  const asked = [...session.view.flights.values()].find(({ command }) => command.startsWith("get"));
  expect(asked).toBeDefined();
  expect(session.at).toBeGreaterThan(asked?.departAt ?? 0);
  expect(session.at).toBeLessThan(asked?.arriveAt ?? 0);
  expect(session.store.getState()).toMatchObject({ doing: { kind: "standing" }, played: false });
});

test("a world in which nobody can be asked opens at its beginning all the same", async () => {
  const { session } = await sessionWith("first-visit");
  for (const { id } of builtIn("first-visit").peers) await session.act({ kind: "stopNode", node: id });
  await openOnFirstRequest(session);
  expect(session.at).toBeLessThan(90_000_000);
  expect(session.store.getState().doing.kind).not.toBe("playing");
});

test("a chain that is too light for the policy is said as soon as its world stands, and of the next world no more", async () => {
  const light = "its work is less than the minimum";
  const told = [light, undefined];
  const session = new Session(createViewStore("light"), async (_, { scenario, seed }) => {
    const host = hostOf(worldOf(scenario, { seed }));
    host.chain = { ...host.chain, lightChain: told.shift() };
    return host;
  });
  const options = { scenario: builtIn("first-visit"), seed: 1, host: "single-thread" } as const;
  await session.load(options);
  expect(session.store.getState().chain?.lightChain).toBe(light);
  await session.load(options);
  expect(session.store.getState().chain?.lightChain).toBeUndefined();
});

test("who looks on is told once of what is stepped over", async () => {
  const { session } = await sessionWith("slow-peer");
  let told = 0;
  session.subscribe(() => {
    told += 1;
  });
  await session.stepUntil(() => session.events >= 30, 100);
  expect(session.events).toBe(30);
  expect(told).toBe(1);
});

test("a stride leads to the next line of the log, and does not change the run", async () => {
  const { session } = await sessionWith();
  for (let i = 0; i < 20; i++) {
    const { told } = session.view;
    await stride(session);
    expect(session.view.told).toBeGreaterThan(told);
  }
  const summary = await playOut(session);
  expect(summary).toEqual(runToEnd(builtIn("first-visit")).summary);
  const { told } = session.view;
  await stride(session);
  expect(session.view.told).toBe(told);
});

test("a world that is begun anew opens as it does when the page is fresh, and nobody has played it", async () => {
  const { session } = await sessionWith("first-visit");
  await openOnFirstRequest(session);
  const { at } = session;
  expect(at).toBeGreaterThan(0);
  await playOut(session);
  await reopen(session);
  expect(session.at).toBe(at);
  expect(session.view.tipHeight).toBe(0);
  expect(session.store.getState()).toMatchObject({ doing: { kind: "standing" }, played: false });
});
