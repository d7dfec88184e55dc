/** A moment of one session, as a link, opened in another: the same view, compared whole. */

import { expect, test } from "vitest";
import { printLink } from "../../src/app/link.ts";
import { playOut } from "../../src/app/play-out.ts";
import type { Session } from "../../src/app/session.ts";
import { showLink } from "../../src/app/show-link.ts";
import { randomWorld } from "../../src/fuzz/random-world.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { plainText } from "../../src/replay/plain.ts";
import { Prng } from "../../src/sim/prng.ts";
import { onAPage, sessionWith } from "./prompt-session.ts";
import { randomAct } from "./random-links.ts";
import { readLink } from "./read-link.ts";

onAPage();

/** A hundred in the deep tests. */
const RUNS = process.env["HEADWAY_DEEP"] === undefined ? 30 : 100;
const ACTS_AT_MOST = 3;

const shown = ({ view }: Session) => plainText(view.history.at(view.position));

/** Acts at some moments, and then goes to one, or somewhere into it. */
async function wander(session: Session, prng: Prng): Promise<void> {
  const names = session.view.peerNames;
  for (let i = prng.below(ACTS_AT_MOST + 1); i > 0; i--) {
    await session.time.seek({ at: prng.below(20_000_000) });
    // What cannot be done here is done nowhere.
    await session.act(randomAct(prng, names)).catch(() => {});
  }
  if (prng.below(4) === 0) await playOut(session);
  if (prng.below(8) > 0) await session.time.seek({ at: prng.below(30_000_000) });
  for (let i = prng.below(4); i > 0; i--) await session.step();
  for (let i = prng.below(3); i > 0; i--) await session.time.stepBack();
}

test(`random moments of ${RUNS} random runs are the same ones where their links are opened`, async () => {
  const prng = Prng.fromSeed(11).split("shared");
  const kinds = new Set<string>();
  const { session } = await sessionWith();
  const other = (await sessionWith()).session;
  for (let seed = 1; seed <= RUNS; seed++) {
    const { scenario } = randomWorld(seed, policyIds[seed % policyIds.length]);
    await session.load({ scenario, seed, host: "single-thread" });
    await wander(session, prng);
    const { moment, run } = { moment: session.time.moment, run: session.run! };
    const selected = prng.below(2) === 0 ? session.view.peerNames.at(-1) : undefined;
    const read = await readLink(await printLink({ run, ...moment, selected }));
    expect(read, `seed ${seed}`).toMatchObject({ ok: true });
    if (!read.ok) return;
    await showLink(other, read.link, { host: "single-thread" });
    expect(shown(other) === shown(session), `seed ${seed}, ${JSON.stringify(moment)}`).toBe(true);
    // A host that has stepped does not know yet whether that was all that happens then.
    expect(moment, `seed ${seed}`).toMatchObject(other.time.moment);
    expect(other.store.getState().selectedPeer).toBe(selected);
    kinds.add(`${moment.records === undefined ? "whole" : "part"}, ${run.acts.length} acts`);
  }
  // All sorts of moments were there.
  for (const kind of ["whole, 0 acts", "part, 0 acts", "whole, 1 acts", "part, 1 acts"])
    expect(kinds).toContain(kind);
});

test("a moment that its run does not have is refused by name, and all that happens then is shown", async () => {
  const { session } = await sessionWith("slow-peer");
  const { run } = session;
  const link = { run: run!, at: 2_000_000 };
  await expect(showLink(session, { ...link, records: 3 }, { host: "single-thread" })).rejects.toThrow(
    /^records: expected a whole number from \d+ to \d+, found 3$/,
  );
  expect(session.time.moment).toEqual({ at: 2_000_000 });
  await expect(showLink(session, { ...link, selected: "Z" }, { host: "single-thread" })).rejects.toThrow(
    "selected: expected one of A, B, C, D, E, F, G, H, found Z",
  );
  expect(session.store.getState().selectedPeer).toBeUndefined();
  const { at } = { at: 31_536_000_000_000 };
  await showLink(session, { ...link, at }, { host: "single-thread" });
  expect(session.store.getState().doing).toEqual({ kind: "ended", ended: "synced" });
});

test("a link whose acts cannot be done is refused by name, and the world before stays as it was", async () => {
  const { session, hosts } = await sessionWith("slow-peer");
  await session.time.seek({ at: 2_000_000 });
  const before = shown(session);
  for (const [act, why] of [
    [{ kind: "cutLink", peer: "Z" }, "Z"],
    [{ kind: "mineBlock", node: "Z" }, "Z"],
    [{ kind: "setPolicy", node: "you", policy: "none" }, "policy"],
  ] as const) {
    const run = { ...session.run!, acts: [{ at: 1_000_000, act }] };
    await expect(showLink(session, { run, at: 3_000_000 }, { host: "single-thread" })).rejects.toThrow(why);
    expect(hosts).toHaveLength(1);
    expect(shown(session)).toBe(before);
  }
  const untouched = (await sessionWith("slow-peer")).session;
  expect((await playOut(session)).traceHash).toBe((await playOut(untouched)).traceHash);
});
