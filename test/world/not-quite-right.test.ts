/**
 * Messages that are not quite right, and what becomes of them: what Core today does in each (net_processing.cpp ProcessMessage,
 * net.cpp V1Transport), and what 0.12 and 0.9 did where that was something else (main.cpp ProcessMessages).
 */
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../src/bitcoin/bytes.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { encodeMessage } from "../../src/bitcoin/wire/codec.ts";
import type { Message } from "../../src/bitcoin/wire/message.ts";
import { blocksFirst } from "../../src/node/policies/blocks-first.ts";
import { core } from "../../src/node/policies/core.ts";
import { core012 } from "../../src/node/policies/core-0.12.ts";
import type { Policy } from "../../src/node/policy.ts";
import { frameOf } from "../bitcoin/wire/frames.ts";
import { chainOf, SECOND, START_SECONDS, versionMessage } from "../node/bench.ts";
import { freshChain } from "../node/core/core-bench.ts";
import { hashOf } from "../node/miner.ts";
import { messageOf, WireBench } from "./wire-bench.ts";

const { regtest, mainnet } = networks;
const blocks = freshChain(5);
const GENESIS = toHex(hashOf(regtest.genesis));
const HASH = "22".repeat(32);
const STOP = "00".repeat(32);
const VERSION = toHex(encodeMessage(versionMessage({ relay: true }), regtest).subarray(24));
const HEADER = toHex((blocks[0] as (typeof blocks)[0]).header);
const BLOCK = toHex((blocks[0] as (typeof blocks)[0]).bytes);

const f = (command: string, payload = "") => frameOf(command, fromHex(payload));
const m = (message: Message) => encodeMessage(message, regtest);
const ITEM = `02000000${HASH}`;
const many = (count: number) => ITEM.repeat(count);

/** A frame of `verack` with one byte of its header changed. */
function changed(at: number, value: number): Uint8Array {
  return m({ command: "verack" }).with(at, value);
}

/** The 24 bytes of a message that claims so many more. */
function claiming(bytes: number): Uint8Array {
  const header = f("block");
  new DataView(header.buffer, header.byteOffset).setUint32(16, bytes, true);
  return header;
}

type Phase = "connected" | "greeted" | "ready";

interface Case {
  readonly what: string;
  readonly frames: readonly Uint8Array[];
  /** "-": nothing happens, and the next ping is answered. */
  readonly core: string;
  /** Where it differs from `core`. */
  readonly "0.12"?: string;
  readonly "0.9"?: string;
}

/** A row: what is sent, and what Core, 0.12 and 0.9 do; those left out do the same as the one before. */
function row(
  what: string,
  frames: Uint8Array | readonly Uint8Array[],
  today: string,
  old: { readonly "0.12"?: string; readonly "0.9"?: string } = {},
): Case {
  return { what, frames: frames instanceof Uint8Array ? [frames] : frames, core: today, ...old };
}

