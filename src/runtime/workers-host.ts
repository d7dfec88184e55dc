/** A world with every node in a Web Worker of its own, and a conductor in another. */
import { type Remote, transfer, wrap } from "comlink";
import type { RunSummary } from "../world/judging/summary.ts";
import { LOCAL_NODE, LOCAL_NUMBER } from "../world/record.ts";
import type { TimedAct } from "../world/scenario/act.ts";
import { allPeers, peerLinks } from "../world/scenario/members.ts";
import { withActs } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import type { ChainFacts } from "../world/setup.ts";
import type { HostOptions } from "./chain-source.ts";
import type { Started } from "./conductor.ts";
import type { ConductorReport, RemoteConductor } from "./conductor.worker.ts";
import type { HostFailure, Loading, Progress, WorldHost } from "./host.ts";
import { PartMissing } from "./late-part.ts";
import { Pinged } from "./pinged.ts";
import { Watch } from "./watch.ts";
import type { LinkPort, NodeWorkerStart } from "./worker-protocol.ts";

export class WorkersHost implements WorldHost {
  readonly kind = "workers";
  readonly #workers: Worker[] = [];
  readonly #conductor: Remote<RemoteConductor>;
  readonly #reports: MessagePort;
  #progress: (progress: Progress) => void = () => {};
  #failure: (failure: HostFailure) => void = () => {};
  #silent: (parts: readonly string[]) => void = () => {};
  /** Those of the nodes that do not answer, and the conductor if it does not. */
  #silentNodes: readonly string[] = [];
  #silentConductor: readonly string[] = [];
  /** What is to be done as soon as somebody does not answer. */
  readonly #ifSilent = new Set<() => void>();
  /** Of the conductor; building takes as long as it takes. */
  #watch: Watch | undefined;
  #acts: Promise<unknown> = Promise.resolve();
  /** The last moment reported. */
  #now = 0;
  /** Rejects when a worker dies: comlink's calls never settle then, so every call races against it. */
  readonly #death: Promise<never>;
  #die: (failure: HostFailure) => void = () => {};

