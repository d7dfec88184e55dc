/** The largest worlds that a scenario may describe: for each bound of the schema one that stands at it. */

/** Of what the bench looks at, whatever else a scenario may hold. */
export interface LargeWorld {
  readonly bound: string;
  readonly scenario: object;
}

const PEERS_MAX = 64;
const LINKS_MAX = 512;
const ACTS_MAX = 1000;
const HOUR_SECONDS = 3600;

/** The chain takes what all nodes together may have. */
const manyPeers = peers(PEERS_MAX);
const longest = { blocks: 100_000 };
const evenlyLong = { blocks: 6153 };

export const largestWorlds: readonly LargeWorld[] = [
  world("blocks of one chain", { chain: longest, peers: peers(1) }),
  world("blocks of one chain, in four nodes", { chain: longest, peers: peers(3), policy: "core" }),
  world("blocks of one chain, asked for all at once", {
    chain: longest,
    peers: peers(3),
    policy: "blocks-first-0.8",
    constants: { inventoryPerMessage: 20_000 },
  }),
  world("blocks in flight", {
    chain: longest,
    peers: peers(3),
    constants: { windowBlocks: 100_000, inFlightPerPeer: 1000 },
  }),
  world("branches", {
    chain: {
      ...longest,
      branches: Array.from({ length: 8 }, (_, i) => ({
        id: `b${i}`,
        forkHeight: 90_000 + 1000 * i,
        blocks: 10_000,
      })),
    },
    peers: [{ chain: "b0" }],
  }),
  world("peers × blocks", { chain: evenlyLong, peers: manyPeers }),
  world("links", { chain: evenlyLong, peers: manyPeers, links: links(LINKS_MAX), policy: "core" }),
  world("peers that join", {
    chain: evenlyLong,
    peers: peers(1),
    acts: named(PEERS_MAX - 1).map((peer) => ({ atSeconds: 1, act: { kind: "addPeer", peer } })),
  }),
  world("blocks that acts mine", {
    chain: { blocks: 100 },
    peers: peers(1),
    acts: acts((i) => ({
      kind: "mineBlock",
      node: i % 2 === 0 ? "You" : "A",
      blocks: 100,
      forkDepth: i % 2 === 0 ? 0 : 100,
    })),
  }),
  world("reorganisations by acts", {
    chain: { blocks: 50_000 },
    peers: peers(2),
    acts: acts(() => ({ kind: "mineBlock", node: "A", blocks: 30, forkDepth: 29 })),
  }),
  world("acts that change the software of a node with a long chain", {
    chain: { blocks: 100_000 },
    peers: peers(2),
    policy: "core",
    acts: acts(
      (i) => ({ kind: "setPolicy", node: "A", policy: ["core-0.12", "blocks-first", "core"][i % 3] }),
      10,
    ),
  }),
  world("acts that start a node with a long chain", {
    chain: { blocks: 100_000 },
    peers: peers(2),
    acts: acts((i) => ({ kind: i % 2 === 0 ? "stopNode" : "startNode", node: "A" }), 20),
  }),
  world("blocks of diskFill", {
    chain: { blocks: 4153 },
    peers: [
      { id: "A", behaviours: [{ kind: "diskFill", count: 1000, messages: 2 }] },
      ...named(PEERS_MAX - 1),
    ],
    links: [{ from: "A", to: "P1" }],
    policy: "blocks-first",
  }),
  ...["orphanFlood", "headerSpam"].map((kind) =>
    world(`blocks of ${kind}`, {
      chain: evenlyLong,
      peers: [{ id: "A", behaviours: [{ kind, count: 1000 }] }, ...named(PEERS_MAX - 1)],
      links: [{ from: "A", to: "P1" }],
      policy: "blocks-first",
    }),
  ),
  ...["invSpam", "unknownBlockRequests"].map((kind) =>
    world(`hashes of ${kind}`, {
      chain: evenlyLong,
      peers: [{ id: "A", behaviours: [{ kind, count: 50_000 }] }, ...named(PEERS_MAX - 1)],
      links: [{ from: "A", to: "P1" }],
    }),
  ),
  world("orphans that are kept", {
    chain: evenlyLong,
    peers: Array.from({ length: PEERS_MAX }, () => ({
      behaviours: [{ kind: "orphanFlood", count: 625, messages: 1 }],
    })),
    policy: "blocks-first-0.8",
  }),
  world("a fork of a bad peer", {
    chain: { blocks: 1000 },
    peers: [{ behaviours: [{ kind: "lowWorkFork", blocks: 2000 }] }, {}],
    policy: "learncoin",
  }),
];

function world(bound: string, scenario: object): LargeWorld {
  return { bound, scenario: { version: 1, deadlineSeconds: HOUR_SECONDS, ...scenario } };
}

function peers(count: number): object[] {
  return Array.from({ length: count }, () => ({}));
}

function named(count: number): { readonly id: string }[] {
  return Array.from({ length: count }, (_, i) => ({ id: `P${i + 1}` }));
}

/** So many of all pairs. */
function links(count: number): object[] {
  const names = Array.from({ length: PEERS_MAX }, (_, i) => letters(i));
  const pairs = names.flatMap((from, i) => names.slice(i + 1).map((to) => ({ from, to })));
  return pairs.slice(0, count);
}

/** As peers without a name are called. */
function letters(i: number): string {
  const letter = String.fromCharCode(65 + (i % 26));
  return i < 26 ? letter : `${letter}${Math.floor(i / 26)}`;
}

/** One after the other, three seconds apart. */
function acts(act: (i: number) => object, count = ACTS_MAX): object[] {
  return Array.from({ length: count }, (_, i) => ({ atSeconds: 3 * (i + 1), act: act(i) }));
}
