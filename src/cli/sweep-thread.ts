/** What such a thread does: one job after another. */
import { parentPort } from "node:worker_threads";
import { type Job, JobWorker } from "../sweep/jobs.ts";

const worker = new JobWorker();
parentPort?.on("message", (job: Job) => void worker.do(job, (said) => parentPort?.postMessage(said)));