const ready: readonly Case[] = [
  row("an empty ping", f("ping"), "-"),
  row("a ping of 4 bytes", f("ping", "01020304"), "-"),
  row("a ping of 12 bytes", f("ping", "0100000000000000ffffffff"), "pong"),
  row("an empty pong", f("pong"), "-"),
  row("a pong of 7 bytes", f("pong", "01020304050607"), "-"),
  row("a pong of 9 bytes", f("pong", "010203040506070809"), "-"),
  row("verack again", f("verack"), "-"),
  row("verack again, with a byte", f("verack", "00"), "-"),
  row("version again", f("version", VERSION), "-", { "0.12": "+1", "0.9": "+1" }),
  row("sendheaders with a byte", f("sendheaders", "00"), "-"),
  row("getheaders, empty", f("getheaders"), "-"),
  row("getheaders, a byte short", f("getheaders", `8011010001${GENESIS}${STOP}`.slice(0, -2)), "-"),
  row("getheaders, a byte too long", f("getheaders", `8011010001${GENESIS}${STOP}00`), "headers"),
  row("getheaders, a count in 3 bytes", f("getheaders", `80110100fd0100${GENESIS}${STOP}`), "-"),
  row("getblocks, empty", f("getblocks"), "-"),
  row("getblocks, a byte short", f("getblocks", `8011010001${GENESIS}${STOP}`.slice(0, -2)), "-"),
  row("getblocks, a byte too long", f("getblocks", `8011010001${GENESIS}${STOP}ff`), "inv"),
  row("inv, empty", f("inv"), "-"),
  row("inv of nothing", f("inv", "00"), "-"),
  row("inv, a byte short", f("inv", `01${ITEM}`.slice(0, -2)), "-"),
  row("inv, a byte too long", f("inv", `01${ITEM}00`), "-"),
  row("inv, a count in 9 bytes", f("inv", `ff0100000000000000${ITEM}`), "-"),
  row("inv of a type that is none", f("inv", `0107000000${HASH}`), "-"),
  row("getdata, cut in an item", f("getdata", `02${ITEM}02000000`), "-"),
  row("getdata, a count in 5 bytes", f("getdata", `fe01000000${ITEM}`), "-"),
  row("getdata of types that are none", f("getdata", `0200000000${HASH}ffffffff${HASH}`), "-"),
  row("getdata of an unknown block", f("getdata", `01${ITEM}`), "-"),
  row("getdata of an unknown transaction", f("getdata", `0101000000${HASH}`), "notfound"),
  row("getdata of a filtered block", f("getdata", `0103000000${HASH}`), "closed: protocol", { "0.12": "-" }),
  row("notfound, cut", f("notfound", "0102000000"), "-"),
  row("notfound of 50 001", f("notfound", `fd51c3${many(50_001)}`), "-"),
  row("headers, empty", f("headers"), "-"),
  row("headers, a byte short", f("headers", `01${HEADER}`), "-"),
  row("headers, a byte too long", f("headers", `01${HEADER}0000`), "-"),
  row("headers without the counts of transactions", f("headers", `02${HEADER}${HEADER}`), "-"),
  row("headers, a count in 3 bytes", f("headers", `fd0100${HEADER}00`), "-"),
  row("headers, 2^64 − 1 of them", f("headers", "ff".repeat(9)), "-"),
  row("headers, one more than MAX_SIZE", f("headers", "fe01000002"), "-"),
  row("headers, MAX_SIZE of them", f("headers", "fe00000002"), "closed: misbehaving", {
    "0.12": "+20",
    "0.9": "-",
  }),
  row("headers, 2001 of them", f("headers", `fdd107${`${HEADER}00`.repeat(2001)}`), "closed: misbehaving", {
    "0.12": "+20",
    "0.9": "-",
  }),
  row("inv of 50 001", f("inv", `fd51c3${many(50_001)}`), "closed: misbehaving", { "0.12": "+20" }),
  row("inv of 50 001, of which 50 000 are there", f("inv", `fd51c3${many(50_000)}`), "-"),
  row("getdata of 50 001", f("getdata", `fd51c3${many(50_001)}`), "closed: misbehaving", { "0.12": "+20" }),
  row(
    "getheaders with 102 hashes",
    f("getheaders", `8011010066${HASH.repeat(102)}${STOP}`),
    "closed: protocol",
    { "0.12": "headers" },
  ),
  row("getheaders with 102 hashes, one missing", f("getheaders", `8011010066${HASH.repeat(102)}`), "-"),
  row(
    "getblocks with 102 hashes",
    f("getblocks", `8011010066${HASH.repeat(102)}${STOP}`),
    "closed: protocol",
    {
      "0.12": "inv",
    },
  ),
  row("block, empty", f("block"), "-"),
  row("block, cut by a byte", f("block", BLOCK.slice(0, -2)), "-"),
  row("block, a byte too long", f("block", `${BLOCK}00`), "-"),
  row("block, a header alone", f("block", HEADER), "-"),
  row("a wrong magic", encodeMessage({ command: "verack" }, mainnet), "closed: protocol"),
  row("noise", f("verack").fill(0x7a), "closed: protocol"),
  row("a length of 4 000 001", claiming(4_000_001), "closed: protocol", { "0.9": "waits" }),
  row("a length of 2 097 153", claiming(2_097_153), "waits", { "0.12": "closed: protocol", "0.9": "waits" }),
  row("a length of 0x02000001", claiming(0x0200_0001), "closed: protocol"),
  row("4 000 000 bytes that nobody knows", f("junk", "00".repeat(4_000_000)), "-", {
    "0.12": "closed: protocol",
    "0.9": "-",
  }),
  row("a wrong checksum", changed(20, 0xff), "-"),
  row("a command with a byte above ASCII", changed(5, 0x80), "-"),
  row("a command with a character below a space", changed(5, 0x1f), "-"),
  row("a command that goes on behind its end", changed(14, 0x61), "-"),
  row("a command of 12 characters", f("abcdefghijkl"), "-"),
  row("no command", f(""), "-"),
  row("a command that nobody knows", f("gibberish", "00ff"), "-"),
  row("a command in capitals", f("PING", "0100000000000000"), "-"),
  row("wtxidrelay too late", f("wtxidrelay"), "closed: protocol", { "0.12": "-" }),
  row("sendaddrv2 too late", f("sendaddrv2"), "closed: protocol", { "0.12": "-" }),
  row("feature too late", f("feature"), "closed: protocol", { "0.12": "-" }),
  row("filterload where no filters are offered", f("filterload"), "closed: protocol", { "0.12": "-" }),
  row("mempool where no filters are offered", f("mempool"), "closed: protocol", { "0.12": "-" }),
  row(
    "two pings in one piece",
    Uint8Array.from([...f("ping", "01".repeat(8)), ...f("ping", "02".repeat(8))]),
    "pong pong",
  ),
  row(
    "a ping in two pieces",
    [f("ping", "01".repeat(8)).subarray(0, 11), f("ping", "01".repeat(8)).subarray(11)],
    "pong",
  ),
  row("a good ping behind a wrong magic", [changed(0, 0), f("ping", "01".repeat(8))], "closed: protocol"),
];

