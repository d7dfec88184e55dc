/** What is wrong with a file is said with its name, also what only shows while its world is built. */
import { expect, test } from "vitest";
import { comparisonFile } from "../../src/app/compared.ts";
import { loadFiles } from "../../src/app/load-files.ts";
import { hostOptions, type LoadOptions } from "../../src/app/load-options.ts";
import { LoadEnded } from "../../src/app/loads.ts";
import type { Session } from "../../src/app/session.ts";
import { withBytes } from "../../src/runtime/chain-source.ts";
import { PartMissing } from "../../src/runtime/late-part.ts";
import { presets, slowPeerRace } from "../../src/sweep/presets.ts";
import { plainRun, printRun } from "../../src/world/scenario/run-spec.ts";
import { prepareWorld } from "../../src/world/setup.ts";
import { sampleChain } from "../fixtures/chain-files.ts";
import { builtIn } from "../world/worlds.ts";
import { onAPage, sessionWith } from "./prompt-session.ts";

onAPage();

/** Builds the world as a host does, or fails with `failure`. */
function hostless(failure?: Error): Session {
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
  await expect(loadFiles(hostless(), [file("my-run.json", nobody)])).rejects.toThrow(
    /^my-run\.json: acts\.0\.act\.node: expected a node that is there by then, found Q$/,
  );
  await expect(loadFiles(hostless(), [file("my-run.json", run([]))])).resolves.toBeUndefined();
});

test("of a chain that is not one, once", async () => {
  const { headers } = sampleChain(20);
  headers[80 * 7 + 40] = (headers[80 * 7 + 40] ?? 0) ^ 1;
  await expect(loadFiles(hostless(), [file("chain.bin", headers)])).rejects.toThrow(
    /^chain\.bin: headers file/,
  );
  const named = new RangeError("chain.bin: expected a file that can be read");
  await expect(loadFiles(hostless(named), [file("chain.bin", sampleChain(20).headers)])).rejects.toThrow(
    /^chain\.bin: expected a file/,
  );
});

test("but not of what is not the file's fault", async () => {
  for (const failure of [new LoadEnded("cancelled"), new PartMissing("worker")])
    await expect(loadFiles(hostless(failure), [file("my-run.json", run([]))])).rejects.toBe(failure);
});

test("a race or a sweep is set in Compare, of which a frame of another page has none", async () => {
  const race = { version: 1, runs: slowPeerRace } as const;
  for (const comparison of [
    { kind: "race", race },
    { kind: "sweep", sweep: presets[0]!.sweep },
  ] as const) {
    const saved = comparisonFile(comparison);
    const { session } = await sessionWith();
    await loadFiles(session, [{ name: "mine.json", blob: saved }]);
    expect(session.store.getState().compared).toEqual({ name: "mine.json", ...comparison });
    session.store.setState({ compared: undefined, embed: "stage" });
    await expect(loadFiles(session, [{ name: "mine.json", blob: saved }])).rejects.toThrow(
      /^mine\.json: a race or a sweep is shown on the whole page/,
    );
    expect(session.store.getState().compared).toBeUndefined();
    await session.dispose();
  }
});
