/** Who has a lane: everybody while there is room; else who matters, each in a place that stays. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  chooseLanes,
  HOLD_MS,
  LANES_AT_MOST,
  type Lanes,
  type LaneWish,
  SETTLED_MS,
} from "../../src/app/lanes.ts";
import { LANE_ROLES, type LaneRole } from "../../src/replay/lane-roles.ts";

const names = (count: number) => Array.from({ length: count }, (_, i) => `P${i + 1}`);

function wish(parts: Partial<LaneWish> & { readonly count?: number }): LaneWish {
  const { count = 64, ...rest } = parts;
  return {
    peers: names(count),
    roles: new Map(),
    debtors: [],
    selected: undefined,
    room: 12,
    now: 0,
    ...rest,
  };
}

const shown = ({ own }: Lanes) => own.map(({ peer }) => peer);
const role = (role: LaneRole, peer: string) => new Map([[role, peer]]);

test("up to twelve have lanes, in their order, and nobody is summed up", () => {
  const lanes = chooseLanes(wish({ count: 12, roles: role("blocker", "P9"), selected: "P3" }));
  expect(shown(lanes)).toEqual(names(12));
  expect(lanes.others).toEqual([]);
  expect(lanes.own.map((lane) => lane.role)).toEqual(
    names(12).map((n) => (n === "P9" ? "blocker" : undefined)),
  );
});

test("from thirteen on, and with less room before, the last lane is that of all others", () => {
  const thirteen = chooseLanes(wish({ count: 13 }));
  expect(shown(thirteen)).toEqual(names(11));
  expect(thirteen.others).toEqual(["P12", "P13"]);
  const low = chooseLanes(wish({ count: 8, room: 5 }));
  expect(shown(low)).toEqual(names(4));
  expect(low.others).toEqual(["P5", "P6", "P7", "P8"]);
});

test("whoever matters at first is there, in the peers' order, with the most telling reason", () => {
  const roles = new Map<LaneRole, string>([
    ["blocker", "P40"],
    ["slowest", "P40"],
    ["syncPeer", "P28"],
    ["owesMost", "P64"],
    ["next", "P2"],
  ]);
  const lanes = chooseLanes(wish({ roles, selected: "P51", room: 7 }));
  expect(lanes.own.map((lane) => [lane.peer, lane.role])).toEqual([
    ["P1", undefined],
    ["P2", "next"],
    ["P28", "syncPeer"],
    ["P40", "blocker"],
    ["P51", undefined],
    ["P64", "owesMost"],
  ]);
});

test("with less room than reasons the selected one comes first, then the most telling", () => {
  const roles = new Map(LANE_ROLES.map((name, i) => [name, `P${20 + i}`] as const));
  const lanes = chooseLanes(wish({ roles, selected: "P60", room: 4 }));
  expect(shown(lanes)).toEqual(["P20", "P21", "P60"]);
});

test("a newcomer takes the place of who has mattered to nobody for longest; all others stay", () => {
  const first = chooseLanes(wish({ roles: role("slowest", "P11"), now: 0 }));
  const second = chooseLanes(wish({ roles: role("slowest", "P3"), now: 5000 }), first);
  expect(shown(second)).toEqual(names(11));
  const third = chooseLanes(wish({ roles: role("blocker", "P40"), now: 6000 }), second);
  expect(shown(third)).toEqual(["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P40", "P11"]);
  expect(third.own[9]).toMatchObject({ role: "blocker", since: 6000 });
  const fourth = chooseLanes(wish({ roles: role("syncPeer", "P50"), selected: "P41", now: 7000 }), third);
  expect(shown(fourth)).toEqual(["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P50", "P41", "P40", "P11"]);
});

test("what may pass in a moment has to last before it moves a lane", () => {
  let lanes = chooseLanes(wish({}));
  const slowest = (now: number, peer: string) => {
    lanes = chooseLanes(wish({ roles: role("slowest", peer), now }), lanes);
    return shown(lanes).includes(peer);
  };
  expect(slowest(100, "P30")).toBe(false);
  expect(slowest(100 + HOLD_MS - 1, "P30")).toBe(false);
  // Another one begins anew, and so does the first after it.
  expect(slowest(100 + HOLD_MS, "P31")).toBe(false);
  expect(slowest(200 + HOLD_MS, "P30")).toBe(false);
  expect(slowest(200 + 2 * HOLD_MS, "P30")).toBe(true);
});

test("who owes something takes the lane of one that has been idle for long, and none that owes loses it", () => {
  const busy = names(10);
  let lanes = chooseLanes(wish({ debtors: busy }));
  const at = (now: number, debtors: readonly string[]) => {
    lanes = chooseLanes(wish({ debtors, now }), lanes);
    return shown(lanes);
  };
  expect(at(0, [...busy, "P40"])).toEqual(names(11));
  expect(at(HOLD_MS, [...busy, "P40"])).toEqual([...busy, "P40"]);
  expect(at(HOLD_MS + 10, [...busy, "P40", "P41"])).toEqual([...busy, "P40"]);
  expect(at(90_000, [...busy, "P40", "P41"])).toEqual([...busy, "P40"]);
  // P2 has only just given what it owed.
  const rest = [...busy.filter((name) => name !== "P2"), "P40", "P41"];
  expect(at(90_000 + SETTLED_MS - 1, rest)).toEqual([...busy, "P40"]);
  expect(at(90_000 + SETTLED_MS, rest)).toEqual(["P1", "P41", ...busy.slice(2), "P40"]);
});

test("who is gone from the world has no lane, and its place is filled", () => {
  const before = chooseLanes(wish({ count: 20 }));
  const peers = names(20).filter((name) => name !== "P4");
  const lanes = chooseLanes({ ...wish({}), peers }, before);
  expect(shown(lanes)).toEqual(["P1", "P2", "P3", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12"]);
});

test("at every moment of any history each peer is in one place, who matters for long is shown, and few move", () => {
  const moment = fc.record({
    roles: fc.dictionary(fc.constantFrom(...LANE_ROLES), fc.nat(29), { maxKeys: 5 }),
    debtors: fc.uniqueArray(fc.nat(29)),
    selected: fc.option(fc.nat(29), { nil: undefined }),
    room: fc.integer({ min: 0, max: 20 }),
    wait: fc.integer({ min: 0, max: 3000 }),
  });
  fc.assert(
    fc.property(
      fc.array(moment, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 30 }),
      (all, count) => {
        let before: Lanes | undefined;
        let now = 0;
        let room = 0;
        for (const step of all) {
          now += step.wait;
          const peers = names(count);
          const nameOf = (i: number) => `P${(i % count) + 1}`;
          const roles = new Map(
            LANE_ROLES.flatMap((name) => {
              const i = step.roles[name];
              return i === undefined ? [] : [[name, nameOf(i)] as const];
            }),
          );
          const debtors = [...new Set(step.debtors.map(nameOf))];
          const selected = step.selected === undefined ? undefined : nameOf(step.selected);
          const lanes = chooseLanes({ peers, roles, debtors, selected, room: step.room, now }, before);
          expect([...shown(lanes), ...lanes.others].sort()).toEqual([...peers].sort());
          expect(lanes.own.length).toBeGreaterThan(0);
          if (lanes.others.length > 0) {
            expect(lanes.own.length + 1).toBeLessThanOrEqual(Math.max(2, Math.min(LANES_AT_MOST, step.room)));
            if (selected !== undefined) expect(shown(lanes)).toContain(selected);
            for (const [peer, since] of lanes.waiting) {
              expect(lanes.others).toContain(peer);
              if (!debtors.includes(peer)) expect(now - since).toBeLessThan(HOLD_MS);
            }
          }
          // Those who stay do so in their places.
          if (
            before !== undefined &&
            before.others.length > 0 &&
            lanes.others.length > 0 &&
            room === step.room
          ) {
            const after = shown(lanes);
            const moved = shown(before).filter((peer, i) => after.includes(peer) && after[i] !== peer);
            expect(moved).toEqual([]);
          }
          before = lanes;
          room = step.room;
        }
      },
    ),
    { numRuns: 300 },
  );
});
