/** What a page would show of a run at one moment, put together from the records while it goes on. */
import { apply } from "../replay/apply.ts";
import { viewDigest } from "../replay/view-digest.ts";
import { blankState, type WorldState } from "../replay/world-state.ts";
import type { WorldRecord } from "../world/record.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";

export class ViewAt {
  readonly #at: number;
  readonly #state: WorldState;

  /** `at`: virtual µs. */
  constructor({ scenario, policy }: RunSpec, at: number) {
    this.#at = at;
    this.#state = blankState(scenario.peers, scenario.peerPolicy ?? policy ?? scenario.policy);
  }

  /** In their order, each once. What is later than the moment is passed over. */
  take(records: readonly WorldRecord[]): void {
    for (const record of records) if (record.at <= this.#at) apply(this.#state, record);
  }

  /** Of the view after all that was taken: the one that `headway.viewDigest()` gives there. */
  digest(): string {
    return viewDigest(this.#state);
  }
}
