/** Acts at or before the first event take effect, however they come. */
import { describe, expect, it } from "vitest";
import { SingleThreadHost } from "../../src/runtime/single-thread-host.ts";
import type { RunSummary } from "../../src/world/judging/summary.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import { prepareWorld } from "../../src/world/setup.ts";
import { runToEnd, scenario } from "../world/worlds.ts";

const base = scenario({
  chain: { blocks: 20 },
  policy: "learncoin",
  peers: [{}, { id: "B", height: 12 }, { id: "C", behaviours: [{ kind: "slow", factor: 2 }] }],
  links: [{ from: "B", to: "A" }],
  deadlineSeconds: 3000,
});

interface Run {
  readonly summary: RunSummary;
  readonly records: readonly WorldRecord[];
}

/** The acts stand in the file, at 0 s. */
function fromFile(acts: readonly Act[]): Run {
  return runToEnd({ ...base, acts: acts.map((act) => ({ atSeconds: 0, act })) });
}

/** The page's host in one thread is told them before it is told to run. */
async function beforePlay(acts: readonly Act[]): Promise<Run> {
  const prepared = prepareWorld({ scenario: base, seed: 1 });
  if (!prepared.ok) throw new Error(prepared.error);
  const host = new SingleThreadHost(prepared.value);
  const records: WorldRecord[] = [];
  const ended = new Promise<void>((resolve) => {
    host.onProgress((progress) => {
      records.push(...progress.records);
      if (progress.ended !== undefined) resolve();
    });
  });
  for (const act of acts) expect((await host.act(act)).at).toBe(0);
  host.runTo(undefined);
  await ended;
  const summary = await host.summary();
  await host.dispose();
  return { summary, records };
}

const starts = ({ records }: Run, node: number) =>
  records.filter((record) => record.kind === "nodeStarted" && record.node === node).length;
const hasTalkedTo = ({ records }: Run, peer: string) =>
  records.some((record) => record.node === 0 && "from" in record && record.from === peer);
const peer = ({ summary }: Run, id: string) => summary.peers.find((one) => one.id === id);

