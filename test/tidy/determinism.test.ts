import { describe, expect, test } from "vitest";
import { codeOnly } from "./code-only.ts";
import { checkDeterminism } from "./determinism.ts";
import { sourceFiles } from "./tree.ts";

const check = (text: string, path = "src/node/x.ts") => checkDeterminism([{ path, text }]);

describe("rooms that run the same everywhere", () => {
  test("use nothing that differs between machines, engines or runs", () => {
    expect(checkDeterminism(sourceFiles())).toEqual([]);
  });

  test.each([
    "const a = Math.random();",
    "const a = Math.log(2);",
    "const a = Math.pow(2, 3);",
    "const a = Math.sin(1) + Math.cos(1);",
    "const a = Math.exp(1);",
    "const { log } = Math;",
    'const a = Math["random"]();',
    "const a = Date.now();",
    "const a = new Date();",
    "const a = performance.now();",
    "setTimeout(f, 1);",
    "Atomics.wait(a, 0, 0);",
    "console.log(1);",
    "const a = globalThis.x;",
    "const a = globalThis[name];",
    "crypto.getRandomValues(a);",
    "const a = process.env;",
    "const a = b.toLocaleString();",
    "a.sort((x, y) => x.localeCompare(y));",
    "const a = `$" + "{Math.random()}`;",
  ])("refuse %s", (text) => {
    expect(check(text)).toHaveLength(1);
  });

  test("name the file, the line and the fix", () => {
    expect(check("const a = 1;\nconst b = Date.now();")[0]).toMatch(
      /^src\/node\/x\.ts:2: Date: time is virtual/,
    );
  });

  test("may do what is exact, and speak about what is not", () => {
    expect(check("const a = Math.floor(Math.max(1, 2)) + Math.imul(3, 4);")).toEqual([]);
    expect(check("// never Math.random or Date.now\nconst a = 'console';")).toEqual([]);
    expect(check("const window = 3;\nconst x = { window: 1, document: 2 };\nf(peer.window);")).toEqual([]);
  });

  test("the page may use a clock", () => {
    expect(check("const a = performance.now();", "src/app/x.ts")).toEqual([]);
  });
});

describe("codeOnly", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["a // b\nc", "a     \nc"],
    ["a /* b */ c", "a         c"],
    ['a = "b\\"c" + d', "a =        + d"],
    ["a / b / c", "a / b / c"],
    ["a = /[/'\"]/.test(b)", "a =         .test(b)"],
    ["`x$" + "{a + `y$" + "{b}`}z` + c", "    a +     b   }  + c".replace("}", " ").replace("z", " ")],
  ];
  test.each(cases)("of %j", (source, expected) => {
    expect(codeOnly(source).replace(/ +/g, " ")).toBe(expected.replace(/ +/g, " "));
    expect(codeOnly(source)).toHaveLength(source.length);
  });
});
