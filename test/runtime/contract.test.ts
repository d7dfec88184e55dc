/** What whoever drives a run may rely on, the same in one thread and with a worker for each node, races among it. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { toldRecords } from "../../src/runtime/told-records.ts";
import { Member } from "../../src/world/host/member.ts";
import { LOCAL_NODE, type WorldRecord } from "../../src/world/record.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";
import { type DrivenHost, HOSTS } from "./hosts.ts";

const slowB: Act = { kind: "setBehaviours", node: "B", behaviours: [{ kind: "slow", factor: 20 }] };
const newPeer = {
  kind: "addPeer",
  peer: { id: "Z", link: { latencyMs: 400 }, uploadBytesPerSecond: 2_000_000 },
};

/** A machine that is busy with something else takes longer than a second. */
const AT_MOST_MS = 60_000;

/** Long enough for everything that still moves to be heard. */
const aWhile = (ms = 40) => new Promise((resolve) => setTimeout(resolve, ms));

/** Of a peer's disk whoever looks through the local node's eyes is told only how much it holds, if that is in another thread. */
const withoutDisks = (records: readonly WorldRecord[]) =>
  records.flatMap((record) => toldRecords(record.node <= 0 ? LOCAL_NODE : "a peer", [record]));

describe.each(Object.entries(HOSTS))("with %s", (_, make) => {
  const hosts: DrivenHost[] = [];
  const start = async (scenario: Scenario = builtIn("classroom"), seed = 3) => {
    const host = await make(scenario, seed);
    hosts.push(host);
    return host;
  };
  afterEach(() => {
    vi.restoreAllMocks();
    for (const host of hosts.splice(0)) host.dispose();
  });

  /** Throws at this node, from the `nth` time on that it is asked this. */
  const breakAt = (name: string, method: "advance" | "applyAct" | "totals", nth = 1) => {
    const original = Member.prototype[method] as (...args: unknown[]) => unknown;
    let times = 0;
    vi.spyOn(Member.prototype, method).mockImplementation(function (this: Member, ...args: unknown[]) {
      if (this.name === name && ++times >= nth) throw new Error("planted failure");
      return original.apply(this, args) as never;
    });
  };
  /** Nothing moves, and nothing more is told. */
  const expectStill = async (host: DrivenHost) => {
    const { events, atSeconds } = await host.summary();
    const told = host.told.progress.length;
    await aWhile();
    expect(await host.summary()).toMatchObject({ events, atSeconds });
    expect(host.told.progress.length).toBe(told);
  };

  it("a run to its end is that of the command line, and its records are all of them, once", async () => {
    const host = await start();
    host.runTo(undefined);
    await host.ended();
    const whole = runToEnd(builtIn("classroom"), { seed: 3 });
    expect(await host.summary()).toEqual(whole.summary);
    expect(withoutDisks(host.told.records)).toEqual(withoutDisks(whole.records));
  });

  it("goes to a bound and no further, and a later bound replaces it", async () => {
    const host = await start();
    host.runTo(9_000_000);
    host.runTo(2_000_000);
    await vi.waitFor(() => expect(host.told.progress.at(-1)?.now).toBe(2_000_000), { timeout: AT_MOST_MS });
    await expectStill(host);
    host.runTo(undefined);
    host.runTo(3_000_000);
    expect(await host.pause()).toBeLessThanOrEqual(3_000_000);
    expect(host.told.records.every(({ at }) => at < 3_000_000)).toBe(true);
  });

  it("a pause that has resolved means that nothing moves", async () => {
    const host = await start();
    host.runTo(undefined);
    await aWhile(5);
    const at = await host.pause();
    expect(host.told.progress.at(-1)?.now).toBe(at);
    await expectStill(host);
  });

  it("what is done after a pause is done at the moment at which the run stands", async () => {
    const host = await start();
    for (let i = 1; i <= 6; i++) {
      host.runTo(i % 2 === 0 ? undefined : i * 700_000);
      for (let turns = 0; turns < 3 * i; turns++) await new Promise((resolve) => setImmediate(resolve));
      const at = await host.pause();
      expect(await host.pause()).toBe(at);
      expect(host.told.progress.at(-1)?.now).toBe(at);
      expect(
        (await host.act({ kind: i % 2 === 0 ? "cutLink" : "mendLink", peer: "C" })).at - at,
      ).toBeLessThanOrEqual(1);
    }
  });

  it("a pause during an act is not lost", async () => {
    const host = await start();
    host.runTo(undefined);
    const done = host.act(slowB);
    await host.pause();
    await expectStill(host);
    const { at } = await done;
    expect(host.told.records).toContainEqual(expect.objectContaining({ kind: "acted", at }));
    expect((await host.summary()).ended).toBe("running");
  });

  it("nor is one that comes in the middle of it, however far it has got", async () => {
    const host = await start();
    for (let turns = 0; turns < 8; turns++) {
      host.runTo(undefined);
      const done = host.act({ kind: turns % 2 === 0 ? "cutLink" : "mendLink", peer: "C" });
      for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
      await host.pause();
      await done;
      await expectStill(host);
    }
    expect((await host.summary()).ended).toBe("running");
  });

  it("nor is one before a look at it, and what is wished after that counts", async () => {
    const host = await start();
    host.runTo(undefined);
    const looked = host.summary();
    const paused = host.pause();
    expect((await looked).ended).toBe("running");
    await paused;
    await expectStill(host);
    const pausedAgain = host.pause();
    host.runTo(undefined);
    await pausedAgain;
    await host.ended();
  });

  it("an act leaves a run that goes on going on, and one that stands standing", async () => {
    const host = await start();
    await host.act(slowB);
    await expectStill(host);
    host.runTo(undefined);
    await host.act({ kind: "cutLink", peer: "C" });
    await host.ended();
    expect((await host.summary()).ended).toBe("synced");
  });

  it("an act after the end takes the end back, and does not set anything going", async () => {
    const host = await start();
    host.runTo(undefined);
    await host.ended();
    await host.act({ kind: "mineBlock", node: "A" });
    expect(host.told.progress.at(-1)?.ended).toBeUndefined();
    expect((await host.summary()).ended).toBe("running");
    await expectStill(host);
    host.runTo(undefined);
    await host.ended();
    expect((await host.summary()).local.height).toBe(1 + builtIn("classroom").chain.blocks);
  });

  it("a storm of acts, pauses and steps ends as the same acts in a file do", async () => {
    const scenario = builtIn("first-visit");
    const host = await start(scenario);
    host.runTo(undefined);
    const acts: Promise<{ at: number; act: Act }>[] = [];
    const others: Promise<unknown>[] = [];
    for (let i = 0; i < 4; i++) {
      acts.push(host.act({ kind: "mineBlock", node: "A" }));
      others.push(host.pause(), host.step());
      acts.push(host.act({ kind: i % 2 === 0 ? "stopNode" : "startNode", node: "C" }));
      host.runTo(i % 2 === 0 ? undefined : 500_000);
      if (i === 2) await aWhile(2);
    }
    acts.push(host.act(newPeer));
    others.push(host.pause());
    await Promise.all(others);
    const done = await Promise.all(acts);
    host.runTo(undefined);
    await host.ended();
    const summary = await host.summary();
    expect(summary.ended).toBe("synced");
    expect(done.map(({ at }) => at)).toEqual(done.map(({ at }) => at).sort((a, b) => a - b));
    const inFile = done.map(({ at, act }) => ({ atSeconds: at / 1_000_000, act }));
    const again = runToEnd({ ...scenario, acts: inFile }, { seed: 3 }).summary;
    expect(summary).toEqual(again);
  });

  it("a step is one event, whatever was wished before", async () => {
    const host = await start();
    host.runTo(undefined);
    await host.step();
    const { events } = host.told.progress.at(-1) ?? { events: 0 };
    await Promise.all([host.step(), host.step()]);
    expect(host.told.progress.at(-1)?.events).toBe(events + 2);
    // A pause adds nothing to it, not even a microsecond.
    const { now } = host.told.progress.at(-1) ?? { now: -1 };
    for (let i = 0; i < 20; i++) {
      const at = await host.step();
      expect(await host.pause()).toBe(at);
      expect(host.told.progress.at(-1)?.events).toBe(events + 3 + i);
    }
    expect(now).toBeLessThanOrEqual(await host.pause());
    await expectStill(host);
  });

  it.each([
    [{ kind: "explode", node: "A" }, "kind: expected one of setBehaviours"],
    [null, "act: expected one of setBehaviours"],
    ["stopNode", "act: expected one of setBehaviours"],
    [{ kind: "stopNode", node: "Q" }, "node: expected a node that is there by then, found Q"],
    [{ kind: "stopNode" }, "node: expected a name"],
    [{ kind: "cutLink", peer: "You" }, "peer: expected a peer that is there by then, found You"],
    [{ kind: "cutLink", peer: "A", from: "B" }, "from: expected a node with a link to A, found B"],
    [{ kind: "setPolicy", node: "A", policy: "bitcoinj" }, "policy: expected one of"],
    [
      { kind: "setBehaviours", node: "A", behaviours: [{ kind: "shy" }] },
      "behaviours.0.kind: expected a kind",
    ],
    [{ kind: "setBehaviours", node: "A", behaviours: [{ kind: "slow" }] }, "behaviours.0.factor: expected"],
    [{ kind: "addPeer", peer: { id: "A" } }, "peer.id: expected a name not yet taken, found A"],
    [{ kind: "addPeer", peer: { id: "Z", chain: "moon" } }, "peer.chain: expected main or"],
    [{ kind: "addPeer", peer: { id: "Z", height: 99_999 } }, "peer.height: expected at most"],
    [{ kind: "addPeer" }, "peer: expected an object, found nothing"],
    [{ kind: "mineBlock", node: "A", blocks: 1e9 }, "blocks: expected a whole number"],
    [
      { kind: "mineBlock", node: "A", forkDepth: 99 },
      "forkDepth: expected at most the height of the longest chain by then, 40, found 99",
    ],
    [
      { kind: "setBehaviours", node: "A", behaviours: [] },
      "behaviours: expected others than A has, found none",
    ],
  ])("refuses %o by name; nothing has happened, and what goes on goes on", async (act, why) => {
    const host = await start(builtIn("first-visit"));
    host.runTo(100_000);
    await expect(host.act(act)).rejects.toThrow(why);
    host.runTo(undefined);
    await expect(host.act(act)).rejects.toThrow(RangeError);
    await host.ended();
    expect(host.told.failures).toEqual([]);
    expect(await host.summary()).toEqual(runToEnd(builtIn("first-visit"), { seed: 3 }).summary);
  });

  it("has room for 64 peers and no more, as a file has", async () => {
    const host = await start(builtIn("first-visit"));
    const room = 64 - builtIn("first-visit").peers.length;
    const join = (i: number) => host.act({ kind: "addPeer", peer: { id: `N${i}` } });
    for (let i = 0; i < room; i++) await join(i);
    await expect(join(room)).rejects.toThrow(`peer: expected at most 64 peers in all, found N${room}`);
  });

  it("after the run's time nothing can be done, and that is said", async () => {
    const host = await start({ ...builtIn("first-visit"), deadlineSeconds: 0.01 });
    host.runTo(undefined);
    await host.ended();
    const { traceHash, events } = await host.summary();
    await host.act({ kind: "stopNode", node: "A" }).then(
      // The last moment is still one of the run's.
      ({ at }) => expect(at).toBeLessThanOrEqual(10_000),
      (error) => expect(error.message).toContain("before the run's time is over"),
    );
    await expect(host.act({ kind: "stopNode", node: "B" })).rejects.toThrow("0.01 s");
    expect(await host.summary()).toMatchObject({ traceHash, events });
  });

  it.each([
    ["advance", 1],
    ["advance", 7],
    ["applyAct", 1],
    ["totals", 1],
  ] as const)("a member that fails at %s (%i) is named once, and nobody goes on", async (method, nth) => {
    const host = await start();
    breakAt("B", method, nth);
    const asked = method === "advance" ? undefined : method === "applyAct" ? host.act(slowB) : host.summary();
    if (asked === undefined) host.runTo(undefined);
    else await expect(asked).rejects.toThrow("planted failure");
    await vi.waitFor(() => expect(host.told.failures).toEqual([{ part: "B", message: "planted failure" }]), {
      timeout: AT_MOST_MS,
    });
    const told = host.told.progress.length;
    await expect(host.step()).rejects.toThrow("cannot go on");
    await expect(host.act(slowB)).rejects.toThrow("cannot go on");
    // It stands, whatever else can be said of it.
    await host.pause();
    host.runTo(undefined);
    await aWhile();
    expect(host.told.failures).toHaveLength(1);
    expect(host.told.progress.length).toBe(told);
  });

  it("one that fails while others wait ends all that wait", async () => {
    const host = await start();
    breakAt("A", "applyAct");
    const waiting = [host.act(slowB), host.step(), host.summary()];
    await host.pause();
    const settled = await Promise.allSettled(waiting);
    expect(settled.map(({ status }) => status)).toEqual(waiting.map(() => "rejected"));
    expect(host.told.failures).toHaveLength(1);
  });

  it("ended in the middle of a step, an act or a run it says nothing more", async () => {
    for (const busy of [
      (host: DrivenHost) => host.step(),
      (host: DrivenHost) => host.act(slowB),
      (host: DrivenHost) => host.summary(),
      async (host: DrivenHost) => host.runTo(undefined),
    ]) {
      const host = await start(builtIn("first-visit"));
      const asked = busy(host).catch(() => {});
      host.dispose();
      const told = host.told.progress.length;
      await Promise.race([asked, aWhile()]);
      await aWhile();
      expect(host.told.progress.length).toBe(told);
      expect(host.told.failures).toEqual([]);
    }
  });
});