const connected: readonly Case[] = [
  row("nothing but a version", f("version", VERSION), "version verack"),
  row("a version with 10 bytes more", f("version", `${VERSION}${"ab".repeat(10)}`), "version verack"),
  row("a version of 46 bytes", f("version", VERSION.slice(0, 92)), "version verack"),
  row("a version of 45 bytes", f("version", VERSION.slice(0, 90)), "closed: handshakeTimeout"),
  row("a version of 60 bytes", f("version", VERSION.slice(0, 120)), "closed: handshakeTimeout"),
  row("an empty version", f("version"), "closed: handshakeTimeout"),
  row(
    "a user agent of 257 bytes",
    f("version", `${VERSION.slice(0, 160)}fd0101${"41".repeat(257)}${VERSION.slice(-10)}`),
    "closed: handshakeTimeout",
  ),
  row(
    "a user agent of 256 bytes",
    f("version", `${VERSION.slice(0, 160)}fd0001${"41".repeat(256)}${VERSION.slice(-10)}`),
    "version verack",
  ),
  row(
    "a version cut, then whole",
    [f("version", VERSION.slice(0, 90)), f("version", VERSION)],
    "version verack",
  ),
  row(
    "a version with a wrong checksum, then a good one",
    [f("version", VERSION).with(20, 1), f("version", VERSION)],
    "version verack",
  ),
  row("a version of 31799", m(versionMessage({ version: 31_799 })), "closed: protocol", {
    "0.12": "closed: protocol",
    "0.9": "version verack",
  }),
  row("a version of 208", m(versionMessage({ version: 208 })), "closed: protocol"),
  row("verack first", [f("verack"), f("version", VERSION)], "version verack", {
    "0.12": "version verack +1",
  }),
  row(
    "ping and getheaders first",
    [f("ping", "01".repeat(8)), f("getheaders", `8011010001${GENESIS}${STOP}`), f("version", VERSION)],
    "version verack",
    {
      "0.12": "version verack +2",
    },
  ),
  row("inv of 50 001 first", [f("inv", `fd51c3${many(50_001)}`), f("version", VERSION)], "version verack", {
    "0.12": "version verack +1",
  }),
  row("two versions", [f("version", VERSION), f("version", VERSION)], "version verack", {
    "0.12": "version verack +1",
  }),
  row("a wrong magic first", encodeMessage(versionMessage(), mainnet), "closed: protocol"),
];

