import { expect, test } from "@playwright/test";
import { builtIn, runToEnd } from "../world/worlds.ts";
import { open, run } from "./page.ts";

test("5 000 blocks of 1 MB sync at Max with one worker per node and the conductor", async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.headway.load("real-constants", { seed: 1, host: "workers" }));
  await expect.poll(() => page.workers().length).toBe(10);
  const summary = await page.evaluate(() => window.headway.runToEnd());
  expect(summary.ended).toBe("synced");
  expect(summary.local).toMatchObject({ height: 5000, headers: 5000, blocks: 5000 });
  expect(summary.peers).toHaveLength(8);
  for (const peer of summary.peers) expect(peer.blocks, peer.id).toBeGreaterThan(0);
  expect(summary).toEqual(runToEnd(builtIn("real-constants")).summary);
});

test("disposing a world leaves no worker", async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.headway.load("first-visit", { seed: 1, host: "workers" }));
  await expect.poll(() => page.workers().length).toBe(6);
  await page.evaluate(() => window.headway.load("classroom", { seed: 1, host: "workers" }));
  await expect.poll(() => page.workers().length).toBe(10);
  await page.evaluate(() => window.headway.dispose());
  await expect.poll(() => page.workers().length).toBe(0);
});

test("a worker that throws is named, and the run pauses", async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.headway.load("classroom", { seed: 1, host: "workers" }));
  await page.evaluate(() => window.headway.play("normal"));
  await expect.poll(() => page.workers().length).toBe(10);
  // Workers do not tell their names. They are made in order: the conductor's, the local node's, the first peer's.
  const worker = page.workers()[2];
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error("planted failure");
    });
  });
  await expect(page.getByRole("alert").first()).toContainText("planted failure");
  await expect(page.getByRole("alert").first()).toContainText(/\b[A-H]\b/);
  await expect(page.getByRole("button", { name: /^play/i })).toBeVisible();
  // The page is as usable as before.
  expect((await run(page, "first-visit", "workers", 1)).ended).toBe("synced");
});

test("a peer can be made slow, silent, cut, stopped, started and added while workers run", async ({
  page,
}) => {
  await open(page);
  const { moments, summary } = await page.evaluate(async () => {
    const { headway } = window;
    await headway.load("classroom", { seed: 4, host: "workers" });
    const moments: number[] = [];
    for (let i = 0; i < 200; i++) await headway.step();
    moments.push(
      await headway.act({ kind: "setBehaviours", node: "B", behaviours: [{ kind: "slow", factor: 20 }] }),
    );
    for (let i = 0; i < 50; i++) await headway.step();
    moments.push(await headway.act({ kind: "cutLink", peer: "C" }));
    moments.push(
      await headway.act({ kind: "setBehaviours", node: "D", behaviours: [{ kind: "silentOnBlocks" }] }),
    );
    moments.push(await headway.act({ kind: "stopNode", node: "E" }));
    for (let i = 0; i < 50; i++) await headway.step();
    moments.push(await headway.act({ kind: "startNode", node: "E" }));
    moments.push(
      await headway.act({
        kind: "addPeer",
        peer: {
          id: "Z",
          policy: null,
          chain: "main",
          height: null,
          behaviours: [],
          uploadBytesPerSecond: 2_000_000,
          downloadBytesPerSecond: null,
          link: { latencyMs: 50, jitterMs: 0, bytesPerSecond: null },
        },
      }),
    );
    return { moments, summary: await headway.runToEnd() };
  });
  expect(moments).toEqual([...moments].sort((a, b) => a - b));
  expect(summary.ended).toBe("synced");
  expect(summary.peers.find((peer) => peer.id === "Z")?.blocks).toBeGreaterThan(0);
  expect(summary.peers.find((peer) => peer.id === "C")?.state).toBe("disconnected");
  await expect.poll(() => page.workers().length).toBe(11);
});

test("a worker that hangs is named; it may come back, and reset does not wait for it", async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.headway.load("slow-peer", { seed: 1, host: "workers" }));
  await expect.poll(() => page.workers().length).toBe(10);
  await page.evaluate(() => window.headway.play("normal"));
  const said = page.getByRole("status").filter({ hasText: "not answering" });
  // The first peer's: after the conductor's and the local node's.
  const hang = (ms: number) =>
    page
      .workers()[2]
      ?.evaluate((span) => {
        const until = performance.now() + span;
        while (performance.now() < until);
      }, ms)
      .catch(() => {});
  const hung = hang(6_000);
  await expect(said).toContainText(/\bA\b/);
  await hung;
  await expect(said).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
  void hang(600_000);
  await expect(said).toContainText(/\bA\b/);
  await page.getByRole("button", { name: /beginning|reset/i }).click();
  await expect(said).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(
    await page.evaluate(() => window.headway.summary().then((summary) => summary.atSeconds)),
  ).toBeLessThan(1);
});

test("a worker that never comes back is given up, by name", async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.headway.load("slow-peer", { seed: 1, host: "workers" }));
  await expect.poll(() => page.workers().length).toBe(10);
  await page.evaluate(() => window.headway.play("normal"));
  // The conductor, without whom nobody could tell.
  void page
    .workers()[0]
    ?.evaluate(() => {
      for (;;);
    })
    .catch(() => {});
  await expect(page.getByRole("status").filter({ hasText: "conductor is not answering" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("conductor broke: its worker does not answer");
  expect((await run(page, "first-visit", "workers", 1)).ended).toBe("synced");
});
