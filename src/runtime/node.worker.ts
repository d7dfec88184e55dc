/** A Web Worker that holds one node. */
import { type Envelope, transferables } from "../world/envelope.ts";
import { createAddedMember, createMember, type Member, type Standing } from "../world/member.ts";
import { unshipSetup } from "./shipped-setup.ts";
import { toldRecords } from "./told-records.ts";
import type {
  LinkMessage,
  LinkPort,
  NodeAnswer,
  NodeReport,
  NodeRequest,
  NodeWorkerStart,
} from "./worker-protocol.ts";

addEventListener("message", (event: MessageEvent<NodeWorkerStart>) => new NodeWorker(event.data), {
  once: true,
});
// Whoever made it may wait for its program to have come.
postMessage("here");

class NodeWorker {
  readonly #control: MessagePort;
  readonly #links = new Map<number, MessagePort>();
  #member: Member | undefined;
  #received = 0;
  /** A request that waits for envelopes still on their way. */
  #waiting: { readonly expected: number; readonly work: () => void } | undefined;

  constructor(start: NodeWorkerStart) {
    this.#control = start.control;
    for (const link of start.links) this.#addLink(link);
    this.#control.onmessage = (event: MessageEvent<NodeRequest>) =>
      this.#guard(() => this.#handle(event.data));
  }

  #addLink({ number, port }: LinkPort): void {
    this.#links.set(number, port);
    port.onmessage = (event: MessageEvent<LinkMessage>) => {
      const envelopes = event.data;
      this.#received += envelopes.length;
      for (const envelope of envelopes) this.#member?.receive(envelope);
      const waiting = this.#waiting;
      if (waiting !== undefined && this.#received >= waiting.expected) {
        this.#waiting = undefined;
        this.#guard(waiting.work);
      }
    };
  }

  #handle(request: NodeRequest): void {
    switch (request.kind) {
      case "init":
        this.#member =
          request.added === undefined
            ? createMember(unshipSetup(request.setup), request.number, request.disk)
            : createAddedMember(unshipSetup(request.setup), request.added, request.number);
        this.#report(this.#member, this.#member.standing());
        return;
      case "advance":
        this.#when(request.expected, (member) => {
          this.#report(member, member.advance(request.until, request.limit));
        });
        return;
      case "act":
        if (request.added !== undefined) this.#addLink(request.added);
        this.#when(request.expected, (member) => {
          this.#report(member, member.applyAct(request.at, request.act, request.added?.number));
        });
        return;
      case "totals":
        this.#when(0, (member) => {
          this.#answer({
            kind: "totals",
            totals: member.totals(),
            outlook: member.outlook(),
            local: member.localReport(),
          });
        });
        return;
    }
  }

  /** Does the work as soon as everything that was sent to this node has come in. */
  #when(expected: number, work: (member: Member) => void): void {
    const member = this.#member;
    if (member === undefined) throw new Error("asked before init");
    if (this.#received >= expected) work(member);
    else this.#waiting = { expected, work: () => work(member) };
  }

  #report(member: Member, standing: Standing): void {
    const report: NodeReport = {
      standing,
      sent: this.#post(member.takeOutbox()),
      records: toldRecords(member.name, member.takeRecords()),
    };
    this.#answer({ kind: "report", report });
  }

  #post(outbox: readonly Envelope[]): number[] {
    if (outbox.length === 0) return [];
    const byTarget = new Map<number, Envelope[]>();
    for (const envelope of outbox) {
      const envelopes = byTarget.get(envelope.target);
      if (envelopes === undefined) byTarget.set(envelope.target, [envelope]);
      else envelopes.push(envelope);
    }
    const sent: number[] = [];
    for (const [target, envelopes] of byTarget) {
      const port = this.#links.get(target);
      if (port === undefined) throw new Error(`no port to node ${target}`);
      port.postMessage(envelopes, transferables(envelopes));
      sent.push(target, envelopes.length, Math.min(...envelopes.map((envelope) => envelope.at)));
    }
    return sent;
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#answer({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }

  #answer(answer: NodeAnswer): void {
    this.#control.postMessage(answer);
  }
}
