/** How often what crosses the world is hashed: a header or a block once, by who gets it; a frame once, by who sends it. */
import { afterAll, expect, it, vi } from "vitest";
import { HEADER_BYTES } from "../../src/bitcoin/header.ts";
import { FRAME_HEADER_BYTES } from "../../src/bitcoin/wire/frame.ts";

const hashed = { headers: 0, payloads: 0 };

// A world of modules of its own: other files share theirs, which count nothing.
vi.resetModules();
vi.doMock(import("../../src/bitcoin/sha256.ts"), async (original) => {
  const real = await original();
  return {
    sha256d(bytes) {
      const end = bytes.byteOffset + bytes.length;
      if (bytes.byteOffset === FRAME_HEADER_BYTES && end === bytes.buffer.byteLength) hashed.payloads += 1;
      return real.sha256d(bytes);
    },
    sha256dInto(bytes, offset, length, out, outOffset) {
      if (length === HEADER_BYTES) hashed.headers += 1;
      real.sha256dInto(bytes, offset, length, out, outOffset);
    },
  };
});
const { scenario, worldOf } = await import("./worlds.ts");

afterAll(() => {
  vi.doUnmock(import("../../src/bitcoin/sha256.ts"));
  vi.resetModules();
});

it.each(["blocks-first", "headers-then-blocks", "learncoin", "core-0.12", "core"])(
  "under %s nothing is hashed twice",
  (policy) => {
    const world = worldOf(
      scenario({
        chain: { blocks: 300 },
        policy,
        // Nothing is only counted first: what is asked for twice is hashed twice.
        constants: { minimumChainWork: "0" },
        peers: [{ id: "A" }, { id: "B" }, { id: "C", height: 250 }],
      }),
    );
    Object.assign(hashed, { headers: 0, payloads: 0 });
    world.runToEnd();
    const records = world.takeRecords();
    expect(world.ended).toBe("synced");
    const count = { frames: 0, headers: 0, blocks: 0, told: 0 };
    for (const record of records) {
      if (record.kind === "sent") {
        count.frames += 1;
        // The first of each message, so that people are told which heights it holds.
        if (record.command === "headers" && (record.summary.count ?? 0) > 0) count.told += 1;
      }
      if (record.kind !== "observed") continue;
      if (record.observation.kind === "headersReceived") count.headers += record.observation.count;
      if (record.observation.kind === "blockReceived") count.blocks += 1;
    }
    expect(count.blocks).toBeGreaterThanOrEqual(300);
    expect(hashed.headers).toBe(count.headers + count.blocks + count.told);
    expect(hashed.payloads).toBe(count.frames);
  },
);
