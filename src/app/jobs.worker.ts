/** A Web Worker that runs whole worlds in its own thread, one job after another. */
import { type Job, JobWorker } from "../sweep/jobs.ts";

const worker = new JobWorker();

addEventListener(
  "message",
  (event: MessageEvent<Job>) => void worker.do(event.data, (said) => postMessage(said)),
);
