/** A session without a screen: hosts that do at once what they are told, and frames that come when a test says so. */
import { afterEach, beforeEach, vi } from "vitest";
import { Session } from "../../src/app/session.ts";
import { createViewStore } from "../../src/app/view-state.ts";
import type { HostFailure, Progress, WorldHost } from "../../src/runtime/host.ts";
import type { SingleThreadWorld } from "../../src/runtime/single-thread-world.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import type { ChainFacts } from "../../src/world/setup.ts";
import { builtIn, worldOf } from "../world/worlds.ts";

/** A host that does at once what it is told. */
class PromptHost implements WorldHost {
  readonly kind = "single-thread";
  readonly notes: readonly string[] = [];
  chain: ChainFacts = { network: "regtest", blocks: 9, bytes: 9, headersOnly: false, tip: "00" };
  readonly world: SingleThreadWorld;
  readonly bounds: (number | undefined)[] = [];
  disposed = false;
  fail: (failure: HostFailure) => void = () => {};
  fallSilent: (parts: readonly string[]) => void = () => {};
  #report: (progress: Progress) => void = () => {};
  constructor(world: SingleThreadWorld) {
    this.world = world;
  }
  onProgress(listener: (progress: Progress) => void) {
    this.#report = listener;
  }
  onFailure(listener: (failure: HostFailure) => void) {
    this.fail = listener;
  }
  onSilent(listener: (parts: readonly string[]) => void) {
    this.fallSilent = listener;
  }
  runTo(at: number | undefined) {
    this.bounds.push(at);
    while (this.world.advance(at));
    this.#publish();
  }
  async pause() {
    this.#publish();
    return this.world.now;
  }
  async step() {
    this.world.advance(undefined, true);
    this.#publish();
    return this.world.now;
  }
  /** What it tells of an act comes later than its answer. */
  tellsLate = false;
  async act(act: Act) {
    const done = this.world.act(act);
    if (this.tellsLate) setTimeout(() => this.#publish());
    else this.#publish();
    return done;
  }
  async summary() {
    return this.world.summary();
  }
  async dispose() {
    this.disposed = true;
  }
  #publish() {
    const { now, events, ended, nextAt } = this.world;
    this.#report({ now, records: this.world.takeRecords(), events, ended, nextAt, workers: 0 });
  }
}

let frames: ((wall: number) => void)[] = [];
export let page = { visibilityState: "visible", listener: () => {} };

/** The screen draws: everything waiting for a frame gets one. */
export function frame(wall: number): void {
  const waiting = frames;
  frames = [];
  for (const callback of waiting) callback(wall);
}

/** Puts it around every test of the file that asks for it: files may share what they import. */
export function onAPage(): void {
  beforeEach(() => {
    frames = [];
    page = { visibilityState: "visible", listener: () => {} };
    vi.stubGlobal("requestAnimationFrame", (callback: (wall: number) => void) => frames.push(callback));
    vi.stubGlobal("cancelAnimationFrame", () => {
      frames = [];
    });
    vi.stubGlobal("document", {
      get visibilityState() {
        return page.visibilityState;
      },
      addEventListener: (_: string, listener: () => void) => {
        page.listener = listener;
      },
      documentElement: { toggleAttribute: () => false, requestFullscreen: async () => {} },
    });
  });
  afterEach(() => vi.unstubAllGlobals());
}

export const hostOf = (world: SingleThreadWorld) => new PromptHost(world);

export async function sessionWith(id = "first-visit") {
  const hosts: PromptHost[] = [];
  const session = new Session(createViewStore("light"), async (_, { scenario, seed, policy, acts }) => {
    const host = new PromptHost(worldOf(scenario, { seed, policy, ...(acts === undefined ? {} : { acts }) }));
    hosts.push(host);
    return host;
  });
  await session.load({ scenario: builtIn(id), seed: 1, host: "single-thread" });
  return { session, hosts, host: () => hosts[hosts.length - 1]! };
}
