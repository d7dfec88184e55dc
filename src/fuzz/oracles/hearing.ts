/**
 * What one node hears and says, turn by turn, and what follows from that alone about each of its connections. Oracles are
 * told of every turn; none of them asks the node.
 */
import { fromHex, toHex } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeader } from "../../bitcoin/header.ts";
import { type Message, SERVICE_NETWORK, SERVICE_WITNESS } from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { NodeInput, NodeOutput } from "../../node/interface.ts";
import type { Observation } from "../../node/observation.ts";
import type { Policy } from "../../node/policy.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import type { Turn } from "../../world/host/turn.ts";

/** One connection. */
export interface Talk {
  readonly peer: string;
  readonly inbound: boolean;
  /** Since when it is open, µs. */
  readonly since: number;
  greeted: boolean;
  /** Both versions are acknowledged. */
  ready: boolean;
  servesBlocks: boolean;
  servesWitnesses: boolean;
  /** Of the protocol: the lower of its version and the node's; 0 before it greeted. */
  protocol: number;
  /** The height that it claims; −1 before it greeted. */
  startHeight: number;
  /** When something last came from it, µs; 0 = never. */
  heardAt: number;
  /** It wants to hear of transactions. */
  relay: boolean;
  /** It wants new blocks to be told by their headers (BIP130). */
  wantsHeaders: boolean;
  /** Entry of the best block that the node says it has. */
  best: number | undefined;
  /** When the last getheaders left that has had no answer, µs; undefined: there is none. */
  headersAskedAt: number | undefined;
  /** It has sent headers, or said that it has none. */
  answered: boolean;
  /** Hashes (hex, internal order) of blocks that it said it has. */
  readonly told: Set<string>;
  /** Hashes (hex, internal order) of blocks it was asked for and has not sent, in the order they were asked for. */
  readonly owes: Set<string>;
  /** Since when the first of them is awaited, µs. */
  owesSince: number;
}

/** One turn. The talks are as they were when it began, but for what the input itself says of them. */
export interface Heard {
  readonly at: number;
  /** Unix. */
  readonly nowSeconds: number;
  readonly policy: Policy;
  readonly input: NodeInput;
  readonly outputs: readonly NodeOutput[];
  /** As the turn left it. */
  readonly chain: ChainState;
  /** Entries that there were before the turn. */
  readonly sizeBefore: number;
  readonly tipBefore: number;
  readonly talks: ReadonlyMap<string, Talk>;
  /** The block that has come is one that somebody was asked for. */
  readonly wasRequested: boolean;
  /** With whoever sent the message, if it is one and its handshake was done before. */
  readonly from: Talk | undefined;
}

export interface Oracle {
  /** What is wrong: taken out by whoever reads it. */
  readonly problems: string[];
  /** The node starts, with nothing but its disk. */
  restart?(): void;
  hear(heard: Heard): void;
  /** The same turn again, its outputs done. */
  settled?(heard: Heard): void;
}

export class Hearing {
  readonly talks = new Map<string, Talk>();
  readonly #startTimeSeconds: number;
  readonly #oracles: readonly Oracle[];
  #size = 0;
  #tip = 0;
  #wasRequested = false;

  constructor(startTimeSeconds: number, oracles: readonly Oracle[]) {
    this.#startTimeSeconds = startTimeSeconds;
    this.#oracles = oracles;
  }

