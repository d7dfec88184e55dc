/** A race over the chain of a file: each worker reads it once, and of headers alone nothing is said of blocks. */
import { expect, test } from "vitest";
import { figuresText } from "../../src/app/race-text.ts";
import { candidatesOf } from "../../src/app/racing.ts";
import { policies } from "../../src/node/policies/all.ts";
import { firstDifference } from "../../src/sweep/first-difference.ts";
import { type Done, type Job, JobWorker } from "../../src/sweep/jobs.ts";
import { withPolicy } from "../../src/sweep/race.ts";
import { runLane } from "../../src/sweep/run-lane.ts";
import { plainRun, type RunSpec } from "../../src/world/scenario/run-spec.ts";
import { sampleChain } from "../fixtures/chain-files.ts";
import { builtIn } from "../world/worlds.ts";

const chain = sampleChain(60);

function over(kind: "headers" | "blocks"): RunSpec {
  return { ...plainRun(builtIn("real-constants"), 1), chain: { kind, digest: chain.tip } };
}

/** Counts how often somebody asks for what is in it. */
class CountedBlob extends Blob {
  asked = 0;

  override arrayBuffer(): Promise<ArrayBuffer> {
    this.asked += 1;
    return super.arrayBuffer();
  }
}

async function done(worker: JobWorker, job: Job): Promise<Done> {
  let found: Done | undefined;
  await worker.do(job, (said) => {
    if (said.kind === "failed") throw new Error(said.error);
    if (said.kind === "done") found = said.done;
  });
  if (found === undefined) throw new Error("nothing was done");
  return found;
}

test.each(["headers", "blocks"] as const)(
  "a file of %s is read once for lanes and differences",
  async (kind) => {
    const runs = [over(kind), withPolicy(over(kind), "core")] as const;
    const blob = new CountedBlob([chain[kind] as BlobPart]);
    const worker = new JobWorker();
    await done(worker, { kind: "ready", chainFile: { kind, blobs: [{ name: "chain.dat", blob }] } });
    const file = { kind, bytes: chain[kind] };
    for (const run of runs)
      expect(await done(worker, { kind: "lane", run })).toEqual({ kind: "lane", lane: runLane(run, file) });
    expect(await done(worker, { kind: "difference", runs })).toEqual({
      kind: "difference",
      difference: firstDifference(...runs, file),
    });
    expect(blob.asked).toBe(1);
  },
);

test("of headers alone there is no first block, and nothing is said of one", () => {
  const lane = runLane(over("headers"), { kind: "headers", bytes: chain.headers });
  expect(lane.summary.ended).toBe("synced");
  expect(lane.firstBlockAt).toBeNull();
  expect(figuresText(lane, true)).not.toContain("block");
  const whole = runLane(over("blocks"), { kind: "blocks", bytes: chain.blocks });
  expect(figuresText(whole)).toContain(`first block after`);
});

test("who can but fail over headers is not among those who may run", () => {
  const policiesIn = (run: RunSpec) =>
    candidatesOf(run, []).map((one) => one.run.policy ?? one.run.scenario.policy);
  const isBlocksFirst = (id: string) =>
    [...policies.values()].find((one) => one.id === id)?.strategy === "blocks-first";
  expect(policiesIn(over("headers")).filter(isBlocksFirst)).toEqual([]);
  expect(policiesIn(over("blocks")).filter(isBlocksFirst)).not.toEqual([]);
  const file = { kind: "headers", bytes: chain.headers } as const;
  for (const { run } of candidatesOf(over("headers"), [])) expect(() => runLane(run, file)).not.toThrow();
  expect(() => runLane(withPolicy(over("headers"), "blocks-first"), file)).toThrow(/blocks-first/);
});
