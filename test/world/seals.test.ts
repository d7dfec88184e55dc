/** One checksum a frame: its sender's. Believed is what our own encoder has sealed and nobody has touched; all else is checked. */
import { describe, expect, it, test, vi } from "vitest";
import { networks } from "../../src/bitcoin/networks.ts";
import { encodeMessage } from "../../src/bitcoin/wire/codec.ts";
import { FRAME_HEADER_BYTES, openFrame, sealFrame } from "../../src/bitcoin/wire/frame.ts";
import { wireLimits } from "../../src/bitcoin/wire/limits.ts";
import { randomWorld } from "../../src/fuzz/random-world.ts";
import { Inbox } from "../../src/world/host/inbox.ts";
import { Journal } from "../../src/world/host/journal.ts";
import { Member } from "../../src/world/host/member.ts";
import { runToEnd, scenario, worldOf } from "./worlds.ts";

const { regtest } = networks;
const CHECKSUM_AT = 20;

test("every seal in worlds with all kinds of peers is right, and what is no message has none", () => {
  const seen = { sealed: 0, open: 0 };
  const { takeOutbox } = Member.prototype;
  const spy = vi.spyOn(Member.prototype, "takeOutbox").mockImplementation(function (this: Member) {
    const envelopes = takeOutbox.call(this);
    for (const envelope of envelopes) {
      if (envelope.kind !== "frame") continue;
      seen[envelope.sealed === true ? "sealed" : "open"] += 1;
      if (envelope.sealed !== true) continue;
      const network = networks[this.chain.network.name];
      expect(openFrame(envelope.frame, network, Number.POSITIVE_INFINITY).kind).toBe("payload");
    }
    return envelopes;
  });
  for (let seed = 1; seed <= 10; seed++) {
    const { scenario: drawn } = randomWorld(seed, "core");
    worldOf(drawn, { seed }).runToEnd();
  }
  const peers = [{ id: "A" }, { id: "B", behaviours: [{ kind: "garbageFrames" }] }];
  const { records } = runToEnd(scenario({ chain: { blocks: 30 }, policy: "core", peers }));
  spy.mockRestore();
  expect(seen.sealed).toBeGreaterThan(1000);
  expect(seen.open).toBeGreaterThan(0);
  // The wrong checksum among them was noticed.
  expect(records.some((record) => record.kind === "lost" && record.why.startsWith("frame.checksum"))).toBe(
    true,
  );
});

describe("a frame", () => {
  const ping = encodeMessage({ command: "ping", nonce: 7n }, regtest);
  const forged = ping.slice();
  forged[CHECKSUM_AT] = (forged[CHECKSUM_AT] ?? 0) ^ 0xff;
  const pingInput = { kind: "message", message: { command: "ping", nonce: 7n } };

  it("that nobody has sealed is checked", () => {
    expect(taken({ frame: forged }, { frame: ping })).toMatchObject([pingInput]);
    expect(taken({ frame: forged, sealed: false })).toEqual([]);
  });

  it("that was sealed is read without another look at its checksum", () => {
    expect(taken({ frame: forged, sealed: true })).toMatchObject([pingInput]);
  });

  it("made of bytes that were sealed as something else is checked", () => {
    const around = encodeMessage(
      { command: "unknown", name: "around", payload: new Uint8Array(ping.length) },
      regtest,
    );
    const begun = around.subarray(0, FRAME_HEADER_BYTES);
    // What comes next completes the message that was begun: its checksum is not that of these bytes.
    expect(taken({ frame: begun }, { frame: ping, sealed: true })).toEqual([]);
    const right = new Uint8Array(FRAME_HEADER_BYTES + ping.length);
    right.set(ping, FRAME_HEADER_BYTES);
    sealFrame(right, "around", regtest);
    const whole = taken({ frame: right.subarray(0, FRAME_HEADER_BYTES) }, { frame: ping, sealed: true });
    expect(whole).toMatchObject([{ kind: "message", message: { name: "around" } }]);
  });

  it("that is cut into others than were sent is checked", () => {
    const two = new Uint8Array(2 * ping.length);
    two.set(forged);
    two.set(ping, forged.length);
    expect(taken({ frame: two, sealed: true })).toMatchObject([pingInput]);
  });
});

/** What a node is told when these come over one connection. */
function taken(...frames: readonly { readonly frame: Uint8Array; readonly sealed?: boolean }[]) {
  const inbox = new Inbox(regtest, new Journal(0), (_at, _peer, message) => ({ pass: message }));
  inbox.open("A", wireLimits);
  return frames.flatMap((what, i) => {
    const delivery = { message: `1.${i}`, command: "ping", bytes: what.frame.length, ...what };
    return inbox.take(1, "A", delivery, wireLimits);
  });
}
