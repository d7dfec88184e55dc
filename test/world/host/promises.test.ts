/** Which peers say that being asked for blocks changes nothing but the end of their line. */
import { expect, it } from "vitest";
import { createMember } from "../../../src/world/host/member.ts";
import { prepareWorld } from "../../../src/world/setup.ts";
import { scenario } from "../worlds.ts";

/** What node `number` of this world has foreseen once it runs. */
function foreseen(number: number, world: object) {
  const prepared = prepareWorld({ scenario: scenario({ chain: { blocks: 3 }, ...world }), seed: 1 });
  if (!prepared.ok) throw new Error(prepared.error);
  const member = createMember(prepared.value, number);
  const before = member.standing().foreseen;
  if (before !== undefined) expect(before).toMatchObject({ alertAt: 0, lineEndsAt: undefined });
  member.advance(1, 1);
  return member.standing().foreseen;
}

it.each([
  ["one that just serves", {}],
  ["one whose line is slow", { behaviours: [{ kind: "slow", factor: 3 }] }],
])("%s does", (_, peer) => {
  expect(foreseen(1, { peers: [peer] })).toMatchObject({ lineEndsAt: 0 });
});

it.each([
  ["one that may do anything to messages", { behaviours: [{ kind: "silentOnBlocks" }] }],
  ["one at whose door messages wait", { downloadBytesPerSecond: 1000 }],
  ["the article's program, which may crash", { policy: "learncoin-as-published" }],
])("%s does not", (_, peer) => {
  expect(foreseen(1, { peers: [peer] })).toMatchObject({ lineEndsAt: undefined });
});

it("who has several links foresees nothing, and so does the local node", () => {
  const world = { peers: [{ id: "A" }, { id: "B" }], links: [{ from: "A", to: "B" }] };
  expect([0, 1, 2].map((number) => foreseen(number, world))).toEqual([undefined, undefined, undefined]);
  expect(foreseen(0, { peers: [{}] })).toBeUndefined();
});
