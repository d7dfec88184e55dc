/**
 * What the conductor and a node's worker say to each other. One answer to each request, in order; what nodes send
 * each other goes straight from worker to worker.
 */
import type { SimTime } from "../sim/time.ts";
import type { Act } from "../world/act.ts";
import type { DiskMemory } from "../world/disk.ts";
import type { Envelope } from "../world/envelope.ts";
import type { LocalReport, Standing } from "../world/member.ts";
import type { NodeOutlook } from "../world/outlook.ts";
import type { WorldRecord } from "../world/record.ts";
import type { PeerSpec } from "../world/scenario.ts";
import type { NodeHostTotals } from "../world/turn.ts";
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
  | { readonly kind: "advance"; readonly until: SimTime; readonly limit: number; readonly expected: number }
  | {
      readonly kind: "act";
      readonly at: SimTime;
      readonly act: Act;
      readonly expected: number;
      /** The number and the port of a peer that is being added, for the local node. */
      readonly added?: LinkPort | undefined;
    }
  | { readonly kind: "totals" };

export interface NodeReport {
  readonly standing: Standing;
  /** Triples: target, envelopes sent to it, earliest arrival of them. */
  readonly sent: readonly number[];
  readonly records: readonly WorldRecord[];
}

export type NodeAnswer =
  | { readonly kind: "report"; readonly report: NodeReport }
  | {
      readonly kind: "totals";
      readonly totals: NodeHostTotals;
      readonly outlook: NodeOutlook;
      readonly local: LocalReport | undefined;
    }
  | { readonly kind: "failed"; readonly message: string };

/** What goes over a link's port: everything sent to the neighbour in one go. */
export type LinkMessage = readonly Envelope[];
