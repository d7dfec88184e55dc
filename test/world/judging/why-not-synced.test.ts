/** Worlds that cannot sync, or not in their time, and the rule that is said to hold them. */
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../../src/world/scenario/scenario.ts";
import type { WorldOptions } from "../../../src/world/setup.ts";
import { sampleChain } from "../../fixtures/chain-files.ts";
import { runToEnd, scenario } from "../worlds.ts";

const bad = (kind: string, over: object = {}) => ({ behaviours: [{ kind, ...over }] });
const minutes = (count: number) => ({ deadlineSeconds: count * 60 });

/** Sixty blocks, peers A, B and C in the numbers of a classroom. */
function world(peers: readonly object[], over: object = {}): Scenario {
  return scenario({
    chain: { blocks: 60 },
    constants: { headersPerMessage: 20, windowBlocks: 32, inFlightPerPeer: 4 },
    peers,
    ...minutes(60),
    ...over,
  });
}

const act = (atSeconds: number, kind: string, over: object) => ({ atSeconds, act: { kind, ...over } });
/** From when hands are shaken, so that it has been chosen. */
const falls = (kind: string, over: object = {}) => [
  act(0.24, "setBehaviours", { node: "A", behaviours: [{ kind, ...over }] }),
];
const allWithhold = (height: number) => [0, 1, 2].map(() => bad("withholdsBlock", { height }));

type Row = readonly [
  name: string,
  policy: string,
  base: Scenario,
  why: RegExp,
  options?: Partial<WorldOptions>,
];

/** Best headers are never recent enough to ask everybody. */
const OLD_CHAIN = {
  constants: { headersPerMessage: 20, windowBlocks: 32, inFlightPerPeer: 4, recentHeaderSeconds: 0 },
};

