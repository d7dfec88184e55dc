/** What cannot be done is refused by name by every way into the page, and nothing has happened: file, run file, link, script, button. */
import { expect, test } from "vitest";
import { createHeadwayApi } from "../../src/app/headway-api.ts";
import { keyBindings } from "../../src/app/keys.ts";
import { loadFiles } from "../../src/app/load-files.ts";
import { openLink } from "../../src/app/open-link.ts";
import { actOn, newPeer, PEER_ACTS, wouldDoSomething } from "../../src/app/peer-acts.ts";
import { perform } from "../../src/app/perform.ts";
import { playOut } from "../../src/app/play-out.ts";
import type { Session } from "../../src/app/session.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import { printRun } from "../../src/world/scenario/run-spec.ts";
import { builtIn, runToEnd, scenario } from "../world/worlds.ts";
import { onAPage, sessionWith } from "./prompt-session.ts";
import { packed } from "./random-links.ts";

onAPage();

const AT = 2_000_000;
const slow = { kind: "slow", factor: 20 };

/** Each with the field that is named, from the act on, and what is said of it. */
const REFUSED: readonly (readonly [act: unknown, why: string])[] = [
  [{ kind: "explode", node: "A" }, "kind: expected one of setBehaviours"],
  [{}, "kind: expected one of setBehaviours"],
  [{ kind: "setBehaviours", node: "Z", behaviours: [slow] }, "node: expected a "],
  [{ kind: "setBehaviours", node: "D" }, "behaviours: expected "],
  [
    { kind: "setBehaviours", node: "D", behaviours: [{ kind: "polite" }] },
    "behaviours.0.kind: expected a kind",
  ],
  [{ kind: "setBehaviours", node: "D", behaviours: [{ kind: "slow" }] }, "behaviours.0.factor: expected "],
  [
    { kind: "setBehaviours", node: "D", behaviours: [{ ...slow, factor: -1 }] },
    "behaviours.0.factor: expected ",
  ],
  [
    { kind: "setBehaviours", node: "D", behaviours: Array(9).fill(slow) },
    "behaviours: expected at most 8 of them",
  ],
  [{ kind: "cutLink" }, "peer: expected a name"],
  [{ kind: "cutLink", peer: "You" }, "peer: expected a peer that is there by then, found You"],
  [{ kind: "cutLink", peer: "A", from: "B" }, "from: expected a node with a link to A, found B"],
  [{ kind: "mendLink", peer: "Z" }, "peer: expected a peer that is there by then, found Z"],
  [{ kind: "stopNode", node: "Q" }, "node: expected a node that is there by then, found Q"],
  [{ kind: "startNode" }, "node: expected a name"],
  [{ kind: "setPolicy", node: "You", policy: "bitcoinj" }, "policy: expected one of blocks-first-0.8"],
  [{ kind: "setPolicy", node: "You" }, "policy: expected one of blocks-first-0.8"],
  [{ kind: "mineBlock", node: "A", blocks: 1e9 }, "blocks: expected a whole number"],
  [{ kind: "mineBlock", node: "A", forkDepth: 999 }, "forkDepth: expected at most "],
  [{ kind: "addPeer" }, "peer: expected an object, found nothing"],
  [{ kind: "addPeer", peer: { id: "A" } }, "peer.id: expected a name not yet taken, found A"],
  [{ kind: "addPeer", peer: { id: "N", chain: "moon" } }, "peer.chain: expected main"],
  [{ kind: "addPeer", peer: { id: "N", policy: "none" } }, "peer.policy: expected one of blocks-first-0.8"],
  [{ kind: "addPeer", peer: { id: "N", height: 99_999 } }, "peer.height: expected at most "],
  [
    { kind: "addPeer", peer: { id: "N", behaviours: [{ kind: "shy" }] } },
    "peer.behaviours.0.kind: expected a kind",
  ],
  [{ kind: "cutLink", peer: "A", why: 1 }, "why: expected no such key"],
];

/** Tries one way, in a world that stands at `AT`; what was said. */
type Way = (session: Session, act: unknown) => Promise<string>;

