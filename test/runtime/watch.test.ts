import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pinged } from "../../src/runtime/pinged.ts";
import { RemoteMember } from "../../src/runtime/remote-member.ts";
import { Watch, type Watched } from "../../src/runtime/watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const advance = { kind: "advance", node: 1, until: 1, limit: 1 } as const;

/** A port nobody answers at but the test. */
function quietPort() {
  const port = { onmessage: undefined as unknown, postMessage: () => {} };
  const answer = (kind: "report" | "totals") =>
    (port.onmessage as (event: unknown) => void)({ data: { kind, report: {} } });
  return { port: port as unknown as MessagePort, answer };
}

function watch(...watched: Watched[]) {
  const silent: string[][] = [];
  const dead: string[] = [];
  const started = new Watch(() => watched, {
    silent: (names) => silent.push([...names]),
    dead: ({ name }) => dead.push(name),
  });
  return { silent, dead, watch: started };
}

test("a node that owes an answer is named within three seconds, and given up after fifteen", async () => {
  const { port, answer } = quietPort();
  const [b, c] = [new RemoteMember("B", port), new RemoteMember("C", quietPort().port)];
  const { silent, dead } = watch(b, c);
  vi.advanceTimersByTime(60_000);
  expect([silent, dead]).toEqual([[], []]);
  const answered = b.ask(advance);
  vi.advanceTimersByTime(1_500);
  expect(silent).toEqual([]);
  vi.advanceTimersByTime(1_500);
  expect(silent).toEqual([["B"]]);
  answer("report");
  await answered;
  vi.advanceTimersByTime(500);
  expect(silent).toEqual([["B"], []]);
  // What it owes now it has not owed for long.
  void b.ask(advance);
  vi.advanceTimersByTime(1_500);
  expect(silent).toHaveLength(2);
  vi.advanceTimersByTime(11_000);
  expect([silent.at(-1), dead]).toEqual([["B"], []]);
  vi.advanceTimersByTime(3_000);
  expect(new Set(dead)).toEqual(new Set(["B"]));
});

test("nobody is silent while others answer: whoever waits for a processor is not dead", async () => {
  const { port, answer } = quietPort();
  const [b, c] = [new RemoteMember("B", port), new RemoteMember("C", quietPort().port)];
  const { silent, dead, watch: watching } = watch(b, c);
  void c.ask(advance);
  for (let i = 0; i < 30; i++) {
    const answered = b.ask(advance);
    vi.advanceTimersByTime(1_000);
    answer("report");
    await answered;
    watching.heard();
  }
  expect([silent, dead]).toEqual([[], []]);
  vi.advanceTimersByTime(3_000);
  expect([silent, dead]).toEqual([[["C"]], []]);
  vi.advanceTimersByTime(13_000);
  expect(dead).toContain("C");
});

test("building is not silence, however long it takes", () => {
  const member = new RemoteMember("B", quietPort().port);
  const { silent, dead } = watch(member);
  void member.join({ kind: "join", node: 1 }, {} as never);
  vi.advanceTimersByTime(600_000);
  expect([silent, dead]).toEqual([[], []]);
});

test("nor is the time that the machine slept", () => {
  const member = new RemoteMember("B", quietPort().port);
  const { silent, dead } = watch(member);
  void member.ask(advance);
  vi.advanceTimersByTime(500);
  vi.setSystemTime(Date.now() + 3_600_000);
  const now = performance.now();
  vi.spyOn(performance, "now").mockImplementation(() => now + 3_600_000);
  vi.advanceTimersByTime(500);
  expect([silent, dead]).toEqual([[], []]);
  vi.restoreAllMocks();
});

test("who is only asked whether it is there is watched alike, and nobody after the end", async () => {
  const answers: (() => void)[] = [];
  const conductor = new Pinged("conductor", () => new Promise((resolve) => answers.push(resolve)));
  const { silent, dead, watch: watching } = watch(conductor);
  vi.advanceTimersByTime(3_000);
  expect(silent).toEqual([["conductor"]]);
  answers.shift()?.();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(silent).toEqual([["conductor"], []]);
  vi.advanceTimersByTime(16_000);
  expect(dead).toContain("conductor");
  const told = dead.length;
  watching.end();
  vi.advanceTimersByTime(60_000);
  expect(dead).toHaveLength(told);
});
