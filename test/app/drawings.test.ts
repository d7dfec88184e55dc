import { expect, test } from "vitest";
import { layoutLocator } from "../../src/app/drawings/locator.ts";
import { layoutRibbon } from "../../src/app/drawings/ribbon.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutStage } from "../../src/app/drawings/stage.ts";
import { textWidth } from "../../src/app/drawings/text-width.ts";
import { layoutTree } from "../../src/app/drawings/tree.ts";
import { layoutWindow } from "../../src/app/drawings/window-strip.ts";
import { nowText, stateText } from "../../src/app/state-text.ts";
import { span } from "../../src/app/text.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { record } from "../replay/every-record.ts";
import { builtIn, runToEnd, scenario } from "../world/worlds.ts";

const LATER_US = 20_000_000;
const sizes = [
  { width: 866, height: 300, scale: 1 },
  { width: 560, height: 200, scale: 1 },
  { width: 330, height: 300, scale: 1 },
  { width: 760, height: 230, scale: 1.25 },
];

/** Every number that places something. */
function numbers(shape: Shape): number[] {
  return Object.values(shape).flatMap((value): number[] => {
    if (typeof value === "number") return [value];
    return Array.isArray(value) ? (value.flat() as unknown[]).filter((n) => typeof n === "number") : [];
  });
}

/** Middle x of shapes that must be in sight. */
function xs(shapes: readonly Shape[]): number[] {
  return shapes.flatMap((shape) => (shape.kind === "glyph" || shape.kind === "circle" ? [shape.x] : []));
}

const texts = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

function walk(scenario: Scenario, every: number, look: (view: WorldView, at: number) => boolean): void {
  const { records } = runToEnd(scenario);
  const view = new WorldView(scenario.peers);
  for (let i = 0; i < records.length; i += every) {
    view.apply(records.slice(i, i + every));
    if (look(view, records[Math.min(records.length, i + every) - 1]?.at ?? 0)) return;
  }
}

/** The tree on a desktop, a small notebook, a phone and two projectors. */
const treeSizes = [
  { width: 866, height: 106, scale: 1 },
  { width: 538, height: 80, scale: 1 },
  { width: 340, height: 112, scale: 1 },
  { width: 740, height: 100, scale: 1.25 },
];

test.each(treeSizes)("the label of a branch near the tip stands in a picture of $width px, whole", (box) => {
  let seen = 0;
  walk(builtIn("reorganisation"), 40, (view) => {
    const label = layoutTree(view, box).find(
      (shape) => shape.kind === "text" && shape.text.includes("less work"),
    );
    if (label?.kind !== "text") return false;
    seen += 1;
    const width = textWidth(label.text, label.size);
    const left = label.align === "right" ? label.x - width : label.x;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + width).toBeLessThanOrEqual(box.width);
    return false;
  });
  expect(seen).toBeGreaterThan(0);
});

test.each(treeSizes)(
  "a reorganisation is drawn, in $width px too, and no peer stands on the word You",
  (box) => {
    let stale = 0;
    for (const id of ["reorganisation", "living-network"]) {
      walk(builtIn(id), 20, (view) => {
        const shapes = layoutTree(view, box);
        const branch = shapes.filter((shape) => shape.kind === "glyph" && shape.state === "stale");
        stale = Math.max(stale, branch.length);
        for (const shape of branch) if (shape.kind === "glyph") expect(shape.y + 9).toBeLessThan(box.height);
        const you = shapes.find((shape) => shape.kind === "text" && shape.text === "You");
        if (you?.kind !== "text") return false;
        for (const shape of shapes) {
          if (shape.kind !== "circle" || Math.abs(shape.y - you.y) > shape.r) continue;
          expect(Math.abs(shape.x - you.x)).toBeGreaterThan(shape.r + 10 * box.scale);
        }
        return false;
      });
    }
    expect(stale).toBeGreaterThanOrEqual(2);
  },
);

