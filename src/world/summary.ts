/** The one object a run comes down to; the CLI's `--json` and the page's `headway.summary()` are this. */
import type { RunEnd } from "./record.ts";

export interface PeerSummary {
  readonly id: string;
  readonly state: "connected" | "disconnected" | "stopped";
  /** Why it is disconnected; null while connected. */
  readonly reason: string | null;
  /** New headers it was the first to give. */
  readonly headers: number;
  /** Requested blocks it delivered. */
  readonly blocks: number;
  readonly bytesReceived: number;
}

export interface RunSummary {
  readonly scenario: string;
  readonly policy: string;
  readonly seed: number;
  /** `running` only while the run has not ended. */
  readonly ended: RunEnd | "running";
  readonly why: string;
  readonly atSeconds: number;
  readonly local: {
    readonly height: number;
    readonly tip: string;
    readonly chainWork: string;
    readonly headers: number;
    readonly blocks: number;
  };
  readonly bytes: {
    readonly received: number;
    readonly sent: number;
    readonly useful: number;
    readonly wasted: number;
    readonly byCommand: Readonly<Record<string, number>>;
  };
  readonly peers: readonly PeerSummary[];
  readonly invariants: { readonly checks: number; readonly violations: number };
  readonly events: number;
  readonly traceHash: string;
}
