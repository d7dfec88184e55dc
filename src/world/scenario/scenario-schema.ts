/**
 * Reads untrusted scenarios and acts. Strict: unknown keys are refused by name. Bounded: nothing in one can make the page
 * run out of memory. What is missing gets its default. What is wrong is said in one line: field, expectation, found.
 */
import * as v from "valibot";
import { policyIds } from "../../node/policies/ids.ts";
import type { PolicyConstants } from "../../node/policy.ts";
import { defectIds } from "../../node/published/defect-ids.ts";
import type { HeightsParameter, WholeParameter } from "../behaviours/behaviour.ts";
import { catalogue } from "../behaviours/catalogue.ts";
import { MINIMUM_WORK_EXPECTED, MINIMUM_WORK_FORM } from "../chains/minimum-work.ts";
import { MINABLE_NETWORKS } from "../chains/mining.ts";
import type { Act } from "./act.ts";
import { PEERS_MAX } from "./check-act.ts";
import type { Scenario } from "./scenario.ts";
import { checkScenario } from "./scenario-rules.ts";
import {
  describeIssue,
  fields,
  id,
  list,
  object,
  type Parsed,
  readJson,
  seconds,
  whole,
} from "./schema-words.ts";

/** Of a scenario, and again of those that users do. */
export const ACTS_MAX = 1000;
const BLOCKS_MAX = 100_000;
const BRANCHES_MAX = 8;
const LINKS_MAX = 512;
const MINED_BLOCKS_MAX = 1000;
const MEAN_SECONDS_MAX = 3600;
const BRANCH_BLOCKS_MAX = 10_000;
/** All of it may be asked for at once: more would be served in one event of more than half a second. */
const INVENTORY_MAX = 20_000;
const HEIGHT_MAX = BLOCKS_MAX + BRANCH_BLOCKS_MAX;
const LATENCY_MS_MAX = 60_000;
const RATE_MAX = 1_000_000_000_000;

const text = v.pipe(v.string("text"), v.maxLength(500, "at most 500 characters"));
export const work = v.pipe(
  v.string(MINIMUM_WORK_EXPECTED),
  v.regex(MINIMUM_WORK_FORM, MINIMUM_WORK_EXPECTED),
);
const rate = v.nullable(whole(1, RATE_MAX));
const link = object({
  latencyMs: v.optional(whole(1, LATENCY_MS_MAX), 50),
  jitterMs: v.optional(whole(0, LATENCY_MS_MAX), 0),
  bytesPerSecond: v.optional(rate, null),
});

/** The catalogue says what there is, and what of each may be given. */
const parameter = (spec: WholeParameter | HeightsParameter) => {
  if (spec.type === "heights") return v.optional(list(whole(1, HEIGHT_MAX), 1000));
  const value = whole(spec.min, spec.max);
  return spec.default === undefined ? value : v.optional(value);
};
const behaviour = v.variant(
  "kind",
  catalogue.map(({ kind, parameters }) =>
    fields({
      kind: v.literal(kind),
      ...Object.fromEntries(Object.entries(parameters).map(([name, spec]) => [name, parameter(spec)])),
    }),
  ),
  "a kind of behaviour that there is, such as slow or silentOnBlocks",
);
const behaviours = list(behaviour, 8);

const defects = v.optional(
  v.nullable(
    v.pipe(
      list(v.picklist(defectIds, `one of ${defectIds.join(", ")}`), defectIds.length),
      v.check((ids) => new Set(ids).size === ids.length, "each of them once"),
    ),
  ),
);

export const policy = v.picklist(policyIds, `one of ${policyIds.join(", ")}`);

const peerFields = {
  policy: v.optional(v.nullable(policy), null),
  chain: v.optional(id, "main"),
  height: v.optional(v.nullable(whole(0, HEIGHT_MAX)), null),
  behaviours: v.optional(behaviours, []),
  uploadBytesPerSecond: v.optional(rate, null),
  downloadBytesPerSecond: v.optional(rate, null),
  link: v.optional(link, {}),
  spare: v.optional(v.boolean("true or false")),
  defects,
};
const peer = object({ id, ...peerFields });
const unnamedPeer = object({ id: v.optional(id), ...peerFields });

