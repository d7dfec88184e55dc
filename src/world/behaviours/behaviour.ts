/**
 * What a bad behaviour is (protocol.md §7): a record that says everything of it, and a filter that stands between an
 * honest node and its connections.
 */
import type { Network } from "../../bitcoin/networks.ts";
import type { Message } from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Prng } from "../../sim/prng.ts";
import type { SimTime } from "../../sim/time.ts";
import type { HashBudget } from "../chains/hash-budget.ts";
import type { Outgoing } from "../host/outgoing.ts";

/** A whole number. Without a default a scenario must give it. */
export interface WholeParameter {
  readonly type: "whole";
  readonly min: number;
  readonly max: number;
  readonly default?: number;
  /** What it means, for people. */
  readonly meaning: string;
}

/** Heights of blocks; none given: all of them. */
export interface HeightsParameter {
  readonly type: "heights";
  readonly meaning: string;
}

export type ParameterSpecs = { readonly [name: string]: WholeParameter | HeightsParameter };

type Optional<S extends ParameterSpecs> = {
  [K in keyof S]: S[K] extends HeightsParameter | { readonly default: number } ? K : never;
}[keyof S];
type ValueOf<P> = P extends HeightsParameter ? readonly number[] : number;

/** The parameters as a scenario gives them. */
export type Given<S extends ParameterSpecs> = {
  readonly [K in Exclude<keyof S, Optional<S>>]: ValueOf<S[K]>;
} & { readonly [K in Optional<S>]?: ValueOf<S[K]> | undefined };

/** The same with every default in its place. */
export type Resolved<S extends ParameterSpecs> = {
  readonly [K in keyof S]: S[K] extends HeightsParameter ? readonly number[] | undefined : number;
};

export interface Definition<K extends string = string, S extends ParameterSpecs = ParameterSpecs> {
  readonly kind: K;
  /** Of the table in protocol.md §7. */
  readonly row: number;
  /** What the peer does. */
  readonly sentence: string;
  /** What it would cost a real attacker. */
  readonly cost: string;
  /** How a victim notices. */
  readonly noticed: string;
  /** It hides nothing and tells no lie: its chain counts as one that the network has. */
  readonly honest: boolean;
  readonly parameters: S;
  /** It uploads this many times slower than its scenario says. */
  readonly uploadDivisor?: (parameters: Resolved<S>) => number;
  /** One for each node that has it, made anew when the node starts and when its behaviours are set. */
  readonly filter: (parameters: Resolved<S>, actor: Actor) => Filter;
}

/** What becomes of a message that has arrived. */
export type Incoming =
  | { readonly pass: Message }
  /** Nobody has seen it, and nothing comes back. */
  | { readonly swallowed: string }
  /** The behaviour has dealt with it; the node never sees it. */
  | { readonly answered: true };

/** Everything is optional: what is left out changes nothing. */
export interface Filter {
  readonly incoming?: (message: Message, peer: string) => Incoming;
  /**
   * What leaves in place of this. `own`: the node itself says it; otherwise another behaviour does. Not the place to
   * send from.
   */
  readonly outgoing?: (message: Outgoing, peer: string, own: boolean) => readonly Outgoing[];
  /** The node may not close a connection of its own accord. */
  readonly holdsOn?: boolean;
  /** This peer has shaken hands: from now on it listens. */
  readonly ready?: (peer: string) => void;
  /** The connection is gone, whoever ended it. */
  readonly gone?: (peer: string) => void;
  /** The moment that `wakeAt` named has come. */
  readonly wake?: () => void;
}

/** What a filter can know and do. */
export interface Actor {
  readonly network: Network;
  /** The node's, to be read only. */
  readonly chain: ChainState;
  readonly random: Prng;
  /** What it mines is paid for out of this. */
  readonly hashBudget: HashBudget;
  /** The most that the node puts into one message. */
  readonly headersPerMessage: number;
  readonly now: SimTime;
  /** Unix seconds. */
  readonly nowSeconds: number;
  /** Those who have shaken hands. */
  readonly listeners: ReadonlySet<string>;
  /** Sends something of the behaviour's own; it passes the outgoing side of all the others. */
  send(peer: string, message: Outgoing): void;
  /** Lets go of something held back; it passes those that come after this one. */
  release(peer: string, message: Outgoing): void;
  close(peer: string, why: string): void;
  /** Dials a peer that there is no connection to. */
  dial(peer: string): void;
  /** The next wake, in place of the one before; `undefined` = none. */
  wakeAt(at: SimTime | undefined): void;
  /** For the log, as what the peer did: "answered …". At most once a message. */
  misbehaved(what: string): void;
}

/** Gives a record its exact type, and its filter those of its parameters. */
export function defineBehaviour<const K extends string, const S extends ParameterSpecs>(
  definition: Definition<K, S>,
): Definition<K, S> {
  return definition;
}
