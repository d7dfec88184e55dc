/** The two ways in which a world runs, as a test drives them, without a browser: nodes behind message ports are in this thread, too. */
import { Conductor, type NewcomerPorts } from "../../src/runtime/conductor.ts";
import type { HostFailure, Progress } from "../../src/runtime/host.ts";
import { NodeServer } from "../../src/runtime/node-server.ts";
import { SingleThreadHost } from "../../src/runtime/single-thread-host.ts";
import type { LinkPort } from "../../src/runtime/worker-protocol.ts";
import type { RunSummary } from "../../src/world/judging/summary.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import type { TimedAct } from "../../src/world/scenario/act.ts";
import { allPeers, peerLinks } from "../../src/world/scenario/members.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { prepareWorld } from "../../src/world/setup.ts";

/** What both can do. */
export interface DrivenHost {
  runTo(at: number | undefined): void;
  pause(): Promise<number>;
  step(): Promise<number>;
  act(act: unknown): Promise<TimedAct>;
  summary(): Promise<RunSummary>;
  /** Everything it has told. */
  readonly told: Told;
  /** Resolves when it has told that the run has ended; rejects when it has told of a failure. */
  ended(): Promise<void>;
  dispose(): void;
}

export class Told {
  readonly progress: Progress[] = [];
  readonly failures: HostFailure[] = [];
  hear: () => void = () => {};

  get records(): readonly WorldRecord[] {
    return this.progress.flatMap(({ records }) => records);
  }
}

export const HOSTS = {
  "one thread": inThread,
  "a worker for each node": behindPorts,
} as const satisfies Record<string, (scenario: Scenario, seed: number) => Promise<DrivenHost>>;

async function inThread(scenario: Scenario, seed: number): Promise<DrivenHost> {
  const prepared = prepareWorld({ scenario, seed });
  if (!prepared.ok) throw new Error(prepared.error);
  const host = new SingleThreadHost(prepared.value);
  const told = new Told();
  host.onProgress((progress) => hearProgress(told, progress));
  host.onFailure((failure) => hearFailure(told, failure));
  return {
    told,
    runTo: (at) => host.runTo(at),
    pause: () => host.pause(),
    step: () => host.step(),
    act: (act) => host.act(act),
    summary: () => host.summary(),
    ended: () => endOf(told),
    dispose: () => void host.dispose(),
  };
}

async function behindPorts(scenario: Scenario, seed: number): Promise<DrivenHost> {
  const told = new Told();
  const conductor = new Conductor({
    progress: (progress) => hearProgress(told, progress),
    failure: (failure) => hearFailure(told, failure),
    loading: () => {},
    silent: () => {},
  });
  const ports: MessagePort[] = [];
  const channel = () => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    return [port1, port2] as const;
  };
  const serve = (links: readonly LinkPort[]): MessagePort => {
    const [control, own] = channel();
    new NodeServer({ control: own, links });
    return control;
  };
  const dispose = () => {
    conductor.dispose();
    for (const port of ports) port.close();
  };
  const links: LinkPort[][] = [[], ...allPeers(scenario).map(() => [])];
  const join = (a: number, b: number) => {
    const [ofA, ofB] = channel();
    links[a]?.push({ number: b, port: ofA });
    links[b]?.push({ number: a, port: ofB });
  };
  for (let peer = 1; peer < links.length; peer++) join(0, peer);
  for (const { from, to } of peerLinks(scenario)) join(from.number, to.number);
  try {
    await conductor.start({ scenario, seed }, links.map(serve));
  } catch (error) {
    dispose();
    throw error;
  }
  const newcomer = (): NewcomerPorts => {
    const [link, other] = channel();
    return { link, control: serve([{ number: 0, port: other }]) };
  };
  return {
    told,
    runTo: (at) => conductor.runTo(at),
    pause: () => conductor.pause(),
    step: () => conductor.step(),
    act: (act) =>
      conductor.act(act, (act as { kind?: string } | null)?.kind === "addPeer" ? newcomer() : undefined),
    summary: () => conductor.summary(),
    ended: () => endOf(told),
    dispose,
  };
}

function hearProgress(told: Told, progress: Progress): void {
  told.progress.push(progress);
  told.hear();
}

function hearFailure(told: Told, failure: HostFailure): void {
  told.failures.push(failure);
  told.hear();
}

function endOf(told: Told): Promise<void> {
  return new Promise((resolve, reject) => {
    told.hear = () => {
      const [failure] = told.failures;
      if (failure !== undefined) reject(new Error(`${failure.part}: ${failure.message}`));
      else if (told.progress.at(-1)?.ended !== undefined) resolve();
    };
    told.hear();
  });
}