test.each(treeSizes)(
  "in $width px a pill of folded blocks stands between its neighbours, as wide as its text",
  (box) => {
    const pills = new Set<string>();
    for (const id of ["two-branches", "slow-peer", "reorganisation"])
      walk(builtIn(id), 30, (view) => {
        const shapes = layoutTree(view, box);
        for (const pill of shapes) {
          if (pill.kind !== "rect" || pill.fill !== "wash") continue;
          const { x, y, w, h } = pill;
          const text = shapes.find(
            (shape) =>
              shape.kind === "text" &&
              Math.abs(shape.x - x - w / 2) < 0.01 &&
              Math.abs(shape.y - y - h / 2) < h / 2,
          );
          if (text?.kind !== "text") throw new Error("a pill without its text");
          pills.add(text.text);
          expect(textWidth(text.text, text.size)).toBeLessThan(w);
          for (const shape of shapes) {
            if (shape.kind !== "glyph" || shape.y !== y + h / 2) continue;
            expect(Math.abs(shape.x - x - w / 2), text.text).toBeGreaterThan((shape.size + w) / 2);
          }
        }
        return false;
      });
    expect([...pills].some((text) => / blocks?$/.test(text))).toBe(true);
  },
);

/** In a hall, where a story of many lines leaves the stage little height. */
test.each([58, 90, 120, 139, 170, 220, 300])(
  "in %i px the card's lines do not lie on each other",
  (height) => {
    const world = builtIn("two-branches");
    const view = new WorldView(world.peers);
    view.apply(runToEnd(world).records);
    for (const [scale, width] of [
      [1, 560],
      [1.5, 730],
    ] as const) {
      const shapes = layoutStage(view, {
        width,
        height,
        at: view.end?.at ?? 0,
        lane: height / 4,
        scale,
        selected: undefined,
      });
      const you = shapes.findIndex((shape) => shape.kind === "text" && shape.text === "You");
      const card = shapes.slice(you).filter((shape) => shape.kind === "text");
      expect(texts(card).slice(0, 5)).toEqual(["You", "tip", "48", "headers", "48"]);
      for (const one of card)
        for (const other of card) {
          const isBeside = one.align !== other.align || one === other;
          if (!isBeside) expect(Math.abs(one.y - other.y)).toBeGreaterThan((one.size + other.size) * 0.4);
        }
    }
  },
);

test("why a peer was dropped ends before the peer's own sign", () => {
  const scenario = {
    ...builtIn("first-visit"),
    acts: [
      {
        atSeconds: 1,
        act: { kind: "setBehaviours", node: "C", behaviours: [{ kind: "garbageFrames" }] },
      },
    ],
  } satisfies Scenario;
  let dropped = 0;
  walk(scenario, 10, (view, at) => {
    if (!view.peers.some(({ phase }) => phase === "dropped")) return false;
    const shapes = layoutStage(view, {
      width: 260,
      height: 320,
      scale: 1,
      at,
      lane: 80,
      selected: undefined,
    });
    const sign = Math.min(...shapes.flatMap((shape) => (shape.kind === "circle" ? [shape.x - shape.r] : [])));
    for (const shape of shapes) {
      if (shape.kind !== "text" || shape.ink !== "invalid" || shape.align !== undefined) continue;
      dropped += 1;
      expect(shape.text).toMatch(/…$/);
      expect(shape.x + textWidth(shape.text, shape.size)).toBeLessThan(sign);
    }
    return true;
  });
  expect(dropped).toBe(1);
});