const greeted: readonly Case[] = [
  row("a ping before verack", f("ping", "01".repeat(8)), "-", { "0.12": "pong" }),
  row("getheaders before verack", f("getheaders", `8011010001${GENESIS}${STOP}`), "-", { "0.12": "headers" }),
  row("getblocks before verack", f("getblocks", `8011010001${GENESIS}${STOP}`), "-", { "0.12": "inv" }),
  row("headers, 2001 of them, before verack", f("headers", "fdd107"), "-", { "0.12": "+20", "0.9": "-" }),
  row("102 hashes before verack", f("getheaders", `8011010066${HASH.repeat(102)}${STOP}`), "-", {
    "0.12": "headers",
  }),
  row("wtxidrelay, sendaddrv2 in time", [f("wtxidrelay"), f("sendaddrv2")], "-"),
  row("a version again before verack", f("version", VERSION), "-", { "0.12": "+1" }),
];

const ANSWERS = new Set(["pong", "headers", "inv", "notfound", "block", "version", "verack"]);

/** What becomes of it, in a word or two. */
function outcome(policy: Policy, phase: Phase, frames: readonly Uint8Array[]): string {
  const constants = { minimumChainWork: "0" };
  const bench = new WireBench({ ...policy, ...constants }, chainOf(blocks), START_SECONDS);
  if (phase !== "connected") bench.tell(versionMessage({ relay: true }));
  if (phase === "ready") bench.tell({ command: "verack" });
  bench.take();
  for (const frame of frames) bench.receive(frame);
  const said = bench
    .take()
    .map((frame) => messageOf(frame).command)
    .filter((command) => ANSWERS.has(command));
  if (phase === "connected" && said.length === 0) bench.wait(60 * SECOND);
  if (bench.closed !== undefined) return `closed: ${bench.closed.kind}`;
  const scored = bench.observations.flatMap((seen) => (seen.kind === "scored" ? [seen.total] : [])).at(-1);
  const points = scored === undefined ? [] : [`+${scored}`];
  if (phase === "connected") return [...said, ...points].join(" ");
  if (phase === "greeted") bench.tell({ command: "verack" });
  bench.tell({ command: "ping", nonce: 99n });
  const answered = bench
    .takeMessages()
    .some((message) => message.command === "pong" && message.nonce === 99n);
  return answered ? [...said, ...points].join(" ") || "-" : "waits";
}

const phases: readonly (readonly [Phase, readonly Case[]])[] = [
  ["connected", connected],
  ["greeted", greeted],
  ["ready", ready],
];

describe.each(phases)("[C8] [C16] %s", (phase, cases) => {
  test.each(cases)("$what: $core", ({ frames, core: today, ...old }) => {
    const v012 = old["0.12"] ?? today;
    const seen = [core, core012, blocksFirst].map((policy) => outcome(policy, phase, frames));
    expect(seen).toEqual([today, v012, old["0.9"] ?? v012]);
  });
});

test("there are more than forty of them", () => {
  const all = phases.flatMap(([, cases]) => cases.map(({ what }) => what));
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThan(80);
});
