/** What is wrong with a file is said with its name, also what only shows while its world is built. */
import { expect, test } from "vitest";
import { loadFiles } from "../../src/app/load-files.ts";
import { hostOptions, type LoadOptions } from "../../src/app/load-options.ts";
import { LoadEnded } from "../../src/app/loads.ts";
import type { Session } from "../../src/app/session.ts";
import { withBytes } from "../../src/runtime/chain-source.ts";
import { PartMissing } from "../../src/runtime/late-part.ts";
import { plainRun, printRun } from "../../src/world/scenario/run-spec.ts";
import { prepareWorld } from "../../src/world/setup.ts";
import { sampleChain } from "../fixtures/chain-files.ts";
import { builtIn } from "../world/worlds.ts";

/** Builds the world as a host does, or fails with `failure`. */
function sessionWith(failure?: Error): Session {
  const load = async (options: LoadOptions) => {
    if (failure !== undefined) throw failure;
    const prepared = prepareWorld(await withBytes(hostOptions(options)));
    if (!prepared.ok) throw new RangeError(prepared.error);
  };
  return { store: { getState: () => ({ host: "single-thread", seed: 1 }) }, load } as unknown as Session;
}

const file = (name: string, bytes: Uint8Array | string) => ({ name, blob: new Blob([bytes as BlobPart]) });
const run = (acts: Parameters<typeof printRun>[0]["acts"]) =>
  printRun({ ...plainRun(builtIn("first-visit"), 1), acts });

test("of a run whose acts cannot be done", async () => {
  const nobody = run([{ at: 5, act: { kind: "stopNode", node: "Q" } }]);
  await expect(loadFiles(sessionWith(), [file("my-run.json", nobody)])).rejects.toThrow(
    /^my-run\.json: acts\.0\.act\.node: expected a node that is there by then, found Q$/,
  );
  await expect(loadFiles(sessionWith(), [file("my-run.json", run([]))])).resolves.toBeUndefined();
});

test("of a chain that is not one, once", async () => {
  const { headers } = sampleChain(20);
  headers[80 * 7 + 40] = (headers[80 * 7 + 40] ?? 0) ^ 1;
  await expect(loadFiles(sessionWith(), [file("chain.bin", headers)])).rejects.toThrow(
    /^chain\.bin: headers file/,
  );
  const named = new RangeError("chain.bin: expected a file that can be read");
  await expect(loadFiles(sessionWith(named), [file("chain.bin", sampleChain(20).headers)])).rejects.toThrow(
    /^chain\.bin: expected a file/,
  );
});

test("but not of what is not the file's fault", async () => {
  for (const failure of [new LoadEnded("cancelled"), new PartMissing("worker")])
    await expect(loadFiles(sessionWith(failure), [file("my-run.json", run([]))])).rejects.toBe(failure);
});