export const act = v.variant(
  "kind",
  [
    fields({ kind: v.literal("setBehaviours"), node: id, behaviours }),
    fields({ kind: v.literal("cutLink"), peer: id, from: v.optional(id) }),
    fields({ kind: v.literal("mendLink"), peer: id, from: v.optional(id) }),
    fields({ kind: v.literal("stopNode"), node: id }),
    fields({ kind: v.literal("startNode"), node: id }),
    fields({ kind: v.literal("setPolicy"), node: id, policy }),
    fields({
      kind: v.literal("mineBlock"),
      node: id,
      blocks: v.optional(whole(1, 100)),
      forkDepth: v.optional(whole(0, 1000)),
    }),
    fields({ kind: v.literal("addPeer"), peer }),
  ],
  "one of setBehaviours, cutLink, mendLink, stopNode, startNode, setPolicy, mineBlock, addPeer",
);

const constants = object({
  headersPerMessage: v.optional(whole(1, 2000)),
  locatorHashesMax: v.optional(v.nullable(whole(1, 101))),
  inventoryPerMessage: v.optional(whole(1, INVENTORY_MAX)),
  windowBlocks: v.optional(whole(1, BLOCKS_MAX)),
  inFlightPerPeer: v.optional(whole(1, 1000)),
  handshakeTimeoutSeconds: v.optional(seconds(1)),
  headersTimeoutSeconds: v.optional(v.nullable(seconds(1))),
  blockTimeoutSeconds: v.optional(v.nullable(seconds(1))),
  agreeingPeers: v.optional(v.nullable(whole(1, PEERS_MAX))),
  agreementSeconds: v.optional(v.nullable(seconds(1))),
  headersResponseSeconds: v.optional(v.nullable(seconds(1))),
  headersSyncBaseSeconds: v.optional(v.nullable(seconds(1))),
  headersSyncPerHeaderMs: v.optional(whole(0, 1_000_000)),
  recentHeaderSeconds: v.optional(seconds(0)),
  stallTimeoutSeconds: v.optional(v.nullable(seconds(1))),
  stallTimeoutMaxSeconds: v.optional(seconds(1)),
  blockTimeoutBaseSeconds: v.optional(v.nullable(seconds(1))),
  blockTimeoutPerPeerSeconds: v.optional(seconds(0)),
  chainSyncTimeoutSeconds: v.optional(v.nullable(seconds(1))),
  protectedPeersMax: v.optional(whole(0, PEERS_MAX)),
  staleTipSeconds: v.optional(v.nullable(seconds(1))),
  staleCheckSeconds: v.optional(v.nullable(seconds(1))),
  extraPeerCheckSeconds: v.optional(v.nullable(seconds(1))),
  connectedMinSeconds: v.optional(v.nullable(seconds(1))),
  directFetchSeconds: v.optional(v.nullable(seconds(0))),
  pingIntervalSeconds: v.optional(v.nullable(seconds(1))),
  pingTimeoutSeconds: v.optional(v.nullable(seconds(1))),
  tipAgeMaxSeconds: v.optional(seconds(0)),
  tipBehindBlocksMax: v.optional(v.nullable(whole(0, BLOCKS_MAX))),
  minimumChainWork: v.optional(work),
  presyncPeriodHeaders: v.optional(v.nullable(whole(1, BLOCKS_MAX))),
  redownloadBufferHeaders: v.optional(v.nullable(whole(1, BLOCKS_MAX))),
  workBufferBlocks: v.optional(whole(0, BLOCKS_MAX)),
  unrequestedAheadBlocks: v.optional(whole(0, BLOCKS_MAX)),
  announcedBlocksMax: v.optional(whole(1, 2000)),
  staleRelaySeconds: v.optional(v.nullable(seconds(0))),
  syncNodeBehindBlocks: v.optional(v.nullable(whole(0, BLOCKS_MAX))),
  askAgainSeconds: v.optional(v.nullable(seconds(1))),
  orphanBlocksMax: v.optional(v.nullable(whole(1, BLOCKS_MAX))),
  queuedBlocksMax: v.optional(v.nullable(whole(1, BLOCKS_MAX))),
  deliveryTimeoutSeconds: v.optional(v.nullable(seconds(1))),
  silenceTimeoutSeconds: v.optional(v.nullable(seconds(1))),
  knownInventoryMax: v.optional(v.nullable(whole(1, BLOCKS_MAX))),
} satisfies Record<keyof PolicyConstants, v.GenericSchema>);

const branch = object({
  id,
  forkHeight: whole(0, BLOCKS_MAX),
  blocks: whole(1, BRANCH_BLOCKS_MAX),
  spacingSeconds: v.optional(whole(1, 86_400), 600),
});

