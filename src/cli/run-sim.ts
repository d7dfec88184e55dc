/** Runs a scenario without a screen: what `npm run --silent sim` does, apart from being a process. */
import { writeFileSync } from "node:fs";
import { builtInLessons } from "../lessons/built-in.ts";
import { SingleThreadWorld } from "../runtime/single-thread-world.ts";
import { builtInScenarios } from "../scenarios/built-in.ts";
import { US_PER_SECOND } from "../sim/time.ts";
import type { PeerReport } from "../world/judging/ledger.ts";
import type { RunSummary } from "../world/judging/summary.ts";
import { printableLine } from "../world/printable.ts";
import type { WorldRecord } from "../world/record.ts";
import { printRun, type RunSpec } from "../world/scenario/run-spec.ts";
import { chainFacts, noteOnLightChain, prepareWorld } from "../world/setup.ts";
import { BadInput, readArguments, type SimArguments } from "./arguments.ts";
import { readActs, readChainFileArgument, readRun } from "./inputs.ts";
import { harmless, type Output, tellReading } from "./output.ts";
import { TraceFile } from "./trace-file.ts";
import { ViewAt } from "./view-at.ts";

/** Exit codes: what a script can rely on. */
const SYNCED = 0;
const NOT_SYNCED = 1;
const BAD_INPUT = 2;

/** Rounds between two looks at the records, so that a long run's never pile up. */
const ROUNDS_PER_TAKING = 50;

/** Runs the command of these words. Returns the exit code. */
export async function runSim(words: readonly string[], output: Output): Promise<number> {
  try {
    return await simulate(words, harmless(output));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    output.error(`${printableLine(error.message)}\n`);
    return BAD_INPUT;
  }
}

async function simulate(words: readonly string[], output: Output): Promise<number> {
  const given = readArguments(words);
  if (given.help) {
    output.out(USAGE);
    return SYNCED;
  }
  if (given.list) {
    for (const scenario of builtInScenarios) output.out(`${scenario.id}\n`);
    return SYNCED;
  }
  if (given.listLessons) {
    for (const { id, title } of builtInLessons) output.out(`${id}: ${title}\n`);
    return SYNCED;
  }
  const { setup, spec } = await prepare(given, output);
  if (given.saveRun !== undefined) saveRun(given.saveRun, spec);
  // What cannot be written is said before the run.
  const trace = given.trace === undefined ? undefined : new TraceFile(given.trace);
  const { viewDigestSeconds: seconds } = given;
  const view = seconds === undefined ? undefined : new ViewAt(spec, Math.round(seconds * US_PER_SECOND));
  const world = new SingleThreadWorld(setup);
  try {
    run(world, (records) => {
      trace?.write(records);
      view?.take(records);
    });
  } finally {
    trace?.close();
  }
  const summary = world.summary();
  const digest = view?.digest();
  output.out(
    given.json
      ? `${JSON.stringify({ ...summary, viewDigest: digest })}\n`
      : `${report(summary)}${digest === undefined ? "" : `view at ${seconds} s: digest ${digest}\n`}`,
  );
  return summary.ended === "synced" ? SYNCED : NOT_SYNCED;
}

async function prepare(given: SimArguments, output: Output) {
  const asked = await runAskedFor(given);
  const chainFile = await readChainFileArgument(given);
  const prepared = prepareWorld({ ...asked, chainFile }, tellReading(output));
  if (!prepared.ok) throw new BadInput(prepared.error.replace(/^minimumChainWork:/, "--minimum-chain-work:"));
  const setup = prepared.value;
  const light = noteOnLightChain(setup);
  if (light !== undefined) output.error(`${printableLine(light)} (--minimum-chain-work)\n`);
  for (const note of setup.notes) output.error(`${printableLine(note)}\n`);
  const chain = chainFile && { kind: chainFile.kind, digest: chainFacts(setup).tip };
  return { setup, spec: { ...asked, chain } };
}

