/**
 * What the conductor and a node's worker say to each other. One answer to each request, in order; what nodes send
 * each other goes straight from worker to worker.
 */
import type { SimTime } from "../sim/time.ts";
import type { DiskMemory } from "../world/chains/disk.ts";
import type { Posted } from "../world/host/envelope.ts";
import type { Act } from "../world/scenario/act.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { Answer } from "./questions.ts";
import type { ShippedSetup } from "./shipped-setup.ts";

/** The page's first message to a node's worker. */
export interface NodeWorkerStart {
  readonly control: MessagePort;
  readonly links: readonly LinkPort[];
}

/** The way to another node. */
export interface LinkPort {
  readonly number: number;
  readonly port: MessagePort;
}

export type NodeRequest =
  | {
      readonly kind: "init";
      readonly setup: ShippedSetup;
      readonly number: number;
      /** What the node begins with; without it the node reads its chain itself. */
      readonly disk?: DiskMemory | undefined;
      readonly added?: PeerSpec | undefined;
    }
  /** Wait until `expected` envelopes in all have come in, then handle what is due before `until`. */
  | {
      readonly kind: "advance";
      readonly until: SimTime;
      readonly limit: number;
      readonly lineEnds?: readonly (SimTime | undefined)[] | undefined;
      readonly expected: number;
    }
  | {
      readonly kind: "act";
      readonly at: SimTime;
      readonly act: Act;
      readonly expected: number;
      /** The number of the peer that it adds. */
      readonly newcomer?: number | undefined;
      /** The local node's way to it, where that was not known from the beginning. */
      readonly link?: MessagePort | undefined;
    }
  | { readonly kind: "totals" };

export type NodeAnswer = Answer | { readonly kind: "failed"; readonly message: string };

/** What goes over a link's port: everything sent to the neighbour in one go. */
export type LinkMessage = readonly Posted[];
