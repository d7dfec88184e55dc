/** What scripts can do with time: any way to a moment gives its digest, which the command line gives too; and what cannot be done. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createHeadwayApi } from "../../src/app/headway-api.ts";
import type { Session } from "../../src/app/session.ts";
import { ViewAt } from "../../src/cli/view-at.ts";
import { plainText } from "../../src/replay/plain.ts";
import { viewDigest } from "../../src/replay/view-digest.ts";
import { blankState } from "../../src/replay/world-state.ts";
import { Prng } from "../../src/sim/prng.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import type { RunSpec } from "../../src/world/scenario/run-spec.ts";
import { builtIn, worldOf } from "../world/worlds.ts";
import { onAPage, sessionWith } from "./prompt-session.ts";

onAPage();

const cutB: Act = { kind: "cutLink", peer: "B" };

async function apiWith(id: string) {
  const { session } = await sessionWith(id);
  return { session, api: createHeadwayApi(session, Promise.resolve()) };
}

/** As the command line gives it, of the run run anew. */
function digestOf({ scenario, seed, policy, acts }: RunSpec, at: number): string {
  const world = worldOf(scenario, { seed, policy, acts });
  const view = new ViewAt({ version: 1, scenario, seed, policy, acts }, at);
  world.runToEnd();
  view.take(world.takeRecords());
  return view.digest();
}

const text = ({ view }: Session) => plainText(view.history.at(view.position));

test("a digest is SHA-256 of the whole state as text, in UTF-8", async () => {
  const { session, api } = await apiWith("slow-peer");
  await api.seek(2_000_000);
  expect(await api.viewDigest()).toBe(createHash("sha256").update(text(session), "utf8").digest("hex"));
  const state = blankState([]);
  state.names.set(1, "aé€𝄞\ud800");
  expect(viewDigest(state)).toBe(createHash("sha256").update(plainText(state), "utf8").digest("hex"));
});

test.each(["slow-peer", "living-network", "reorganisation", "two-branches"])(
  "%s: a moment has one digest, played, sought, come back to, and from the command line",
  async (id) => {
    const prng = Prng.fromSeed(11).split(id);
    const { session, api } = await apiWith(id);
    const { atSeconds } = await api.runToEnd();
    for (let i = 0; i < 12; i++) {
      const at = prng.below(Math.round(atSeconds * 1.05e6));
      const shown = await api.seek(at);
      expect(shown).toBe(Math.min(at, session.playhead.reached));
      const digest = await api.viewDigest();
      expect(digest).toBe(digestOf(await api.run(), at));
      await api.stepBack();
      await api.step();
      await api.seek(at);
      expect(await api.viewDigest()).toBe(digest);
    }
  },
);

test("what was done in it, also after it had ended, leaves the digests those of the run as a value", async () => {
  const { api } = await apiWith("first-visit");
  const { atSeconds } = await api.runToEnd();
  await api.act({ kind: "mineBlock", node: "A" });
  await api.runToEnd();
  await api.act({ kind: "cutLink", peer: "C" });
  await api.runToEnd();
  const end = Math.round(atSeconds * 1e6);
  for (const at of [end / 2, end - 1, end + 1000, end + 200_000, end + 2_000_000, end + 60_000_000].map(
    Math.round,
  )) {
    await api.seek(at);
    expect(await api.viewDigest(), `at ${at}`).toBe(digestOf(await api.run(), at));
  }
});

test("until a condition comes true it runs; a branch is another future of a moment", async () => {
  const { session, api } = await apiWith("slow-peer");
  expect(await api.until({ kind: "block", height: 20 })).toBe(true);
  expect(session.view.tipHeight).toBeGreaterThanOrEqual(20);
  const before = await api.runToEnd();
  expect(await api.branch(cutB, 1_000_000)).toBe(1_000_001);
  expect((await api.run()).acts).toEqual([{ at: 1_000_001, act: cutB }]);
  const after = await api.runToEnd();
  expect(after.traceHash).not.toBe(before.traceHash);
  expect(await api.until({ kind: "crash" })).toBe(false);
});