const said = async (work: Promise<unknown>): Promise<string> => {
  const outcome = await work.then(
    () => "nothing was refused",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return outcome;
};
const fileOf = (name: string, value: object) => [{ name, blob: new Blob([JSON.stringify(value)]) }];
const runWith = (session: Session, act: unknown) => ({
  ...(JSON.parse(printRun(session.run!)) as object),
  acts: [{ at: AT, act }],
});

const WAYS: Readonly<Record<string, Way>> = {
  "a scenario's file": (session, act) => {
    const acts = [{ atSeconds: AT / 1e6, act }];
    return said(loadFiles(session, fileOf("mine.json", { ...builtIn("slow-peer"), acts })));
  },
  "a run's file": (session, act) => said(loadFiles(session, fileOf("mine.json", runWith(session, act)))),
  "a link": async (session, act) => {
    const hash = `#${packed(JSON.stringify({ run: runWith(session, act), at: AT }))}`;
    await openLink(session, hash, "single-thread", () => Promise.reject(new Error("there is a world")));
    return session.store.getState().error ?? "nothing was refused";
  },
  "a script": (session, act) => said(createHeadwayApi(session, Promise.resolve()).act(act as Act)),
  "a script, in the past": (session, act) =>
    said(createHeadwayApi(session, Promise.resolve()).branch(act as Act, AT / 2)),
  "a button": async (session, act) => {
    await perform(session, () => session.act(act as Act));
    return session.store.getState().error ?? "nothing was refused";
  },
};

const untouched = runToEnd(builtIn("slow-peer")).summary.traceHash;

test.each(Object.keys(WAYS))(
  "by %s all that cannot be done is refused by name, and nothing has happened",
  async (way) => {
    const { session } = await sessionWith("slow-peer");
    await session.time.seek({ at: AT });
    const { view } = session;
    const { position } = view;
    for (const [act, why] of REFUSED) {
      session.store.setState({ error: undefined });
      const words = await WAYS[way]?.(session, act);
      expect(words, JSON.stringify(act)).toContain(why);
      expect(words?.split("\n")).toHaveLength(1);
      // The very world that was there.
      expect(session.view).toBe(view);
      expect(view.position).toBe(position);
      expect(session.run?.acts).toEqual([]);
      expect(session.time.rails.left).toEqual([]);
      expect(session.store.getState().loading).toBeUndefined();
    }
    expect((await playOut(session)).traceHash).toBe(untouched);
  },
);

test("the 65th peer is refused by every way, and the 64 stay", async () => {
  const peers = Array.from({ length: 64 }, (_, i) => ({ id: `P${i}` }));
  const base = scenario({ chain: { blocks: 12 }, peers });
  const { session } = await sessionWith();
  await session.load({ scenario: base, seed: 1, host: "single-thread" });
  await session.time.seek({ at: 100_000 });
  const act = newPeer(base.peers[0], new Set(session.view.peerNames));
  const why = "peer: expected at most 64 peers in all, found A";
  for (const [way, by] of Object.entries(WAYS)) {
    session.store.setState({ error: undefined });
    // A scenario's file is one of another world.
    if (way !== "a scenario's file") expect(await by(session, act), way).toContain(why);
  }
  const acts = [{ atSeconds: 1, act }];
  expect(await said(loadFiles(session, fileOf("mine.json", { ...base, acts })))).toContain(why);
  expect(session.view.peerNames).toHaveLength(64);
  expect((await playOut(session)).traceHash).toBe(runToEnd(base).summary.traceHash);
});

test("what the page offers to do to a peer can be done, and what it does not offer would change nothing", async () => {
  const { session } = await sessionWith("slow-peer");
  let [done, idle] = [0, 0];
  for (const at of [100_000, 3_000_000, 9_000_000]) {
    for (const act of PEER_ACTS) {
      await session.time.seek({ at });
      const peer = session.view.peer("D");
      if (peer === undefined) throw new Error("D is not there");
      if (!wouldDoSomething(peer, act)) {
        idle += 1;
        continue;
      }
      session.store.setState({ error: undefined });
      await perform(session, () => session.act(actOn("D", act)));
      expect(session.store.getState().error, act).toBeUndefined();
      expect(session.run?.acts).toHaveLength(1);
      done += 1;
      await session.time.undo();
      expect(session.run?.acts).toEqual([]);
    }
  }
  expect(done).toBeGreaterThan(10);
  expect(idle).toBeGreaterThan(3);
  // And no key does anything to the world but what has been done can be undone.
  const run = session.run;
  for (const { id, act } of keyBindings(session, () => {})) if (id !== "until") act();
  await session.settled();
  await session.pause();
  expect(session.run).toEqual(run);
  expect((await playOut(session)).traceHash).toBe(untouched);
});
