/** How far the headers are: each step is told to whoever watches. */
import type { NodeContext } from "./context.ts";
import type { HeadersSyncPhase } from "./observation.ts";

export class HeadersPhase {
  readonly #context: Pick<NodeContext, "observe">;
  #phase: HeadersSyncPhase = "waiting";

  constructor(context: Pick<NodeContext, "observe">) {
    this.#context = context;
  }

  get now(): HeadersSyncPhase {
    return this.#phase;
  }

  set(to: HeadersSyncPhase): void {
    if (this.#phase === to) return;
    this.#context.observe({ kind: "headersPhaseChanged", from: this.#phase, to });
    this.#phase = to;
  }
}