test.each<[string, readonly unknown[], string]>([
  ["seek", ["now"], 'atUs: expected a whole number from 0 to 31536000000000, found "now"'],
  ["seek", [-1], "atUs: expected a whole number"],
  ["seek", [Number.NaN], "atUs: expected a whole number"],
  ["seek", [1.5], "atUs: expected a whole number"],
  ["seek", [1e300], "atUs: expected a whole number"],
  ["until", [undefined], "condition: expected one of act, stall"],
  ["until", ["stall"], "condition: expected "],
  ["until", [[]], "kind: expected one of act, stall"],
  [
    "until",
    [{ kind: "nonsense" }],
    'kind: expected one of act, stall, drop, reorganisation, headersDone, crash, broken, end, trouble, block, headers, orphan, message, sent, decision, found "nonsense"',
  ],
  ["until", [{ kind: "stall", peer: "A" }], 'peer: expected no such key, found "A"'],
  ["until", [{ kind: "block" }], "height: expected a whole number from 0 to 2147483647, found nothing"],
  ["until", [{ kind: "block", height: "9" }], "height: expected a whole number"],
  [
    "until",
    [{ kind: "message", peer: "<b>" }],
    'peer: expected a name of 1 to 24 letters, digits, - and _, found "<b>"',
  ],
  [
    "until",
    [{ kind: "message", peer: "Z" }],
    "condition.peer: expected one of A, B, C, D, E, F, G, H, found Z",
  ],
  ["until", [{ kind: "decision", peer: "You" }], "condition.peer: expected one of A, B"],
  ["branch", [{ kind: "explode" }, 1_000_000], "kind: expected one of setBehaviours"],
  ["branch", [cutB, "1"], "atUs: expected a whole number"],
  ["branch", [{ ...cutB, why: 1 }, 1_000_000], "why: expected no such key"],
  ["branch", [{ kind: "cutLink", peer: "Z" }, 1_000_000], "Z"],
  ["branch", [{ kind: "setPolicy", node: "you", policy: "none" }, 1_000_000], "policy: expected"],
  ["act", [{ kind: "mendLink", peer: "Z" }], "Z"],
  ["act", [{ kind: "setBehaviours", node: "D", behaviours: [{ kind: "polite" }] }], "polite"],
])("%s%o is refused by name, and nothing has happened", async (name, given, why) => {
  const { session, api } = await apiWith("slow-peer");
  await api.seek(2_000_000);
  const [before, { moment }] = [text(session), session.time];
  const call = api[name as keyof typeof api] as (...given: readonly unknown[]) => Promise<unknown>;
  await expect(call(...given)).rejects.toThrow(why);
  if (name !== "branch") await expect(call(...given)).rejects.toBeInstanceOf(RangeError);
  expect(session.time.moment).toEqual(moment);
  expect(text(session)).toBe(before);
  expect((await api.run()).acts).toEqual([]);
  const untouched = worldOf(builtIn("slow-peer"));
  untouched.runToEnd();
  expect((await api.runToEnd()).traceHash).toBe(untouched.summary().traceHash);
});

test("a script that comes while an act in the past builds its world waits for that world", async () => {
  const { session, api } = await apiWith("slow-peer");
  await api.seek(5_000_000);
  await api.seek(1_000_000);
  const begun = new Promise<void>((resolve) => {
    session.store.subscribe(({ loading }) => loading !== undefined && resolve());
  });
  const acted = session.act(cutB);
  await begun;
  const summary = await api.runToEnd();
  expect(summary.ended).toBe("synced");
  expect((await api.run()).acts).toEqual([{ at: await acted, act: cutB }]);
});

test("without a world nothing can be moved", async () => {
  const { api } = await apiWith("first-visit");
  await api.dispose();
  await expect(api.seek(5)).rejects.toThrow("no world is loaded");
  await expect(api.stepBack()).rejects.toThrow("no world is loaded");
  await expect(api.viewDigest()).rejects.toThrow("no world is loaded");
});
