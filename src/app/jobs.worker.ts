/** A Web Worker that runs whole worlds in its own thread, one job after another. */
import { doJob, type Job } from "../sweep/jobs.ts";

addEventListener(
  "message",
  (event: MessageEvent<Job>) => void doJob(event.data, (said) => postMessage(said)),
);
