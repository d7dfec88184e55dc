import { describe, expect, test } from "vitest";
import { checkImports } from "./imports.ts";
import { sourceFiles } from "./tree.ts";

const file = (path: string, text: string) => ({ path, text });

describe("the import table", () => {
  test("holds in src", () => {
    expect(checkImports(sourceFiles())).toEqual([]);
  });

  // The canaries: each rule can fail, and says what to do.
  const forbidden: readonly (readonly [string, string, string, RegExp])[] = [
    [
      "bitcoin imports no room",
      "src/bitcoin/x.ts",
      'import { a } from "../chain/a.ts";',
      /may import no other room/,
    ],
    [
      "sim has never heard of Bitcoin",
      "src/sim/x.ts",
      'import { a } from "../bitcoin/a.ts";',
      /may import no other/,
    ],
    [
      "sim imports no types either",
      "src/sim/x.ts",
      'import type { A } from "../world/a.ts";',
      /may import no other/,
    ],
    ["chain knows no peers", "src/chain/x.ts", 'import { a } from "../node/a.ts";', /may import bitcoin/],
    [
      "node does not know sim",
      "src/node/x.ts",
      'import { a } from "../sim/time.ts";',
      /may import chain, bitcoin/,
    ],
    [
      "node sees no bytes",
      "src/node/x.ts",
      'import { a } from "../bitcoin/wire/codec.ts";',
      /messages, not bytes/,
    ],
    [
      "world knows no runtime",
      "src/world/x.ts",
      'import { a } from "../runtime/a.ts";',
      /world\/ may import/,
    ],
    [
      "runtime knows no protocol",
      "src/runtime/x.ts",
      'import { a } from "../node/a.ts";',
      /may import world, sim/,
    ],
    [
      "replay knows no runtime",
      "src/replay/x.ts",
      'import type { A } from "../runtime/a.ts";',
      /replay\/ may import/,
    ],
    [
      "replay takes only types",
      "src/replay/x.ts",
      'import { a } from "../node/a.ts";',
      /write `import type`/,
    ],
    ["scenarios are data", "src/scenarios/x.ts", 'import { a } from "../world/a.ts";', /write `import type`/],
    ["app knows no chain", "src/app/x.tsx", 'import type { A } from "../chain/a.ts";', /app\/ may import/],
    [
      "app never asks a node",
      "src/app/x.tsx",
      'import type { A } from "../node/node.ts";',
      /only node\/observation/,
    ],
    [
      "app takes only types of the world",
      "src/app/x.tsx",
      'import { a } from "../world/a.ts";',
      /write `import type`/,
    ],
    ["cli draws nothing", "src/cli/x.ts", 'import { a } from "../app/a.ts";', /cli\/ may import/],
    [
      "src does not import tests",
      "src/node/x.ts",
      'import { a } from "../../test/a.ts";',
      /only from its rooms/,
    ],
    ["no new rooms by accident", "src/utils/x.ts", "export const a = 1;", /no such room/],
    [
      "one hashing file",
      "src/bitcoin/x.ts",
      'import { a } from "@noble/hashes/sha2.js";',
      /call src\/bitcoin\/sha256/,
    ],
    ["packages by room", "src/chain/x.ts", 'import { a } from "valibot";', /chain\/ may import no package/],
    [
      "a package's name is no prefix",
      "src/app/x.ts",
      'import { a } from "react-other";',
      /imports react-other/,
    ],
    ["no Node in the page", "src/app/x.ts", 'import { a } from "node:fs";', /imports node:fs/],
    ["no React in the runtime", "src/runtime/x.ts", 'import { a } from "react";', /may import comlink/],
    [
      "imports over several lines",
      "src/sim/x.ts",
      'import {\n  a,\n  b,\n} from "../node/a.ts";',
      /imports node\/a/,
    ],
    ["side effects", "src/sim/x.ts", 'import "../node/a.ts";', /imports node\/a/],
    ["dynamic imports", "src/sim/x.ts", 'const a = await import("../node/a.ts");', /imports node\/a/],
    ["types by import()", "src/sim/x.ts", 'type A = import("../node/a.ts").A;', /imports node\/a/],
    [
      "workers",
      "src/app/x.ts",
      'new Worker(new URL("../node/a.worker.ts", import.meta.url));',
      /only node\/observation/,
    ],
    ["barrels", "src/node/index.ts", "export const a = 1;", /not by a barrel/],
    ["re-exports", "src/node/x.ts", 'export * from "./y.ts";', /re-exports \.\/y\.ts/],
    ["named re-exports", "src/node/x.ts", 'export { a } from "./y.ts";', /re-exports \.\/y\.ts/],
  ];
  test.each(forbidden)("refuses: %s", (_name, path, text, expected) => {
    expect(checkImports([file(path, text)]).join("\n")).toMatch(expected);
  });

  test("refuses: cycles between files", () => {
    const cycle = [
      file("src/sim/a.ts", 'import { b } from "./b.ts";'),
      file("src/sim/b.ts", 'import { c } from "./c.ts";'),
      file("src/sim/c.ts", 'import { a } from "./a.ts";'),
    ];
    expect(checkImports(cycle)).toHaveLength(1);
    expect(checkImports(cycle)[0]).toMatch(
      /cycle src\/sim\/a\.ts → src\/sim\/b\.ts → src\/sim\/c\.ts → src\/sim\/a/,
    );
    expect(checkImports(cycle.slice(0, 2))).toEqual([]);
  });

  test("refuses: a circle that a type alone closes", () => {
    const circle = [
      file("src/sim/a.ts", 'import { b } from "./b.ts";'),
      file("src/sim/b.ts", 'import type { A } from "./a.ts";'),
    ];
    expect(checkImports(circle)).toHaveLength(1);
  });

  const allowed: readonly (readonly [string, string, string])[] = [
    ["the hashing file", "src/bitcoin/sha256.ts", 'import { _SHA256 } from "@noble/hashes/sha2.js";'],
    ["files of the same room", "src/sim/x.ts", 'import { a } from "./deep/a.ts";'],
    [
      "types where only types may be",
      "src/replay/x.ts",
      'import type { Observation } from "../node/observation.ts";',
    ],
    ["the records' own words", "src/replay/x.ts", 'import { LOCAL_NODE } from "../world/record.ts";'],
    [
      "opening a scenario file",
      "src/app/x.ts",
      'import { parseScenario } from "../world/scenario/scenario-schema.ts";',
    ],
    ["prose that speaks of importing", "src/sim/x.ts", ' * import { a } from "../node/a.ts";'],
    ["exports that are no re-exports", "src/sim/x.ts", 'export const from = "../node/a.ts";'],
  ];
  test.each(allowed)("allows: %s", (_name, path, text) => {
    expect(checkImports([file(path, text)])).toEqual([]);
  });
});
