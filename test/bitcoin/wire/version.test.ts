import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "../../../src/bitcoin/bytes.ts";
import { describeDecodeError } from "../../../src/bitcoin/decoded.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { decodeFrame, encodeMessage } from "../../../src/bitcoin/wire/codec.ts";
import { NO_ADDRESS, type VersionMessage } from "../../../src/bitcoin/wire/message.ts";
import { frameOf } from "./frames.ts";

const { regtest } = networks;

const RECEIVER = {
  services: 9n,
  ip: fromHex("00000000000000000000ffff7f000001"),
  port: 18444,
};

const FULL: VersionMessage = {
  command: "version",
  version: 70017,
  services: 0x409n,
  time: 1_700_000_000n,
  receiver: RECEIVER,
  sender: { ...NO_ADDRESS, services: 0x409n },
  nonce: 0x0102030405060708n,
  userAgent: "/Headway:0.1/",
  startHeight: 840_000,
  relay: true,
};

/** Each field's bytes, in their order. */
const FIELDS = [
  "81110100",
  "0904000000000000",
  "00f1536500000000",
  "0900000000000000" + "00000000000000000000ffff7f000001" + "480c",
  `0904000000000000${"00".repeat(16)}0000`,
  "0807060504030201",
  "0d2f486561647761793a302e312f",
  "40d10c00",
  "01",
];

function read(payload: string): VersionMessage {
  const verdict = decodeFrame(frameOf("version", fromHex(payload)), regtest);
  if (verdict.kind !== "message" || verdict.message.command !== "version")
    throw new Error(JSON.stringify(verdict));
  return verdict.message;
}

function refusal(payload: string): string {
  const verdict = decodeFrame(frameOf("version", fromHex(payload)), regtest);
  return verdict.kind === "unreadable" ? describeDecodeError(verdict.error) : verdict.kind;
}

describe("version", () => {
  it("is written field by field: 86 bytes and the user agent, the port alone big-endian", () => {
    const payload = encodeMessage(FULL, regtest).subarray(24);
    expect(toHex(payload)).toBe(FIELDS.join(""));
    expect(payload.length).toBe(86 + FULL.userAgent.length);
    expect(read(FIELDS.join(""))).toEqual(FULL);
  });

  it("may end after the receiver, or after any field from the nonce on", () => {
    const upTo = (count: number): VersionMessage => read(FIELDS.slice(0, count).join(""));
    expect(upTo(8)).toEqual(FULL);
    expect(upTo(7)).toEqual({ ...FULL, startHeight: -1 });
    expect(upTo(6)).toEqual({ ...FULL, startHeight: -1, userAgent: "" });
    expect(upTo(4)).toEqual({ ...FULL, startHeight: -1, userAgent: "", nonce: 0n, sender: NO_ADDRESS });
  });

  it("may not end elsewhere", () => {
    const upTo = (count: number): string => refusal(FIELDS.slice(0, count).join(""));
    expect(upTo(0)).toBe("version.version: expected 4 bytes, found 0 bytes");
    expect(upTo(3)).toBe("version.receiver.services: expected 8 bytes, found 0 bytes");
    expect(upTo(5)).toBe("version.nonce: expected 8 bytes, found 0 bytes");
    expect(refusal(`${FIELDS.slice(0, 4).join("")}00`)).toBe(
      "version.sender.services: expected 8 bytes, found 1 bytes",
    );
  });

  it("is read up to its end, whatever stands behind it", () => {
    expect(read(`${FIELDS.join("")}00`)).toEqual(FULL);
    expect(read(`${FIELDS.join("")}${"ab".repeat(10)}`)).toEqual(FULL);
  });

  it("has a user agent of at most 256 bytes, of any bytes", () => {
    const withAgent = (agent: string): string => FIELDS.with(6, agent).join("");
    const agent = read(withAgent(`fd0001${"ff41".repeat(128)}`)).userAgent;
    expect(agent).toBe("\u00ffA".repeat(128));
    expect(refusal(withAgent(`fd0101${"41".repeat(257)}`))).toBe(
      "version.userAgent: expected at most 256, found 257",
    );
    expect(toHex(encodeMessage({ ...FULL, userAgent: agent }, regtest)).includes("ff41".repeat(128))).toBe(
      true,
    );
    expect(() => encodeMessage({ ...FULL, userAgent: "\u20bf" }, regtest)).toThrow("is no byte");
  });

  it("knows relay by any byte but zero, and a negative height and time", () => {
    expect(read(FIELDS.with(8, "02").join("")).relay).toBe(true);
    expect(read(FIELDS.with(8, "00").join("")).relay).toBe(false);
    expect(read(FIELDS.with(7, "ffffffff").join("")).startHeight).toBe(-1);
    expect(read(FIELDS.with(2, "ff".repeat(8)).join("")).time).toBe(-1n);
  });
});
