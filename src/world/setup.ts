/**
 * A world made ready to run: the scenario with its chains built or read, as plain data that every node's
 * worker gets a copy of. What one node is in it (`nodePlan`) each works out by itself, from the same data.
 */
import { displayHash } from "../bitcoin/bytes.ts";
import { hashHeader } from "../bitcoin/header.ts";
import type { Network, NetworkName } from "../bitcoin/networks.ts";
import { networks } from "../bitcoin/networks.ts";
import { policies } from "../node/policies/all.ts";
import type { Policy } from "../node/policy.ts";
import type { DefectId } from "../node/published/defect-ids.ts";
import { US_PER_SECOND } from "../sim/time.ts";
import type { Behaviour } from "./behaviours/catalogue.ts";
import {
  type BuiltChains,
  type ByteRange,
  buildChains,
  bytesAt,
  bytesOf,
  START_AFTER_TIP_SECONDS,
} from "./chains/chain-builder.ts";
import { type ChainFile, type OnShare, readChainFile } from "./chains/chain-file.ts";
import {
  describeLightChain,
  MINIMUM_WORK_EXPECTED,
  MINIMUM_WORK_FORM,
  resolveMinimumWork,
} from "./chains/minimum-work.ts";
import { refuseMining, scheduleMining } from "./chains/mining.ts";
import { LOCAL_NODE, LOCAL_NUMBER } from "./record.ts";
import type { TimedAct } from "./scenario/act.ts";
import { canDoWithHeaders, checkDone } from "./scenario/check-act.ts";
import { allPeers, linkOptions } from "./scenario/members.ts";
import type { PeerSpec } from "./scenario/peer-spec.ts";
import { type ChainId, withActs } from "./scenario/run-spec.ts";
import type { Scenario } from "./scenario/scenario.ts";

/** A chain that has been read from a file, for more than one world. */
export interface ReadChain {
  readonly kind: ChainFile["kind"];
  readonly chains: BuiltChains;
  /** As those of `WorldSetup`. */
  readonly notes: readonly string[];
}

export interface WorldOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Id of the policy to run instead of the scenario's. */
  readonly policy?: string | undefined;
  /** Replaces the scenario's main chain and network. */
  readonly chainFile?: ChainFile | ReadChain | undefined;
  /** Which it has to be; undefined: whichever. */
  readonly chain?: ChainId | undefined;
  /** What users have done, besides the scenario's acts, in the order in which it took effect. */
  readonly acts?: readonly TimedAct[] | undefined;
  /** Instead of the scenario's and the policy's: hex, a share, or `network`. */
  readonly minimumChainWork?: string | undefined;
}

/** Plain data, structured-clonable. */
export interface WorldSetup {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly policy: string;
  readonly chains: BuiltChains<ByteRange>;
  /** The chain was read from a file. */
  readonly fromFile: boolean;
  /** Unix seconds at virtual 0: a little after the newest block. */
  readonly startTimeSeconds: number;
  /** The scenario's acts and the blocks that are found, by time. */
  readonly acts: readonly TimedAct[];
  /** No node runs further than this ahead of another, µs: there and back over the longest link. */
  readonly reachUs: number;
  /** About what was given, one sentence each: worth knowing, and not wrong. */
  readonly notes: readonly string[];
}

/** What a person is told of the main chain of a world. */
export interface ChainFacts {
  readonly network: NetworkName;
  /** Genesis counted. */
  readonly blocks: number;
  /** Of the blocks after genesis, or of their headers where there is no more. */
  readonly bytes: number;
  readonly headersOnly: boolean;
  /** Hash of its last block, as it is shown. */
  readonly tip: string;
  /** Its work is less than the minimum chain work of the local node's policy: why nothing will come of it. */
  readonly lightChain?: string | undefined;
}

export function chainFacts(setup: WorldSetup): ChainFacts {
  const { network, main } = setup.chains;
  return {
    network,
    blocks: 1 + main.count,
    bytes: bytesOf(main),
    headersOnly: main.headersOnly,
    tip: tipOf(network, main),
    lightChain: noteOnLightChain(setup),
  };
}

function tipOf(network: NetworkName, main: BuiltChains<ByteRange>["main"]): string {
  const { genesis } = networks[network];
  const header = main.count === 0 ? genesis.header : bytesAt(main, main.count - 1);
  return displayHash(hashHeader(header));
}

