/** The conductor's end of one node's worker: asks, and gets one answer to each question. */
import { diskBuffers } from "../world/disk.ts";
import type { Watched } from "./watch.ts";
import type { LinkPort, NodeAnswer, NodeReport, NodeRequest } from "./worker-protocol.ts";

/** A node's worker failed or fell silent. */
export class WorkerFailure extends Error {
  readonly part: string;
  constructor(part: string, message: string) {
    super(message);
    this.part = part;
  }
}

/** `Omit` that keeps a union a union. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Totals = NodeAnswer & { kind: "totals" };

export class RemoteMember implements Watched {
  readonly name: string;
  readonly #port: MessagePort;
  #settle: { resolve(answer: NodeAnswer): void; reject(error: Error): void } | undefined;
  #waitedMs = 0;
  /** Building takes as long as it takes: a slow machine is not a dead worker. */
  #isBuilding = false;
  /** Envelopes sent to this node by any other. */
  #expected = 0;

  constructor(name: string, port: MessagePort) {
    this.name = name;
    this.#port = port;
    port.onmessage = (event: MessageEvent<NodeAnswer>) => {
      const settle = this.#settle;
      this.#settle = undefined;
      if (event.data.kind === "failed") settle?.reject(new WorkerFailure(name, event.data.message));
      else settle?.resolve(event.data);
    };
  }

  expect(count: number): void {
    this.#expected += count;
  }

  /** A node that is being built owes no answer. */
  wait(ms: number): number {
    if (this.#settle === undefined || this.#isBuilding) return 0;
    this.#waitedMs += ms;
    return this.#waitedMs;
  }

  async init(request: Without<NodeRequest & { kind: "init" }, "kind">): Promise<NodeReport> {
    this.#isBuilding = true;
    try {
      const transfer = request.disk === undefined ? [] : diskBuffers(request.disk);
      return await this.#report({ kind: "init", ...request }, transfer);
    } finally {
      this.#isBuilding = false;
    }
  }

  advance(until: number, limit: number): Promise<NodeReport> {
    return this.#report({ kind: "advance", until, limit, expected: this.#expected });
  }

  act(
    request: Pick<NodeRequest & { kind: "act" }, "at" | "act">,
    added: LinkPort | undefined,
  ): Promise<NodeReport> {
    return this.#report(
      { kind: "act", ...request, expected: this.#expected, added },
      added === undefined ? [] : [added.port],
    );
  }

  async totals(): Promise<Totals> {
    return (await this.#ask({ kind: "totals" })) as Totals;
  }

  /** Gives up on the answer that is owed. */
  fail(message: string): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.reject(new WorkerFailure(this.name, message));
  }

  async #report(request: NodeRequest, transfer: Transferable[] = []): Promise<NodeReport> {
    const answer = await this.#ask(request, transfer);
    if (answer.kind !== "report")
      throw new WorkerFailure(this.name, `answered ${answer.kind} instead of a report`);
    return answer.report;
  }

  #ask(request: NodeRequest, transfer: Transferable[] = []): Promise<NodeAnswer> {
    if (this.#settle !== undefined) throw new Error(`${this.name} was asked twice at once`);
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#waitedMs = 0;
      this.#port.postMessage(request, transfer);
    });
  }
}
