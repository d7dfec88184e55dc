import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { sampleChain } from "../fixtures/chain-files.ts";
import { open, realData } from "./page.ts";

const HEADERS = realData("mainnet-headers-0000000-0032259.bin.gz");
const BLOCKS = realData("mainnet-blocks-000-438.dat.gz");
const sample = sampleChain(400);

/** The real chain where it is at hand; otherwise one made on the spot, and the log says so. */
const headersFile = HEADERS ?? Buffer.from(sample.headers);
const blocksFile = BLOCKS ?? Buffer.from(sample.blocks);
if (HEADERS === undefined || BLOCKS === undefined) {
  console.log(
    "The folder of real mainnet data is not there: the real-chain tests use a chain made on the spot.",
  );
}

/** The real constants for headers; for few and small blocks the classroom's, so that every peer gets a share. */
const SCENARIO = { headers: "real-constants", blocks: "classroom" };

async function load(page: Page, kind: "headers" | "blocks", bytes: Buffer) {
  return page.evaluate(
    async ([fileKind, base64, scenario]) => {
      const text = atob(base64);
      const data = Uint8Array.from(text, (character) => character.charCodeAt(0));
      await window.headway.load(scenario, {
        seed: 1,
        host: "workers",
        chainFile: { kind: fileKind, bytes: data },
      });
      return window.headway.runToEnd();
    },
    [kind, bytes.toString("base64"), SCENARIO[kind]] as const,
  );
}

test("all headers of the file sync from eight worker peers", async ({ page }) => {
  await open(page);
  const summary = await load(page, "headers", headersFile);
  expect(summary.ended).toBe("synced");
  expect(page.workers()).toHaveLength(10);
  if (HEADERS !== undefined) {
    expect(summary.local).toMatchObject({
      height: 32259,
      headers: 32259,
      tip: "000000008a5b32a0610b2b0eeb5390e30e157324bf28c09ab83ccbb99184c38b",
    });
    expect(BigInt(`0x${summary.local.chainWork}`)).toBe(0x7e05394f3d48n);
  } else expect(summary.local).toMatchObject({ height: 400, tip: sample.tip });
});

test("all whole blocks of the file sync from eight worker peers", async ({ page }) => {
  await open(page);
  const summary = await load(page, "blocks", blocksFile);
  expect(summary.ended).toBe("synced");
  const height = BLOCKS === undefined ? 400 : 438;
  expect(summary.local).toMatchObject({ height, blocks: height });
  expect(summary.peers.filter((peer) => peer.blocks > 0)).toHaveLength(8);
});

test("one flipped bit anywhere is refused by height, and the page stays usable", async ({ page }) => {
  await open(page);
  for (const [kind, file] of [
    ["headers", headersFile],
    ["blocks", blocksFile],
  ] as const) {
    for (const part of [0.13, 0.5, 0.87]) {
      const broken = Buffer.from(file);
      const at = Math.floor(broken.length * part);
      broken[at] = (broken[at] ?? 0) ^ 4;
      await expect(load(page, kind, broken), `${kind} at byte ${at}`).rejects.toThrow(
        /height \d+|offset \d+/,
      );
    }
  }
  const summary = await page.evaluate(async () => {
    await window.headway.load("first-visit", { seed: 1, host: "workers" });
    return window.headway.runToEnd();
  });
  expect(summary.ended).toBe("synced");
});

test("a file dropped on the button is opened, a cut one is refused in words", async ({ page }) => {
  await open(page);
  const input = page.locator("input[type=file]");
  await input.setInputFiles({
    name: "headers.bin",
    mimeType: "application/octet-stream",
    buffer: headersFile.subarray(0, 8001),
  });
  await expect(page.getByRole("alert").first()).toContainText("80");
  await input.setInputFiles({
    name: "headers.bin",
    mimeType: "application/octet-stream",
    buffer: headersFile.subarray(0, 80 * 300),
  });
  await expect
    .poll(() => page.evaluate(() => window.headway.runToEnd().then((summary) => summary.local.height)))
    .toBe(299);
});

test("the browser unpacks as the command line does: two members, several files, nothing after the last", async ({
  page,
}) => {
  await open(page);
  const bytes = Buffer.from(sample.headers);
  const halves = [bytes.subarray(0, 8040), bytes.subarray(8040)];
  const members = Buffer.concat(halves.map((half) => gzipSync(half)));
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: "application/octet-stream", buffer });
  const input = page.locator("input[type=file]");
  const height = () => page.evaluate(() => window.headway.runToEnd().then((summary) => summary.local.height));

  // What is refused comes first: nothing of it is kept.
  for (const tail of [Buffer.alloc(8), Buffer.from("rubbish")]) {
    await input.setInputFiles(file("headers.bin.gz", Buffer.concat([members, tail])));
    await expect(page.getByRole("alert").first()).toContainText(
      "expected a whole gzip member and nothing after it",
    );
  }
  await input.setInputFiles(file("headers.bin.gz", members));
  await expect.poll(height).toBe(400);

  const blocks = Buffer.from(sample.blocks);
  let half = 0;
  while (half < blocks.length >> 1) half += 8 + blocks.readUInt32LE(half + 4);
  await input.setInputFiles([
    file("blk00001.dat.gz", gzipSync(blocks.subarray(half))),
    file("blk00000.dat", blocks.subarray(0, half)),
  ]);
  await expect
    .poll(() => page.evaluate(() => window.headway.runToEnd().then((summary) => summary.local.blocks)))
    .toBe(400);
});