const rows: readonly Row[] = [
  [
    "a node that is stopped",
    "core",
    world([{}], { acts: [act(0, "stopNode", { node: "You" })] }),
    /^You are stopped$/,
  ],
  ...["core", "blocks-first", "learncoin"].map(
    (policy): Row => [
      `a peer that was stopped before it began, by ${policy}`,
      policy,
      world([{}], { acts: [act(0, "stopNode", { node: "A" })] }),
      /^nobody is connected: A: stopped$/,
    ],
  ),
  [
    "no block 50 by anybody",
    "core",
    world(allWithhold(50)),
    /^no peer gives block 50: A, B and C withhold it$/,
  ],
  [
    "no block 7 by anybody",
    "core-0.12",
    world(allWithhold(7)),
    /no peer gives block 7: A, B and C withhold it$/,
  ],
  [
    "no block 12 by anybody, and no headers first",
    "blocks-first",
    world(allWithhold(12), minutes(100)),
    /no peer gives block 12: A, B and C withhold it$/,
  ],
  [
    "nothing but a chain that is too light",
    "core",
    world([{}, {}], { constants: { minimumChainWork: "ffff" } }),
    /every chain offered has less than the minimum chain work \(0xffff\): the most, 0x7a, is that of A$/,
  ],
  [
    "nothing but a prefix that is too light",
    "core",
    world([{ height: 30 }, { height: 20 }]),
    /every chain offered has less than the minimum chain work \(0x67\): the most, 0x3e, is that of A$/,
  ],
  [
    "one peer that is dead",
    "core",
    world([bad("dead")]),
    /^nobody is connected: A: version handshake timeout$/,
  ],
  [
    "two peers that are dead",
    "learncoin",
    world([bad("dead"), bad("dead")]),
    /^nobody is connected: A and B: version handshake timeout$/,
  ],
  [
    "a peer that forges headers",
    "learncoin",
    world([bad("invalidProofOfWork")]),
    /^(not synced after \d+ s: )?nobody is connected: A: .*(proof of work|high-hash)/,
  ],
  [
    "a peer whose line is cut",
    "core",
    world([{}, bad("silentOnHeaders")], { acts: [act(0.3, "cutLink", { peer: "A" })] }),
    /no honest peer is connected: A: |nobody is connected: A: /,
  ],
  [
    "peers none of which is honest",
    "core-0.12",
    world([bad("silentOnHeaders"), bad("lowWorkFork", { blocks: 30 })], minutes(5)),
    /^not synced after 300 s: no honest peer is connected: there is none$/,
  ],
  [
    "peers that are themselves catching up",
    "core-0.12",
    world([{}, {}], {
      peerPolicy: "core-0.12",
      constants: { headersPerMessage: 20, tipAgeMaxSeconds: 1 },
      ...minutes(5),
    }),
    /all peers that have more \(A and B\) believe that they are catching up, and serve no headers$/,
  ],
  [
    "no peer with witnesses",
    "core",
    world([{}, {}], { peerPolicy: "core-0.12", constants: { minimumChainWork: "0" }, ...minutes(5) }),
    /core asks peers without witnesses for no block from segregated witness on, and A and B have none$/,
    { chainFile: { kind: "blocks", bytes: sampleChain(30).blocks } },
  ],
  [
    "a sync peer that says nothing",
    "core-0.12",
    world([{}, {}, {}], { acts: falls("silentOnHeaders"), ...OLD_CHAIN }),
    /A was asked for headers at .* there is no time-out; core-0\.12 asks nobody but its sync peer .* B and C were not asked$/,
  ],
  [
    "a sync node that says nothing",
    "blocks-first-0.8",
    world([bad("silentOnHeaders"), {}, {}], minutes(60)),
    /A was asked for a list of blocks at .* no time-out; blocks-first-0\.8 asks nobody but its sync peer .* B and C were not asked$/,
  ],
  [
    "a sync peer with a short chain",
    "core-0.12",
    world([{ height: 20 }, {}], OLD_CHAIN),
    /nothing more is asked of A; core-0\.12 asks nobody but its sync peer .* B was not asked$/,
  ],
  [
    "a sync node on a shorter fork",
    "blocks-first-0.8",
    world([bad("lowWorkFork", { blocks: 40 }), {}, {}]),
    /nothing more is asked of A; blocks-first-0\.8 asks nobody but its sync peer .* B and C were not asked$/,
  ],
  [
    "a chain that one peer alone has",
    "headers-then-blocks",
    scenario({
      chain: { blocks: 60, branches: [{ id: "lone", forkHeight: 20, blocks: 50 }] },
      peers: [{ chain: "lone" }, {}, {}],
      deadlineSeconds: 500,
    }),
    /blocks are asked for only of a chain that 2 peers have, or after 600 s .*: the best is that of A alone$/,
  ],
  [
    "three chains of one peer each, and no end of waiting",
    "headers-then-blocks",
    scenario({
      chain: {
        blocks: 60,
        branches: [
          { id: "b", forkHeight: 20, blocks: 50 },
          { id: "c", forkHeight: 10, blocks: 55 },
        ],
      },
      constants: { agreementSeconds: null },
      peers: [{}, { chain: "b" }, { chain: "c" }],
      deadlineSeconds: 500,
    }),
    /blocks are asked for only of a chain that 2 peers have: the chains of A, B and C part after block 20$/,
  ],
  [
    "a peer that does not say what it has",
    "headers-then-blocks",
    world([{}, bad("dead"), {}], minutes(0.5)),
    /no block is asked for before all peers have told their headers, or after 600 s: B has not$/,
  ],
  [
    "a peer that is asked for its headers and says nothing",
    "headers-then-blocks",
    world([{}, bad("silentOnHeaders"), {}], minutes(0.5)),
    /no block is asked for before .*, or after 600 s: B was asked for headers at .*, owes them, and may take until 60\.\d s$/,
  ],
  [
    "a branch that is longer than a list",
    "blocks-first",
    scenario({
      chain: { blocks: 60, branches: [{ id: "b", forkHeight: 31, blocks: 30 }] },
      constants: { inventoryPerMessage: 20 },
      peerPolicy: "core",
      peers: [{ link: { latencyMs: 50 } }, { chain: "b", link: { latencyMs: 300 } }],
      acts: [act(410, "startNode", { node: "A" })],
      ...minutes(60),
    }),
    /B lists no block that is new: .* ends after 20 blocks; blocks-first does not ask what follows blocks that it knows$/,
  ],
  [
    "the article's program, which connects no block",
    "learncoin-as-published",
    world([{}, {}]),
    /60 blocks are stored, but the active chain never moves: this program never connects a block \(L-27\)$/,
  ],
  [
    "the article's program without the one that gave it headers",
    "learncoin-as-published",
    world([bad("silentOnBlocks"), {}, {}]),
    /block 1 is asked of nobody: whoever gave its header is gone, .* \(L-2\)$/,
  ],
  [
    "the article's program and the one that gave it headers, back again",
    "learncoin-as-published",
    world([bad("silentOnBlocks"), {}, {}], {
      acts: [act(400, "setBehaviours", { node: "A", behaviours: [] }), act(400, "mendLink", { peer: "A" })],
    }),
    /block 1 is asked of nobody: whoever gave its header is gone, .* \(L-2\)$/,
  ],
  [
    "a sync node that gives a list and no blocks",
    "blocks-first-0.8",
    world([bad("silentOnBlocks"), {}, {}]),
    /A was asked for 60 blocks at .* no time-out; blocks-first-0\.8 asks nobody but its sync peer/,
  ],
  [
    "the article's program without its sync node",
    "learncoin-as-published",
    world([{}, {}], { acts: [act(0.3, "cutLink", { peer: "A" })] }),
    /its sync node A is gone, and this program asks nobody else for headers then \(L-4\)$/,
  ],
  [
    "too little time for headers",
    "learncoin",
    world([{ link: { latencyMs: 400 } }], { deadlineSeconds: 2 }),
    /^not synced after 2 s: A was asked for headers at 1\.\d s, owes them, and may take until \d+(\.\d)? s$/,
  ],
  [
    "too little time for blocks",
    "learncoin",
    world([{ uploadBytesPerSecond: 2000 }], {
      chain: { blocks: 60, blockBytes: 10_000 },
      deadlineSeconds: 30,
    }),
    /^not synced after 30 s: A was asked for blocks \d+ to \d+ from 1\d\.\d s on, owes them, and may take until/,
  ],
];

describe("what is said of", () => {
  for (const [name, policy, base, why, options] of rows) {
    test(`${name}, by ${policy}`, () => {
      const { summary, records } = runToEnd(base, { ...options, policy });
      expect(summary.ended).not.toBe("synced");
      expect(summary.why).toMatch(why);
      expect(records.find((record) => record.kind === "ended")).toMatchObject({ why: summary.why });
    });
  }
});
