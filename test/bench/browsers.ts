/**
 * The browsers that benchmarks run in, each opened anew on a page that measures. Chromium is driven by Playwright. Firefox
 * needs no driver: its page asks this server what to measure, and tells it what it found.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import type { Connect, Plugin } from "vite";
import { chromiumFlags, findChromium } from "../browser/find-chromium.mjs";

/** What a page measures: the functions of `in-page.ts`. */
export type Measures = typeof import("./in-page.ts");

declare global {
  interface Window {
    bench: Measures;
  }
}

export interface BenchPage {
  /** A figure of `in-page.ts`. */
  measure<K extends keyof Measures>(name: K, ...given: Parameters<Measures[K]>): Promise<number>;
  close(): Promise<void>;
}

export interface BenchBrowser {
  readonly name: string;
  /** A page that nothing has been run in. `address`: of the page that measures. */
  open(address: string): Promise<BenchPage>;
  close(): Promise<void>;
}

export async function openChromium(): Promise<BenchBrowser> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags() });
  return {
    name: `Chromium ${browser.version()}`,
    async open(address) {
      const page = await browser.newPage();
      await page.goto(address);
      await page.waitForFunction(() => window.bench !== undefined);
      return {
        measure: (name, ...given) =>
          page.evaluate(
            ([what, values]) =>
              (window.bench[what] as (...of: unknown[]) => number | Promise<number>)(...values),
            [name, given] as const,
          ),
        close: () => page.close(),
      };
    },
    close: () => browser.close(),
  };
}

const FIREFOXES = ["firefox", "firefox-esr"];
/** A page that has said nothing for so long is given up: loading, and the longest figure, on a slow machine. */
const SILENT_MS = 300_000;

interface Question {
  readonly name: string;
  readonly given: readonly unknown[];
}

/** Where pages ask for what to do and tell what they found. One page at a time. */
export class Switchboard {
  /** Answers the page that asks. */
  #answer: ((question: Question | null) => void) | undefined;
  #told: { resolve(value: number): void; reject(error: Error): void } | undefined;
  #waiting: Question | null | undefined;

  /** `/bench/next`: what to do next, once there is something; `/bench/told`: what came of it. */
  readonly plugin: Plugin = {
    name: "bench switchboard",
    configurePreviewServer: ({ middlewares }) => this.#serve(middlewares),
  };

  #serve(middlewares: Connect.Server): void {
    middlewares.use("/bench/next", (_, response) => {
      const send = (question: Question | null) => response.end(JSON.stringify(question));
      if (this.#waiting === undefined) this.#answer = send;
      else {
        send(this.#waiting);
        this.#waiting = undefined;
      }
    });
    middlewares.use("/bench/told", (request, response) => {
      void textOf(request).then((text) => {
        const said = JSON.parse(text) as { readonly value?: number; readonly error?: string };
        const told = this.#told;
        this.#told = undefined;
        if (said.value === undefined) told?.reject(new Error(said.error));
        else told?.resolve(said.value);
        response.end();
      });
    });
  }

  async ask(question: Question): Promise<number> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<number>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`${question.name}: the page says nothing`)), SILENT_MS);
        this.#told = { resolve, reject };
        this.#say(question);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Nothing more is asked of this page. */
  end(): void {
    this.#answer = undefined;
    this.#waiting = undefined;
  }

  #say(question: Question): void {
    const answer = this.#answer;
    this.#answer = undefined;
    if (answer === undefined) this.#waiting = question;
    else answer(question);
  }
}

/** Each page is a Firefox of its own, with a profile of its own. */
export function openFirefox(switchboard: Switchboard): BenchBrowser {
  const named = process.env["HEADWAY_FIREFOX"];
  const path = (named === undefined || named === "" ? FIREFOXES : [named]).find(runs);
  if (path === undefined) {
    throw new Error("No Firefox was found. Install one, or set HEADWAY_FIREFOX to the path of one.");
  }
  return {
    name: versionOf(path),
    async open(address) {
      const profile = mkdtempSync(join(tmpdir(), "headway-firefox-"));
      const flags = ["--headless", "--no-remote", "--profile", profile, `${address}?asks`];
      const firefox = spawn(path, flags, { stdio: "ignore" });
      return {
        measure: (name, ...given) => switchboard.ask({ name, given }),
        async close() {
          switchboard.end();
          const gone = new Promise((resolve) => firefox.once("exit", resolve));
          firefox.kill();
          await gone;
          rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        },
      };
    },
    close: async () => {},
  };
}

function runs(path: string): boolean {
  return spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0;
}

function versionOf(path: string): string {
  return spawnSync(path, ["--version"], { encoding: "utf8" }).stdout.trim();
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
