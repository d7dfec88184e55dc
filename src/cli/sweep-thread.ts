/** What such a thread does: one job after another. */
import { parentPort } from "node:worker_threads";
import { doJob, type Job } from "../sweep/jobs.ts";

parentPort?.on("message", (job: Job) => void doJob(job, (said) => parentPort?.postMessage(said)));