  /** The first turn of all is `start`. */
  turn({ chain, policy, input, outputs }: Turn): void {
    const { at } = input;
    if (input.kind === "start") this.#restart(chain);
    this.#wasRequested = false;
    const from = this.#take(chain, policy, input);
    const heard: Heard = {
      at,
      nowSeconds: this.#startTimeSeconds + Math.floor(at / US_PER_SECOND),
      policy,
      input,
      outputs,
      chain,
      sizeBefore: this.#size,
      tipBefore: this.#tip,
      talks: this.talks,
      wasRequested: this.#wasRequested,
      from,
    };
    for (const oracle of this.#oracles) oracle.hear(heard);
    for (const output of outputs) this.#give(chain, at, output);
    for (const oracle of this.#oracles) oracle.settled?.(heard);
    this.#size = chain.index.size;
    this.#tip = chain.tip;
  }

  #restart(chain: ChainState): void {
    this.talks.clear();
    // A new policy may have read the disk anew.
    this.#size = chain.index.size;
    this.#tip = chain.tip;
    for (const oracle of this.#oracles) oracle.restart?.();
  }

  /** Whom the message is from, if he may be heard. */
  #take(chain: ChainState, policy: Policy, input: NodeInput): Talk | undefined {
    if (input.kind === "peerConnected") {
      this.talks.set(input.peer, newTalk(input.peer, input.inbound, input.at));
      return undefined;
    }
    if (input.kind === "peerDisconnected") this.talks.delete(input.peer);
    if (input.kind !== "message" && input.kind !== "unreadable" && input.kind !== "excess") return undefined;
    const talk = this.talks.get(input.peer);
    if (talk === undefined) return undefined;
    talk.heardAt = input.at;
    if (input.kind !== "message") return undefined;
    const { message } = input;
    if (!talk.ready) {
      if (message.command === "version" && !talk.greeted) {
        talk.greeted = true;
        talk.servesBlocks = (message.services & SERVICE_NETWORK) !== 0n;
        talk.servesWitnesses = (message.services & SERVICE_WITNESS) !== 0n;
        talk.protocol = Math.min(message.version, policy.protocolVersion);
        talk.relay = message.relay;
        talk.startHeight = message.startHeight;
        return undefined;
      }
      // It may be said before the verack (Core ProcessMessage SENDHEADERS).
      if (message.command === "sendheaders" && talk.greeted) talk.wantsHeaders = true;
      if (message.command === "verack" && talk.greeted) talk.ready = true;
      if (policy.beforeVerack === "ignored" || !talk.greeted || talk.ready) return undefined;
    }
    if (message.command === "sendheaders") talk.wantsHeaders = true;
    if (message.command === "headers") {
      talk.headersAskedAt = undefined;
      talk.answered = true;
    }
    for (const hash of toldBy(message)) talk.told.add(hash);
    if (message.command === "block")
      this.#arrive(chain, input.at, policy, talk, toHex(hashHeader(message.block.header)));
    return talk;
  }

  /**
   * Whoever owed it owes it no more once it is stored; who sent it has done what he can. Up to 0.12 it is enough that
   * it comes (0.9, 0.12 `MarkBlockAsReceived`).
   */
  #arrive(
    chain: ChainState,
    at: number,
    { strategy, refusedBlockFrees }: Policy,
    sender: Talk,
    hash: string,
  ): void {
    this.#wasRequested = [...this.talks.values()].some(({ owes }) => owes.has(hash));
    forgive(sender, hash, at);
    const entry = chain.index.find(fromHex(hash));
    const isHere = entry !== undefined && chain.hasBlock(entry);
    if (!isHere && strategy !== "blocks-first" && refusedBlockFrees === "its sender") return;
    for (const talk of this.talks.values()) forgive(talk, hash, at);
  }

  #give(chain: ChainState, at: number, output: NodeOutput): void {
    if (output.kind === "disconnect") this.talks.delete(output.peer);
    else if (output.kind === "observe") this.#see(chain, at, output.observation);
    if (output.kind !== "send") return;
    const talk = this.talks.get(output.peer);
    if (talk === undefined) return;
    const { message } = output;
    if (message.command === "getheaders") talk.headersAskedAt = at;
    else if (message.command === "getdata") {
      if (talk.owes.size === 0) talk.owesSince = at;
      for (const { hash } of message.items) talk.owes.add(toHex(hash));
    }
  }

  #see(chain: ChainState, at: number, observation: Observation): void {
    if (observation.kind === "peerBestKnownChanged") {
      const talk = this.talks.get(observation.peer);
      if (talk !== undefined) talk.best = observation.to;
    } else if (observation.kind === "blockInvalid") {
      const hashes = observation.entries.map((entry) => toHex(chain.index.hash(entry)));
      for (const talk of this.talks.values()) for (const hash of hashes) forgive(talk, hash, at);
    }
  }
}

/** The best block that the peer is said to have when the turn is over. */
export function bestAfter({ outputs }: Heard, { peer, best }: Talk): number | undefined {
  let after = best;
  for (const output of outputs) {
    if (output.kind !== "observe" || output.observation.kind !== "peerBestKnownChanged") continue;
    if (output.observation.peer === peer) after = output.observation.to;
  }
  return after;
}

/** What the message says that its sender has: of headers the last, of a list all. */
function toldBy(message: Message): readonly string[] {
  if (message.command === "headers") {
    const { count, bytes } = message.headers;
    return count === 0 ? [] : [toHex(hashHeader(bytes, (count - 1) * HEADER_BYTES))];
  }
  if (message.command === "inv") return message.items.map(({ hash }) => toHex(hash));
  return [];
}

function newTalk(peer: string, inbound: boolean, since: number): Talk {
  return {
    peer,
    inbound,
    since,
    greeted: false,
    ready: false,
    servesBlocks: false,
    servesWitnesses: false,
    protocol: 0,
    startHeight: -1,
    heardAt: 0,
    relay: false,
    wantsHeaders: false,
    best: undefined,
    headersAskedAt: undefined,
    answered: false,
    told: new Set(),
    owes: new Set(),
    owesSince: 0,
  };
}

function forgive(talk: Talk, hash: string, at: number): void {
  const [first] = talk.owes;
  if (talk.owes.delete(hash) && first === hash) talk.owesSince = at;
}