  private constructor(options: HostOptions, onLoading: (loading: Loading) => void) {
    this.#death = new Promise((_, reject) => {
      this.#die = (failure) => {
        this.#watch?.end();
        reject(
          failure.isUnloaded ? new PartMissing("worker") : new Error(`${failure.part}: ${failure.message}`),
        );
        this.#failure(failure);
      };
    });
    this.#death.catch(() => {});
    const worker = this.#own(
      "conductor",
      new Worker(new URL("./conductor.worker.ts", import.meta.url), { type: "module", name: "conductor" }),
    );
    this.#conductor = wrap<RemoteConductor>(worker);
    const reports = new MessageChannel();
    this.#reports = reports.port1;
    this.#reports.onmessage = (event: MessageEvent<ConductorReport>) => {
      const report = event.data;
      if (report.kind === "progress") {
        this.#now = report.progress.now;
        this.#progress(report.progress);
      } else if (report.kind === "loading") onLoading(report.loading);
      else if (report.kind === "failure") this.#die(report.failure);
      else this.#tellSilent(report.nodes, this.#silentConductor);
    };
    const scenario = withActs(options.scenario, options.acts ?? []);
    const names = [LOCAL_NODE, ...allPeers(scenario).map((peer) => peer.id)];
    const links = linkPorts(scenario);
    const controls = names.map((name, number) => this.#addNodeWorker(name, links[number] ?? []));
    this.#started = this.#call(
      this.#conductor.start(options, transfer(controls, controls), transfer(reports.port2, [reports.port2])),
    );
  }

  readonly #started: Promise<Started>;
  #facts: Started | undefined;

  /**
   * Resolves when the world stands; rejects with one readable line if it cannot be built, or with the signal's reason if it
   * is no longer wanted. Leaves no worker then.
   */
  static async create(
    options: HostOptions,
    onLoading: (loading: Loading) => void,
    signal?: AbortSignal,
  ): Promise<WorkersHost> {
    signal?.throwIfAborted();
    const host = new WorkersHost(options, onLoading);
    try {
      host.#facts = await Promise.race([host.#started, ...(signal === undefined ? [] : [aborted(signal)])]);
      host.#watchConductor();
    } catch (error) {
      host.#terminate();
      throw error;
    }
    return host;
  }

  get notes(): readonly string[] {
    return this.#world.notes;
  }

  get chain(): ChainFacts {
    return this.#world.chain;
  }

  onProgress(listener: (progress: Progress) => void): void {
    this.#progress = listener;
  }

  onFailure(listener: (failure: HostFailure) => void): void {
    this.#failure = listener;
  }

  onSilent(listener: (parts: readonly string[]) => void): void {
    this.#silent = listener;
  }

  runTo(at: number | undefined): void {
    void this.#call(this.#conductor.runTo(at)).catch(() => {});
  }

  pause(): Promise<number> {
    const paused = this.#call(this.#conductor.pause());
    if (this.#isSilent) {
      paused.catch(() => {});
      return Promise.resolve(this.#now);
    }
    return new Promise((resolve, reject) => {
      const giveUp = () => resolve(this.#now);
      this.#ifSilent.add(giveUp);
      paused.then(resolve, reject).finally(() => this.#ifSilent.delete(giveUp));
    });
  }

  step(): Promise<number> {
    return this.#call(this.#conductor.step());
  }

  /** In the order in which they are asked for, also where the worker of a new peer comes late. */
  act(act: unknown): Promise<TimedAct> {
    const done = this.#acts.catch(() => {}).then(() => this.#act(act));
    this.#acts = done;
    return done;
  }

  async #act(act: unknown): Promise<TimedAct> {
    const newcomer = newcomerIn(act);
    if (newcomer === undefined) return this.#call(this.#conductor.act(act));
    const ports = this.#addPeerWorker(newcomer);
    const worker = this.#workers.at(-1);
    try {
      // The world would wait for one that never comes.
      if (worker !== undefined) await this.#call(hasCome(worker));
      return await this.#call(this.#conductor.act(act, transfer(ports, [ports.control, ports.link])));
    } catch (error) {
      worker?.terminate();
      throw error;
    }
  }

  summary(): Promise<RunSummary> {
    return this.#call(this.#conductor.summary());
  }

  async dispose(): Promise<void> {
    this.#progress = () => {};
    this.#failure = () => {};
    this.#silent = () => {};
    this.#terminate();
  }

  get #world(): Started {
    if (this.#facts === undefined) throw new Error("the world does not stand yet");
    return this.#facts;
  }

  #call<T>(call: Promise<T>): Promise<T> {
    return Promise.race([call, this.#death]);
  }

  /** A worker for a peer, and the local node's port to it. */
  #addPeerWorker(name: string): { readonly control: MessagePort; readonly link: MessagePort } {
    const link = new MessageChannel();
    const control = this.#addNodeWorker(name, [{ number: LOCAL_NUMBER, port: link.port2 }]);
    return { control, link: link.port1 };
  }

  #addNodeWorker(name: string, links: readonly LinkPort[]): MessagePort {
    const worker = this.#own(
      name,
      new Worker(new URL("./node.worker.ts", import.meta.url), { type: "module", name: `node ${name}` }),
    );
    const control = new MessageChannel();
    const start: NodeWorkerStart = { control: control.port2, links };
    worker.postMessage(start, [control.port2, ...links.map((link) => link.port)]);
    return control.port1;
  }

  #own(part: string, worker: Worker): Worker {
    worker.onerror = (event) => {
      event.preventDefault();
      // What could not be fetched has no message, whatever threw has one.
      if (event.message) this.#die({ part, message: event.message });
      else this.#die({ part, message: "its program could not be loaded", isUnloaded: true });
    };
    worker.onmessageerror = () => this.#die({ part, message: "a message to it could not be read" });
    this.#workers.push(worker);
    return worker;
  }

  #watchConductor(): void {
    const conductor = new Pinged("conductor", () => this.#conductor.answer());
    this.#watch = new Watch(() => [conductor], {
      silent: (names) => this.#tellSilent(this.#silentNodes, names),
      dead: ({ name }) => this.#die({ part: name, message: "its worker does not answer" }),
    });
  }

  get #isSilent(): boolean {
    return this.#silentNodes.length + this.#silentConductor.length > 0;
  }

  #tellSilent(nodes: readonly string[], conductor: readonly string[]): void {
    this.#silentNodes = nodes;
    this.#silentConductor = conductor;
    this.#silent([...conductor, ...nodes]);
    if (!this.#isSilent) return;
    for (const giveUp of this.#ifSilent) giveUp();
  }

  #terminate(): void {
    this.#watch?.end();
    for (const worker of this.#workers) worker.terminate();
    this.#reports.close();
  }
}

/** Resolves when the worker's program is there; rejects when it cannot be had. Until then nobody else is touched by it. */
function hasCome(worker: Worker): Promise<void> {
  const later = worker.onerror;
  return new Promise((resolve, reject) => {
    worker.onmessage = () => {
      worker.onerror = later;
      resolve();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(event.message ? new Error(event.message) : new PartMissing("worker"));
    };
  });
}

/** The name of the peer that this would add, whatever else is to be said of it; undefined: it adds none. */
function newcomerIn(act: unknown): string | undefined {
  const { kind, peer } = (act ?? {}) as { readonly kind?: unknown; readonly peer?: unknown };
  return kind === "addPeer" ? String((peer as { readonly id?: unknown } | undefined)?.id) : undefined;
}

/** Rejects when it is, with the reason. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** By node, its port to each of those it has a link to. */
function linkPorts(scenario: Scenario): readonly LinkPort[][] {
  const peers = allPeers(scenario);
  const ports: LinkPort[][] = [[], ...peers.map(() => [])];
  const join = (a: number, b: number) => {
    const { port1, port2 } = new MessageChannel();
    ports[a]?.push({ number: b, port: port1 });
    ports[b]?.push({ number: a, port: port2 });
  };
  peers.forEach((_, i) => {
    join(LOCAL_NUMBER, i + 1);
  });
  for (const { from, to } of peerLinks(scenario)) join(from.number, to.number);
  return ports;
}