/** What one node is when the world begins. */
export interface NodePlan {
  readonly number: number;
  readonly name: string;
  readonly policy: Policy;
  /** Those that are on, of whatever policy it is given; null: all. */
  readonly defects: readonly DefectId[] | null;
  /** `main` or the id of a branch. */
  readonly chain: string;
  /** It has its chain up to this height. */
  readonly height: number;
  readonly behaviours: readonly Behaviour[];
  readonly uploadBytesPerSecond: number | null;
  readonly downloadBytesPerSecond: number | null;
}

type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** Builds or reads the chains. The error is one line naming what was wrong. `onShare`: how much of a file is read. */
export function prepareWorld(options: WorldOptions, onShare?: OnShare): Result<WorldSetup> {
  const policy = options.policy ?? options.scenario.policy;
  if (!policies.has(policy)) {
    return {
      ok: false,
      error: `policy: expected one of ${[...policies.keys()].join(", ")}, found ${policy}`,
    };
  }
  if (!Number.isSafeInteger(options.seed) || options.seed < 0) {
    const expected = `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`;
    return { ok: false, error: `seed: expected ${expected}, found ${options.seed}` };
  }
  const { minimumChainWork } = options;
  if (minimumChainWork !== undefined && !MINIMUM_WORK_FORM.test(minimumChainWork)) {
    return {
      ok: false,
      error: `minimumChainWork: expected ${MINIMUM_WORK_EXPECTED}, found ${minimumChainWork}`,
    };
  }
  const { chain, chainFile: given } = options;
  if (chain !== undefined && given?.kind !== chain.kind)
    return { ok: false, error: notThatChain(chain, given === undefined ? "none" : `a ${given.kind} file`) };
  let scenario = withMinimumWork(options.scenario, minimumChainWork);
  let chains: BuiltChains;
  let notes: readonly string[] = [];
  if (given === undefined) {
    chains = buildChains(scenario.chain, networks[scenario.network], options.seed);
  } else {
    const unfit = given.kind === "headers" ? refuseHeaders(scenario, policy) : undefined;
    if (unfit !== undefined) return { ok: false, error: unfit };
    const read = "chains" in given ? { ok: true as const, ...given } : readChainFile(given, onShare);
    if (!read.ok) return read;
    ({ notes } = read);
    const replaced = replaceChain(scenario, read.chains);
    if (!replaced.ok) return replaced;
    chains = read.chains;
    scenario = replaced.value;
  }
  const tip = tipOf(chains.network, chains.main);
  if (chain !== undefined && chain.digest !== tip)
    return { ok: false, error: notThatChain(chain, `one whose last is ${tip}`) };
  const refused = refuseMining(scenario, chains);
  if (refused !== undefined) return { ok: false, error: refused };
  const { acts = [] } = options;
  const scheduled = scenario.acts;
  const done = acts.map(({ at, act }) => ({ atSeconds: at / US_PER_SECOND, act }));
  const undoable = checkDone(scenario, done, chains);
  if (undoable !== undefined) return { ok: false, error: undoable };
  scenario = withActs(scenario, acts);
  return {
    ok: true,
    value: {
      scenario,
      seed: options.seed,
      policy,
      chains,
      notes,
      fromFile: given !== undefined,
      startTimeSeconds: chains.tipTime + START_AFTER_TIP_SECONDS,
      acts: [
        ...scheduled.map(({ atSeconds, act }) => ({ at: Math.round(atSeconds * US_PER_SECOND), act })),
        ...scheduleMining(scenario, options.seed),
        // At one moment after all that is scheduled for it.
        ...acts,
      ].sort((a, b) => a.at - b.at),
      reachUs:
        2 *
        Math.max(
          ...[...allPeers(scenario), ...scenario.links].map(({ link }) => linkOptions(link).latencyUs),
        ),
    },
  };
}

/** What a run says that is over another chain than the one it is given. */
function notThatChain({ kind, digest }: ChainId, found: string): string {
  return `chain: expected a ${kind} file whose last block is ${digest}, found ${found}`;
}