/** What is named, with what else is said in place of what it says itself. */
async function runAskedFor(given: SimArguments): Promise<RunSpec> {
  const run = await readRun(given.scenario);
  const { untilSeconds } = given;
  return {
    ...run,
    scenario: untilSeconds === undefined ? run.scenario : { ...run.scenario, deadlineSeconds: untilSeconds },
    seed: given.seed ?? run.seed,
    policy: given.policy ?? run.policy,
    minimumChainWork: given.minimumChainWork ?? run.minimumChainWork,
    acts: given.acts === undefined ? run.acts : [...run.acts, ...(await readActs(given.acts))],
  };
}

function saveRun(path: string, spec: RunSpec): void {
  try {
    writeFileSync(path, `${printRun(spec)}\n`);
  } catch (error) {
    throw new BadInput(`--save-run: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `take` is given what happened, in its order. */
function run(world: SingleThreadWorld, take: (records: readonly WorldRecord[]) => void): void {
  for (let rounds = 1, going = true; going; rounds++) {
    going = world.advance(undefined);
    if (going && rounds % ROUNDS_PER_TAKING !== 0) continue;
    take(world.takeRecords(going ? world.now : undefined));
  }
}

function report(summary: RunSummary): string {
  const { local, bytes, invariants } = summary;
  const lines = [
    `${summary.scenario}, policy ${summary.policy}, seed ${summary.seed}`,
    `${summary.ended} after ${summary.atSeconds} s: ${summary.why}`,
    `tip ${local.height} ${local.tip}, chain work 0x${local.chainWork}`,
    `${local.headers} headers and ${local.blocks} blocks known; ${bytes.received} bytes received, ${bytes.wasted} of them wasted`,
    ...summary.peers.map(
      (peer) =>
        `  ${peer.id.padEnd(8)} ${String(peer.headers).padStart(6)} headers ${String(peer.blocks).padStart(6)} blocks  ${peer.state}${peer.reason === null ? "" : `: ${peer.reason}`}${wasteOf(summary.ledger.peers[peer.id])}`,
    ),
    `${summary.events} events, ${invariants.checks} checks of the invariants, ${invariants.violations} violations`,
    `trace hash ${summary.traceHash}`,
  ];
  return `${lines.map(printableLine).join("\n")}\n`;
}

/** What a peer cost for nothing: the kinds of waste that there were, and the time it stood idle. */
function wasteOf(peer: PeerReport | undefined): string {
  if (peer === undefined) return "";
  const wasted = Object.entries(peer.wasted).filter(([, bytes]) => bytes > 0);
  const parts = wasted.map(([why, bytes]) => `${bytes} B ${why}`);
  if (peer.idleSeconds > 0) parts.push(`idle ${peer.idleSeconds.toFixed(1)} s`);
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
}

const USAGE = `Runs a scenario of Headway without a screen.

  npm run --silent sim -- --list
  npm run --silent sim -- --list-lessons
  npm run --silent sim -- <scenario id, or .json file of a scenario or a run> [options]

  --policy p          run this policy instead of the scenario's
  --seed n            a whole number; the same seed gives the same run (default: the run file's, else 1)
  --until seconds     stop at this virtual time
  --headers-file f    sync this chain of 80-byte headers instead of the scenario's (plain or gzipped)
  --blocks-file f     sync these whole blocks, framed as in blk*.dat, instead (plain or gzipped); f may be a folder, and
                      the option be given again: the order of files does not matter
  --key-file f        the key with which the blocks files are obfuscated (a folder's own xor.dat is found)
  --minimum-chain-work w  chains with less work are not downloaded: hex, 0, a share of the main chain's as 85%, or network
  --acts f            do what this file says besides: [{ "at": µs, "act": { … } }, …]
  --save-run f        write the run, with all that is done in it, to this file: it gives the same run again
  --trace f           write every record of the run to this file, one JSON object a line
  --view-digest s     also print the digest of what the page shows at this virtual time, in seconds: its viewDigest()
  --json              print the summary as exactly one JSON object

Ends with 0 when synced, 1 when not, 2 on bad input.
`;
