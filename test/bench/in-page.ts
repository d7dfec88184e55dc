/** What is measured in the browser: the worker hosts themselves, without the page that draws what they do. */
import { sha256 } from "@noble/hashes/sha2.js";
import { HASH_BYTES } from "../../src/bitcoin/bytes.ts";
import { HEADER_BYTES } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { sha256dInto } from "../../src/bitcoin/sha256.ts";
import type { HostOptions } from "../../src/runtime/chain-source.ts";
import { createHost } from "../../src/runtime/create-host.ts";
import type { WorldHost } from "../../src/runtime/host.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { buildChains } from "../../src/world/chains/chain-builder.ts";
import type { ChainFile } from "../../src/world/chains/chain-file.ts";
import { parseScenario } from "../../src/world/scenario/scenario-schema.ts";

/** Enough that what is measured is the work, not the first compilation of a new worker's code. */
const HEADERS = 200_000;
const BARE_HASHES = 200_000;

let headersFile: ChainFile | undefined;

/**
 * The yardstick: double SHA-256 of 80 bytes, hashes a second. `plain` as the library's own examples do it, `fastest` as
 * this project does.
 */
export function bareDoubleHashes(use: "plain" | "fastest"): number {
  const header = new Uint8Array(HEADER_BYTES);
  const hash = new Uint8Array(HASH_BYTES);
  const start = performance.now();
  for (let i = 0; i < BARE_HASHES; i++) {
    header[76] = i;
    header[77] = i >> 8;
    if (use === "plain") sha256(sha256(header));
    else sha256dInto(header, 0, HEADER_BYTES, hash, 0);
  }
  return (BARE_HASHES * 1000) / (performance.now() - start);
}

/** From the first getheaders to the last header checked and indexed, one peer serving, each node in its worker: headers a second. */
export async function headersEndToEnd(): Promise<number> {
  headersFile ??= { kind: "headers", bytes: headersOf(HEADERS) };
  const peers = [{ id: "A", link: { latencyMs: 1 } }];
  const parsed = parseScenario({ version: 1, id: "headers", chain: { blocks: 1 }, peers });
  if (!parsed.ok) throw new Error(parsed.error);
  const seconds = await runSeconds("workers", { scenario: parsed.scenario, seed: 1, chainFile: headersFile });
  return HEADERS / seconds;
}

/** The sync of the scenario with the real constants: 5 000 blocks from eight peers. */
export function syncSeconds(host: WorldHost["kind"]): Promise<number> {
  return runSeconds(host, { scenario: realConstants(), seed: 1 });
}

/** Until a world stands whose nine nodes all have the 5 000 blocks of that scenario, its chain made anew. */
export async function standSeconds(kind: WorldHost["kind"]): Promise<number> {
  const base = realConstants();
  const scenario = { ...base, local: { ...base.local, height: base.chain.blocks } };
  const start = performance.now();
  const host = await createHost(kind, { scenario, seed: 1 });
  const seconds = (performance.now() - start) / 1000;
  await host.dispose();
  return seconds;
}

function realConstants() {
  const scenario = builtInScenarios.find(({ id }) => id === "real-constants");
  if (scenario === undefined) throw new Error("no scenario real-constants");
  return scenario;
}

/** The run alone, without the time its world takes to build. */
async function runSeconds(kind: WorldHost["kind"], options: HostOptions): Promise<number> {
  const host = await createHost(kind, options);
  const start = performance.now();
  const ended = await new Promise((resolve) => {
    host.onProgress((progress) => {
      if (progress.ended !== undefined) resolve(progress.ended);
    });
    host.runTo(undefined);
  });
  const seconds = (performance.now() - start) / 1000;
  await host.dispose();
  if (ended !== "synced") throw new Error(`ended ${ended}`);
  return seconds;
}

function headersOf(count: number): Uint8Array {
  const network = networks.regtest;
  const { main } = buildChains(
    { blocks: count, spacingSeconds: 600, blockBytes: null, branches: [] },
    network,
    1,
  );
  const bytes = new Uint8Array((count + 1) * HEADER_BYTES);
  bytes.set(network.genesis.header);
  for (let i = 0; i < count; i++) {
    const at = main.offsets[i] ?? 0;
    bytes.set(main.bytes.subarray(at, at + HEADER_BYTES), (i + 1) * HEADER_BYTES);
  }
  return bytes;
}
