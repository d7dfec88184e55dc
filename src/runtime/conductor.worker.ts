/** The Web Worker that conducts: comlink for the page's calls, a raw port for what is reported all the time. */
import { expose } from "comlink";
import { Conductor, type Started } from "./conductor.ts";
import type { HostFailure, Loading, Progress } from "./host.ts";

export type ConductorReport =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "failure"; readonly failure: HostFailure }
  | { readonly kind: "loading"; readonly loading: Loading }
  | { readonly kind: "silent"; readonly nodes: readonly string[] };

let reports: MessagePort | undefined;

const conductor = new Conductor({
  progress: (progress) => reports?.postMessage({ kind: "progress", progress } satisfies ConductorReport),
  failure: (failure) => reports?.postMessage({ kind: "failure", failure } satisfies ConductorReport),
  silent: (nodes) => reports?.postMessage({ kind: "silent", nodes } satisfies ConductorReport),
  loading: (loading) => reports?.postMessage({ kind: "loading", loading } satisfies ConductorReport),
});

const remote = {
  start: (
    options: Parameters<Conductor["start"]>[0],
    controls: readonly MessagePort[],
    reportPort: MessagePort,
  ): Promise<Started> => {
    reports = reportPort;
    return conductor.start(options, controls);
  },
  runTo: (bound: number | undefined): void => conductor.runTo(bound),
  pause: (): Promise<number> => conductor.pause(),
  step: (): Promise<number> => conductor.step(),
  act: (...args: Parameters<Conductor["act"]>) => conductor.act(...args),
  /** Answered at once, whatever the nodes do. */
  answer: (): void => {},
  summary: () => conductor.summary(),
};

export type RemoteConductor = typeof remote;

expose(remote);
