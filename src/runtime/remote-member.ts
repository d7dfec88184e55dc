/** The conductor's end of one node's worker: asks, and gets one answer to each question. */
import { type DiskMemory, diskBuffers } from "../world/chains/disk.ts";
import { NodeFailure } from "./node-failure.ts";
import type { Answer, Ask } from "./questions.ts";
import type { ShippedSetup } from "./shipped-setup.ts";
import type { Watched } from "./watch.ts";
import type { NodeAnswer, NodeRequest } from "./worker-protocol.ts";

export class RemoteMember implements Watched {
  readonly name: string;
  readonly #port: MessagePort;
  #settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
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
      if (event.data.kind === "failed") settle?.reject(new NodeFailure(name, event.data.message));
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

  /** Gives the node its place in the world. `disk`: what it begins with; its buffers are given away. */
  async join(
    { node, peer }: Ask & { readonly kind: "join" },
    setup: ShippedSetup,
    disk?: DiskMemory,
  ): Promise<Answer> {
    this.#isBuilding = true;
    try {
      const transfer = disk === undefined ? [] : diskBuffers(disk);
      return await this.#send({ kind: "init", setup, number: node, disk, added: peer }, transfer);
    } finally {
      this.#isBuilding = false;
    }
  }

  /** `link`: the local node's way to a peer that the act adds. Rejects with a NodeFailure. */
  ask(ask: Exclude<Ask, { kind: "join" }>, link?: MessagePort): Promise<Answer> {
    switch (ask.kind) {
      case "advance":
        return this.#send({
          kind: "advance",
          until: ask.until,
          limit: ask.limit,
          lineEnds: ask.lineEnds,
          expected: this.#expected,
        });
      case "act": {
        const { at, act, newcomer } = ask;
        const request = { kind: "act", at, act, newcomer, expected: this.#expected, link } as const;
        return this.#send(request, link === undefined ? [] : [link]);
      }
      case "totals":
        return this.#send({ kind: "totals" });
    }
  }

  /** Gives up on the answer that is owed. */
  fail(message: string): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.reject(new NodeFailure(this.name, message));
  }

  #send(request: NodeRequest, transfer: Transferable[] = []): Promise<Answer> {
    if (this.#settle !== undefined) throw new Error(`${this.name} was asked twice at once`);
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#waitedMs = 0;
      this.#port.postMessage(request, transfer);
    });
  }
}
