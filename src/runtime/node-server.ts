/** One node behind a message port: answers what the conductor asks, and sends to other nodes what its own has for them. */
import { type Posted, transferables } from "../world/host/envelope.ts";
import { createAddedMember, createMember, type Member, type Standing } from "../world/host/member.ts";
import { sentBy } from "./sent-by.ts";
import { unshipSetup } from "./shipped-setup.ts";
import { toldRecords } from "./told-records.ts";
import type { LinkMessage, LinkPort, NodeAnswer, NodeRequest, NodeWorkerStart } from "./worker-protocol.ts";

export class NodeServer {
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
      const posted = event.data;
      this.#received += posted.length;
      this.#guard(() => {
        for (const one of posted) this.#member?.receive(one);
      });
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
          this.#report(member, member.advance(request.until, request.limit, request.lineEnds));
        });
        return;
      case "act":
        if (request.link !== undefined && request.newcomer !== undefined)
          this.#addLink({ number: request.newcomer, port: request.link });
        this.#when(request.expected, (member) => {
          this.#report(member, member.applyAct(request.at, request.act, request.newcomer));
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
    const outbox = member.takeOutbox();
    const report = {
      standing,
      sent: sentBy(outbox),
      records: toldRecords(member.name, member.takeRecords()),
    };
    this.#post(outbox);
    this.#answer({ kind: "report", report });
  }

  /** What goes to one neighbour goes in one piece, its frames without a copy. */
  #post(outbox: readonly Posted[]): void {
    const byTarget = new Map<number, Posted[]>();
    for (const one of outbox) {
      const posted = byTarget.get(one.target);
      if (posted === undefined) byTarget.set(one.target, [one]);
      else posted.push(one);
    }
    for (const [target, posted] of byTarget) {
      const port = this.#links.get(target);
      if (port === undefined) throw new Error(`no port to node ${target}`);
      port.postMessage(posted, transferables(posted));
    }
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