const chain = object({
  blocks: whole(1, BLOCKS_MAX),
  spacingSeconds: v.optional(whole(1, 86_400), 600),
  blockBytes: v.optional(v.nullable(whole(1, 4_000_000)), null),
  branches: v.optional(list(branch, BRANCHES_MAX), []),
});

const mining = object({
  meanSeconds: whole(1, MEAN_SECONDS_MAX),
  blocks: whole(1, MINED_BLOCKS_MAX),
  miners: v.optional(v.nullable(v.pipe(list(id, PEERS_MAX), v.minLength(1, "at least 1 of them"))), null),
  startSeconds: v.optional(seconds(0), 0),
});

const scenario = object({
  version: v.literal(1, "1"),
  id: v.optional(id, "scenario"),
  title: v.optional(text, ""),
  caption: v.optional(text, ""),
  network: v.optional(v.picklist(MINABLE_NETWORKS, `one of ${MINABLE_NETWORKS.join(", ")}`), "regtest"),
  chain,
  policy: v.optional(policy, "learncoin"),
  peerPolicy: v.optional(v.nullable(policy), null),
  constants: v.optional(constants, {}),
  defects,
  local: v.optional(
    object({
      height: v.optional(whole(0, BLOCKS_MAX), 0),
      uploadBytesPerSecond: v.optional(rate, null),
      downloadBytesPerSecond: v.optional(rate, null),
    }),
    {},
  ),
  peers: v.pipe(list(unnamedPeer, PEERS_MAX), v.minLength(1, "at least 1 of them")),
  links: v.optional(list(object({ from: id, to: id, link: v.optional(link, {}) }), LINKS_MAX), []),
  mining: v.optional(v.nullable(mining), null),
  acts: v.optional(list(object({ atSeconds: seconds(0), act }), ACTS_MAX), []),
  quietSeconds: v.optional(seconds(0), 0),
  deadlineSeconds: v.optional(seconds(1), 86_400),
});

/** Reads what a JSON parser gave. */
export function parseScenario(value: unknown): Parsed<"scenario", Scenario> {
  const parsed = v.safeParse(scenario, value, { abortEarly: true, abortPipeEarly: true });
  if (!parsed.success) return { ok: false, error: describeIssue(parsed.issues[0], "scenario") };
  const read = parsed.output;
  const named = { ...read, peers: namePeers(read.peers) } as Scenario;
  const error = checkScenario(named);
  return error === undefined ? { ok: true, scenario: named } : { ok: false, error };
}

/**
 * All that is wrong with a scenario that somebody is writing, in the lines of `parseScenario`; none: it can be read. What fields
 * ask of each other is looked at once each of them is right by itself, and then the first of it is said. Of a file from elsewhere
 * one line is enough.
 */
export function scenarioErrors(value: unknown): readonly string[] {
  const parsed = v.safeParse(scenario, value, { abortPipeEarly: true });
  if (!parsed.success) return parsed.issues.map((issue) => describeIssue(issue, "scenario"));
  const whole = parseScenario(value);
  return whole.ok ? [] : [whole.error];
}

/** Reads the text of a scenario file. */
export function parseScenarioText(json: string): Parsed<"scenario", Scenario> {
  const read = readJson(json);
  return read.ok ? parseScenario(read.value) : read;
}

/** Reads what a user or a file wants to happen. The world it is for decides whether its nodes are there. */
export function parseAct(value: unknown): Parsed<"act", Act> {
  const parsed = v.safeParse(act, value, { abortEarly: true, abortPipeEarly: true });
  return parsed.success
    ? { ok: true, act: parsed.output as Act }
    : { ok: false, error: describeIssue(parsed.issues[0], "act") };
}

/** Those without a name get the first free letter. */
function namePeers<P extends { readonly id?: string | undefined }>(
  peers: readonly P[],
): (P & { id: string })[] {
  const taken = new Set(peers.map((candidate) => candidate.id));
  let next = 0;
  return peers.map((candidate) => {
    if (candidate.id !== undefined) return { ...candidate, id: candidate.id };
    while (taken.has(letters(next))) next += 1;
    return { ...candidate, id: letters(next++) };
  });
}

/** A … Z, A1 … Z1, … */
function letters(n: number): string {
  const letter = String.fromCharCode(65 + (n % 26));
  return n < 26 ? letter : `${letter}${Math.floor(n / 26)}`;
}
