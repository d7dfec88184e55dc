/** Helpers of the tests of the catalogue (protocol.md §6): a bench under a Core policy, and chains of today. */
import type { Block } from "../../../src/bitcoin/block.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { core } from "../../../src/node/policies/core.ts";
import type { Policy } from "../../../src/node/policy.ts";
import { Bench, chainOf, type ScriptedPeer, SECOND, START_SECONDS } from "../bench.ts";
import { extended, mineOn } from "../miner.ts";

const SPACING_SECONDS = 60;

/** A node under Core's policy that has these blocks. */
export function coreBench(blocks: readonly Block[] = [], constants: Partial<Policy> = {}): Bench {
  return new Bench({ constants: { ...core, ...constants }, chain: chainOf(blocks) });
}

/** A chain whose last block is a minute older than the node's start, so that a node that has it is up to date. */
export function freshChain(count: number, salt = 0): Block[] {
  const time = START_SECONDS - count * SPACING_SECONDS;
  const first = mineOn(networks.regtest, [], SPACING_SECONDS, salt, { time });
  return longer([first], count - 1, salt);
}

export function longer(blocks: readonly Block[], count: number, salt = 0): Block[] {
  return extended(blocks, count, { spacingSeconds: SPACING_SECONDS, salt });
}

/** Time passes; every peer that is there answers its pings. */
export function wait(bench: Bench, seconds: number): void {
  const end = bench.at + seconds * SECOND;
  while (bench.at < end) {
    bench.runTo(Math.min(end, bench.at + 60 * SECOND));
    for (const peer of bench.peers.values()) {
      for (let ping = peer.take("ping"); ping !== undefined && peer.connected; ping = peer.take("ping"))
        peer.tell({ command: "pong", nonce: ping.nonce });
    }
  }
}

/** How many questions for headers the peer has heard and not been relieved of. */
export function takeGetHeaders(peer: ScriptedPeer): number {
  let count = 0;
  while (peer.take("getheaders") !== undefined) count += 1;
  return count;
}

/** Heights it was asked for since the last call; nothing is sent. */
export function takeAsked(peer: ScriptedPeer): number[] {
  const heights = peer.owedHeights();
  peer.owed.length = 0;
  return heights;
}