/** What is wrong with headers alone for those who run this policy, or one that the scenario names; undefined: nothing. */
function refuseHeaders(scenario: Scenario, policy: string): string | undefined {
  const used: [field: string, id: string | null][] = [
    ["policy", policy],
    ["peerPolicy", scenario.peerPolicy],
    ...scenario.peers.map((peer, i): [string, string | null] => [`peers.${i}.policy`, peer.policy]),
    ...scenario.acts.flatMap(({ act }, i): [string, string | null][] =>
      act.kind === "setPolicy"
        ? [[`acts.${i}.act.policy`, act.policy]]
        : act.kind === "addPeer"
          ? [[`acts.${i}.act.peer.policy`, act.peer.policy]]
          : [],
    ),
  ];
  const unfit = used.find(([, id]) => id !== null && !canDoWithHeaders(id));
  return unfit === undefined
    ? undefined
    : `${unfit[0]}: expected one that knows headers, found ${unfit[1]}: a headers file has no blocks for a client that knows no headers`;
}

function withMinimumWork(scenario: Scenario, minimumChainWork: string | undefined): Scenario {
  if (minimumChainWork === undefined) return scenario;
  return { ...scenario, constants: { ...scenario.constants, minimumChainWork } };
}

/** The scenario with the chain of a file in place of its own: same peers, same faults. */
function replaceChain(scenario: Scenario, chains: BuiltChains): Result<Scenario> {
  if (scenario.chain.branches.length > 0) {
    return {
      ok: false,
      error: `chain.branches: expected none when the chain comes from a file, found ${scenario.chain.branches.length}`,
    };
  }
  const blocks = chains.main.count;
  return {
    ok: true,
    value: {
      ...scenario,
      network: chains.network,
      chain: { ...scenario.chain, blocks, blockBytes: null },
      local: { ...scenario.local, height: Math.min(scenario.local.height, blocks) },
      peers: scenario.peers.map((peer) => ({
        ...peer,
        height: peer.height === null ? null : Math.min(peer.height, blocks),
      })),
    },
  };
}

/**
 * A made chain has no witnesses, and is from before them: nodes of all ages can have it of one another. The chain of a file is
 * as its network is.
 */
export function networkOf({ scenario, fromFile }: WorldSetup): Network {
  const network = networks[scenario.network];
  return fromFile ? network : { ...network, segwitHeight: Number.POSITIVE_INFINITY };
}

export function localPlan(setup: WorldSetup): NodePlan {
  const { local, defects = null } = setup.scenario;
  return {
    number: LOCAL_NUMBER,
    name: LOCAL_NODE,
    policy: policyOf(setup, setup.policy, defects),
    defects,
    chain: "main",
    height: local.height,
    behaviours: [],
    uploadBytesPerSecond: local.uploadBytesPerSecond,
    downloadBytesPerSecond: local.downloadBytesPerSecond,
  };
}

export function peerPlan(setup: WorldSetup, peer: PeerSpec, number: number): NodePlan {
  const defects = peer.defects ?? setup.scenario.defects ?? null;
  return {
    number,
    name: peer.id,
    policy: policyOf(setup, peer.policy ?? setup.scenario.peerPolicy ?? setup.policy, defects),
    defects,
    chain: peer.chain,
    height: peer.height ?? chainHeight(setup.chains, peer.chain),
    behaviours: peer.behaviours,
    uploadBytesPerSecond: peer.uploadBytesPerSecond,
    downloadBytesPerSecond: peer.downloadBytesPerSecond,
  };
}

/** What a person should know before a node is let loose on a chain with too little work; undefined: it has enough. */
export function noteOnLightChain(setup: WorldSetup): string | undefined {
  return describeLightChain(setup.chains, setup.policy, localPlan(setup).policy.minimumChainWork);
}

/** The policy of this name as it is in this world, with those of its defects that are to be on; null: all. */
export function policyOf(setup: WorldSetup, id: string, on: readonly DefectId[] | null): Policy {
  const policy = policies.get(id);
  if (policy === undefined) throw new Error(`no policy ${id}`);
  const defects = policy.defects.filter((defect) => on === null || on.includes(defect));
  const own = { ...policy, ...setup.scenario.constants, defects };
  const { minimumChainWork = policy.minimumChainWork } = setup.scenario.constants;
  return { ...own, minimumChainWork: resolveMinimumWork(minimumChainWork, setup.chains) };
}

/** Height of the tip of `main` or of a branch. */
function chainHeight(chains: BuiltChains<ByteRange>, id: string): number {
  const data = id === "main" ? chains.main : chains.branches[id];
  if (data === undefined) throw new Error(`no chain ${id}`);
  return data.forkHeight + data.count;
}