test.each(["first-visit", "slow-peer", "two-branches", "silent-sync-peer", "living-network"])(
  "%s: at every moment and size all shapes are finite and all blocks and peers in sight",
  (id) => {
    const scenario = builtIn(id);
    walk(scenario, 331, (view, at) => {
      for (const box of sizes) {
        const lane = Math.max(20, Math.floor(box.height / scenario.peers.length));
        const drawings = [
          layoutStage(view, { ...box, at, lane, selected: "A" }),
          layoutWindow(view, { ...box, at }),
          layoutRibbon(view, box),
          layoutTree(view, box),
          layoutLocator(view, box),
        ];
        for (const shapes of drawings) {
          expect(shapes.flatMap(numbers).every(Number.isFinite)).toBe(true);
          for (const x of xs(shapes)) {
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(box.width);
          }
          for (const text of texts(shapes)) expect(text).not.toMatch(/undefined|NaN|\{\{/);
        }
        expect(stateText(view, at)).not.toMatch(/undefined|NaN|\{\{/);
      }
      return false;
    });
  },
);

test("what is said of the blocks is so: from one peer, from everybody, none missing", () => {
  const said = new Set<string>();
  walk({ ...builtIn("first-visit"), policy: "learncoin-as-published" }, 20, (view, at) => {
    said.add(nowText(view, at).title);
    return false;
  });
  expect(said).toContain("All headers are known. All blocks come from A.");
  expect(said).not.toContain("All headers are known. Blocks come from everybody at once.");
  said.clear();
  walk(builtIn("living-network"), 20, (view, at) => {
    const { title } = nowText(view, at);
    said.add(title);
    if (title === "You have every block that anybody told you of.") {
      expect(texts(layoutWindow(view, { width: 866, height: 90, at, scale: 1 }))).toEqual([
        "Nothing is missing.",
      ]);
    }
    return false;
  });
  expect(said).toContain("All headers are known. Blocks come from everybody at once.");
  expect(said).toContain("You have every block that anybody told you of.");
});

test("once the headers of the sync peer are complete none go on, whoever is asked for more", () => {
  const said = new Set<string>();
  walk({ ...builtIn("classroom"), policy: "core" }, 1, (view, at) => {
    if (view.headersPhase === "done" && view.end === undefined) said.add(nowText(view, at).title);
    return false;
  });
  expect([...said].filter((title) => title.includes("headers go on"))).toEqual([]);
  expect([...said].some((title) => /more headers are asked of [A-H]/.test(title))).toBe(true);
});

test("a sync peer that is silent is named", () => {
  const said = new Set<string>();
  walk(builtIn("silent-sync-peer"), 10, (view, at) => {
    said.add(nowText(view, at + LATER_US).title);
    return false;
  });
  expect(said).toContain(`Peer A was asked for headers ${span(LATER_US)} ago and says nothing.`);
});

test("a peer that owes listed blocks and sends none is named, and its lane shows the debt", () => {
  const peers = [{ id: "A", behaviours: [{ kind: "silentOnBlocks" }] }, { id: "B" }];
  const base = scenario({ policy: "blocks-first", chain: { blocks: 20 }, peers, deadlineSeconds: 60 });
  const { records } = runToEnd(base);
  const view = new WorldView(base.peers);
  view.apply(records.filter(({ at }) => at < LATER_US));
  const title = nowText(view, LATER_US).title;
  expect(title).toMatch(/^Peer A was asked for 20 blocks [\d.]+\s?s ago and sends nothing\.$/);
  const box = { width: 866, height: 300, at: LATER_US, lane: 37, scale: 1, selected: undefined };
  const debt = texts(layoutStage(view, box)).find((text) => text.startsWith("owes"));
  expect(debt).toMatch(/^owes 20 blocks · asked [\d.]+\s?s ago · no deadline$/);
});

test("a lane says that headers are owed besides blocks, and how long where there is room for little", () => {
  let both = 0;
  walk({ ...builtIn("classroom"), policy: "core" }, 1, (view, at) => {
    for (const { width, lane, scale } of [
      { width: 866, lane: 37, scale: 1 },
      { width: 620, lane: 50, scale: 1.745 },
    ]) {
      const shapes = layoutStage(view, { width, height: 300, at, lane, scale, selected: undefined });
      const peers = [...view.peers].filter((peer) => peer.connected && peer.inFlight > 0);
      const owing = peers.filter((peer) => peer.owedHeaders !== undefined);
      if (scale === 1 && owing.length > 0) {
        both += 1;
        expect(texts(shapes).filter((text) => /^owes \d+ blocks? and headers · /.test(text))).toHaveLength(
          owing.length,
        );
      }
      // Nothing that is said of a debt reaches the peer that owes it.
      const badges = shapes.flatMap((shape) => (shape.kind === "circle" && shape.r > 8 ? [shape.x] : []));
      const edge = Math.max(...badges.filter((x) => x > width / 2)) - 10;
      for (const shape of shapes) {
        if (shape.kind !== "text" || !/\d\s?m?s( ago)?$/.test(shape.text) || shape.align !== undefined)
          continue;
        expect(shape.x + textWidth(shape.text, shape.size), shape.text).toBeLessThan(edge);
      }
    }
    return both > 5;
  });
  expect(both).toBeGreaterThan(5);
});

test("what has no deadline is drawn as a debt, too, and is said to have none", () => {
  const drawn = new Set<string>();
  const peers = [{ id: "A" }, { id: "B", behaviours: [{ kind: "silentOnHeaders" }] }];
  walk(scenario({ policy: "core", chain: { blocks: 20 }, peers, deadlineSeconds: 60 }), 1, (view, at) => {
    const box = { width: 866, height: 300, at, lane: 37, scale: 1, selected: undefined };
    for (const text of texts(layoutStage(view, box))) drawn.add(text);
    return false;
  });
  expect([...drawn].filter((text) => text.endsWith("s ago · no deadline"))).not.toEqual([]);
});

test("a stall is said in the window strip, and the blocker's lane says what it owes", () => {
  let stalls = 0;
  walk(builtIn("slow-peer"), 1, (view, at) => {
    // Between the block's arrival and the end of the stall, records of one instant, it is no longer true.
    if (view.stall === undefined || view.entries.state(view.stall.entry) !== "asked") return false;
    stalls += 1;
    const { height } = view.stall;
    const strip = texts(layoutWindow(view, { width: 866, height: 90, at, scale: 1 }));
    expect(strip.some((text) => text.startsWith(`Everything waits for ${height}, owed by D for `))).toBe(
      true,
    );
    const stage = texts(
      layoutStage(view, { width: 866, height: 300, at, lane: 37, scale: 1, selected: undefined }),
    );
    expect(stage.some((text) => /^owes \d blocks? · asked [\d.]+\s?m?s ago$/.test(text))).toBe(true);
    return stalls > 20;
  });
  expect(stalls).toBeGreaterThan(20);
});

test("every block of the window carries the letter of the peer it is asked of", () => {
  walk(builtIn("classroom"), 211, (view, at) => {
    const { window } = view;
    if (window === undefined || view.end !== undefined) return false;
    const glyphs = layoutWindow(view, { width: 866, height: 90, at, scale: 1 }).filter(
      (s) => s.kind === "glyph",
    );
    glyphs.forEach((glyph, i) => {
      const entry = view.entries.bestAt(window.low + i);
      expect(glyph.state).toBe(view.entries.state(entry));
      expect(glyph.letter).toBe(view.request(entry)?.peer);
    });
    return false;
  });
});

test("requests go right above their lane, replies left below it", () => {
  const view = new WorldView(builtIn("first-visit").peers);
  const flight = (message: string, node: number, to: string, command: string) =>
    record(
      {
        kind: "sent",
        message,
        to,
        command,
        bytes: 100,
        arriveAt: 1000,
        summary: { heights: [7] },
      },
      0,
      node,
    );
  view.apply([flight("0.1", 0, "B", "getheaders"), flight("2.1", 2, "You", "block")]);
  const place = (at: number) => {
    const shapes = layoutStage(view, {
      width: 866,
      height: 240,
      at,
      lane: 60,
      scale: 1,
      selected: undefined,
    });
    const request = shapes.find((s) => s.kind === "arrow" && s.stroke === "ink");
    const block = shapes.find((s) => s.kind === "glyph");
    if (request?.kind !== "arrow" || block?.kind !== "glyph") throw new Error("not drawn");
    return { request, block };
  };
  const [early, late] = [place(100), place(900)];
  const lane = 60 * 1.5;
  expect(early.request.y).toBeLessThan(lane);
  expect(early.block.y).toBeGreaterThan(lane);
  expect(late.request.x).toBeGreaterThan(early.request.x);
  expect(late.block.x).toBeLessThan(early.block.x);
});

test("more than sixty messages on the wire become a stream with its count", () => {
  const view = new WorldView(builtIn("first-visit").peers);
  const send = (count: number, offset: number) =>
    view.apply(
      Array.from({ length: count }, (_, i) =>
        record(
          {
            kind: "sent",
            message: `1.${offset + i}`,
            to: "You",
            command: "block",
            bytes: 100,
            arriveAt: 1000,
            summary: { heights: [i] },
          },
          0,
          1,
        ),
      ),
    );
  const glyphs = () => {
    const shapes = layoutStage(view, {
      width: 866,
      height: 240,
      at: 500,
      lane: 60,
      scale: 1,
      selected: undefined,
    });
    return { blocks: shapes.filter((s) => s.kind === "glyph").length, texts: texts(shapes) };
  };
  send(60, 0);
  expect(glyphs().blocks).toBe(60);
  send(1, 60);
  expect(glyphs().blocks).toBe(0);
  expect(glyphs().texts).toContain("61 messages");
});

test("the locator's ticks stand where the ribbon has their heights", () => {
  walk(builtIn("classroom"), 400, (view) => {
    const { locator } = view;
    if (locator === undefined) return false;
    const ticks = layoutLocator(view, { width: 800, scale: 1 })
      .filter((s) => s.kind === "line")
      .slice(1);
    const isBetween = locator.hit !== undefined && !locator.heights.includes(locator.hit);
    expect(ticks).toHaveLength(locator.heights.length + (isBetween ? 1 : 0));
    const marks = ticks.filter((tick) => tick.kind === "line" && tick.ink === "accent");
    expect(marks).toHaveLength(locator.hit === undefined ? 0 : 1);
    const x = ticks.map((tick) => (tick.kind === "line" ? (tick.points[0]?.[0] ?? 0) : 0));
    expect(x).toEqual([...x].sort((a, b) => b - a));
    return false;
  });
});

test.each(treeSizes)(
  "the longer of two branches is drawn longer, with the work of both, in $width px",
  (box) => {
    const world = builtIn("two-branches");
    const { records } = runToEnd(world);
    const view = new WorldView(world.peers);
    view.apply(records);
    const shapes = layoutTree(view, box);
    const glyphs = shapes.flatMap((shape) => (shape.kind === "glyph" ? [shape] : []));
    const right = (state: string) =>
      Math.max(...glyphs.filter((glyph) => glyph.state === state).map(({ x }) => x));
    expect([view.tipHeight, view.entries.topHeight]).toEqual([48, 64]);
    expect(right("stale")).toBeGreaterThan(right("validated"));
    for (const { x, size } of glyphs) expect(x + size / 2).toBeLessThanOrEqual(box.width);
    expect(texts(shapes).some((text) => /387 of 2,021/.test(text))).toBe(true);
    // Ten blocks of the lighter chain came before the heavier one was known.
    expect(view.storedAside).toBe(10);
  },
);

test("the ribbon reaches to the highest tip, whatever work it has", () => {
  const world = builtIn("two-branches");
  const view = new WorldView(world.peers);
  view.apply(runToEnd(world).records);
  const stale = layoutRibbon(view, { width: 800, scale: 1 }).filter(
    (shape) => shape.kind === "rect" && shape.fill === "stale",
  );
  expect(stale.length).toBe(1);
  const [bar] = stale;
  expect(bar?.kind === "rect" && Math.round(bar.x + bar.w)).toBe(799);
});

test("headers that are only counted are said to be", () => {
  const said = new Set<string>();
  walk(builtIn("living-network"), 1, (view, at) => {
    said.add(nowText(view, at).title.replace(/\d+/g, "n"));
    return view.headersPhase === "done";
  });
  expect([...said].filter((title) => /only counted|a second time/.test(title))).toEqual([
    "The headers of A are only counted, up to n: none is kept before their chain has shown enough work.",
    "Enough work: A sends its headers a second time. Checked up to n; in the block index so far: n.",
  ]);
});
