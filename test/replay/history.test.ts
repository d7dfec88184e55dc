import { expect, test } from "vitest";
import { History } from "../../src/replay/history.ts";
import { builtIn, runToEnd, worldOf } from "../world/worlds.ts";
import { compareRandomWorlds, sought } from "./seeks.ts";

test("60 random seeks in each of 14 random worlds of every policy give what forward play gave", () => {
  compareRandomWorlds(14, 60);
});

test("an end after which somebody does something was none, and the history is that of the run as a value", () => {
  const scenario = builtIn("first-visit");
  const { records } = runToEnd(scenario);
  const last = records.at(-1)?.at ?? 0;
  const act = { kind: "stopNode", node: "You" } as const;
  const live = worldOf(scenario, {});
  const history = new History(scenario.peers, scenario.policy);
  while (live.advance(undefined));
  history.append(live.takeRecords());
  expect(history.at(history.count).end?.ended).toBe("synced");
  expect(history.landmarks.at(-1)).toMatchObject({ kind: "end", record: history.count - 1, at: last });
  const done = live.act(act);
  while (live.advance(undefined));
  history.append(live.takeRecords());
  const alone = worldOf(scenario, { acts: [done] });
  while (alone.advance(undefined));
  const plain = new History(scenario.peers, scenario.policy);
  plain.append(alone.takeRecords());
  expect(history.count).toBe(plain.count);
  expect(history.landmarks).toEqual(plain.landmarks);
  for (let position = 0; position <= plain.count; position++)
    expect(sought(history, position)).toBe(sought(plain, position));
});

test("a moment is before all of its events or after them; events are what one node does at one moment", () => {
  const scenario = builtIn("reorganisation");
  const { records } = runToEnd(scenario);
  const history = new History(scenario.peers, scenario.policy);
  history.append(records);
  const at = records[Math.floor(records.length / 2)]?.at ?? 0;
  const position = history.positionAt(at);
  expect(records.slice(0, position).every((record) => record.at <= at)).toBe(true);
  expect(records[position]?.at).toBeGreaterThan(at);
  const forward: number[] = [];
  for (let p = 0; p < history.count; p = history.after(p)) forward.push(p);
  const back: number[] = [];
  for (let p = history.count; p > 0; p = history.before(p)) back.push(history.before(p));
  expect(back.reverse()).toEqual(forward);
  expect(() => history.at(history.count + 1)).toThrow(RangeError);
});