const cases: readonly { name: string; acts: readonly Act[]; check: (run: Run) => void }[] = [
  {
    name: "a stopped peer stays so",
    acts: [{ kind: "stopNode", node: "A" }],
    check: (run) => {
      expect(peer(run, "A")).toMatchObject({ state: "stopped", blocks: 0, headers: 0, bytesReceived: 0 });
      expect([starts(run, 1), hasTalkedTo(run, "A"), hasTalkedTo(run, "C")]).toEqual([0, false, true]);
      expect(run.summary.local.height).toBe(20);
    },
  },
  {
    name: "the local node, too",
    acts: [{ kind: "stopNode", node: "You" }],
    check: (run) => {
      expect(run.summary).toMatchObject({ ended: "stuck", why: "You are stopped" });
      expect(starts(run, 0)).toBe(0);
    },
  },
  {
    name: "one that is stopped and started runs, once",
    acts: [
      { kind: "stopNode", node: "A" },
      { kind: "startNode", node: "A" },
    ],
    check: (run) => {
      expect([starts(run, 1), peer(run, "A")?.state]).toEqual([1, "connected"]);
    },
  },
  {
    name: "one that is started at the moment it starts anyway starts once",
    acts: [
      { kind: "startNode", node: "B" },
      { kind: "startNode", node: "You" },
    ],
    check: (run) => {
      expect([starts(run, 0), starts(run, 2)]).toEqual([1, 1]);
      expect(run.summary.local.height).toBe(20);
    },
  },
  {
    name: "a stopped peer that is given other software stays stopped",
    acts: [
      { kind: "stopNode", node: "A" },
      { kind: "setPolicy", node: "A", policy: "core" },
    ],
    check: (run) => {
      expect([starts(run, 1), peer(run, "A")?.state, hasTalkedTo(run, "A")]).toEqual([0, "stopped", false]);
    },
  },
  {
    name: "other software",
    acts: [
      { kind: "setPolicy", node: "You", policy: "core" },
      { kind: "setPolicy", node: "B", policy: "core-0.12" },
    ],
    check: (run) => {
      expect([starts(run, 0), starts(run, 2)]).toEqual([1, 1]);
      // Today's Core says what it knows right after the handshake.
      const said = run.records.flatMap((r) => (r.kind === "sent" && r.node === 0 ? [r.command] : []));
      expect(said).toContain("ping");
    },
  },
  {
    name: "a cut link stays cut, to us and among peers",
    acts: [
      { kind: "cutLink", peer: "A" },
      { kind: "cutLink", from: "B", peer: "A" },
    ],
    check: (run) => {
      expect(peer(run, "A")).toMatchObject({ state: "disconnected", reason: "link cut", bytesReceived: 0 });
      expect(run.records.some((record) => record.kind === "connected" && record.node === 1)).toBe(false);
    },
  },
  {
    name: "a link that is cut and mended is there",
    acts: [
      { kind: "cutLink", peer: "A" },
      { kind: "mendLink", peer: "A" },
    ],
    check: (run) => expect(peer(run, "A")?.state).toBe("connected"),
  },
  {
    name: "behaviours",
    acts: [
      { kind: "setBehaviours", node: "A", behaviours: [{ kind: "silentOnBlocks" }] },
      { kind: "setBehaviours", node: "C", behaviours: [{ kind: "silentOnBlocks" }] },
    ],
    check: (run) => {
      expect([peer(run, "A")?.blocks, peer(run, "C")?.blocks]).toEqual([0, 0]);
      expect(run.summary.local.height).toBeLessThan(20);
    },
  },
  {
    name: "blocks that are mined",
    acts: [{ kind: "mineBlock", node: "A", blocks: 2 }],
    check: (run) => {
      expect(run.summary.local.height).toBe(22);
      expect(starts(run, 1)).toBe(1);
    },
  },
  {
    name: "a peer more",
    acts: [
      { kind: "addPeer", peer: { ...scenario({ chain: { blocks: 20 }, peers: [{}] }).peers[0]!, id: "X" } },
    ],
    check: (run) => {
      expect(peer(run, "X")).toMatchObject({ state: "connected" });
      expect(starts(run, 4)).toBe(1);
    },
  },
  {
    name: "a peer more that is stopped at once",
    acts: [
      { kind: "addPeer", peer: { ...scenario({ chain: { blocks: 20 }, peers: [{}] }).peers[0]!, id: "X" } },
      { kind: "stopNode", node: "X" },
    ],
    check: (run) => expect([peer(run, "X")?.state, peer(run, "X")?.bytesReceived]).toEqual(["stopped", 0]),
  },
];

describe.each(cases)("at the first moment: $name", ({ acts, check }) => {
  it("from a file", () => check(fromFile(acts)));

  it("before play, and the run is the same", async () => {
    const run = await beforePlay(acts);
    check(run);
    // A peer that a file announces is known from the start; that is another world, to the word.
    if (acts.every(({ kind }) => kind !== "addPeer")) expect(run.summary).toEqual(fromFile(acts).summary);
  });
});

it("a node that is stopped finds no block", () => {
  const run = fromFile([
    { kind: "stopNode", node: "A" },
    { kind: "mineBlock", node: "A" },
  ]);
  expect([run.summary.local.height, starts(run, 1)]).toEqual([20, 0]);
});

it("a stopped peer that a behaviour is given does not act", () => {
  const acts: Act[] = [
    { kind: "stopNode", node: "A" },
    { kind: "setBehaviours", node: "A", behaviours: [{ kind: "headerSpam" }] },
  ];
  const { records } = fromFile(acts);
  expect(records.filter(({ node }) => node === 1).map(({ kind }) => kind)).toEqual(["nodeStopped"]);
});

it("a peer that is stopped in mid-run stays so when it is given other software", () => {
  const { summary, records } = runToEnd({
    ...base,
    acts: [
      { atSeconds: 0.35, act: { kind: "stopNode", node: "C" } },
      { atSeconds: 0.4, act: { kind: "setPolicy", node: "C", policy: "core" } },
    ],
  });
  expect(summary.peers.find(({ id }) => id === "C")?.state).toBe("stopped");
  expect(starts({ summary, records }, 3)).toBe(1);
});
