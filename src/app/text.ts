/** Every text a person reads comes from here, out of one file per language. */
import i18next from "i18next";
import { printableLine } from "../world/printable.ts";
import { en } from "./locales/en.ts";
import { type Texts, type Tree, withAllForms } from "./locales/texts.ts";

void i18next.init({
  lng: "en",
  // What a translation lacks is said in English.
  fallbackLng: "en",
  resources: { en: { translation: en } },
  // Not against HTML, which React sees to: what stands in a text must not turn its order around.
  interpolation: { escapeValue: true, escape: printableLine },
  initAsync: false,
});

// A sentence of the replay has plain numbers in it: `{{since, clock}}` is a moment in virtual µs.
i18next.services.formatter?.add("clock", clock);
// What stands for a block is its height, or the beginning of its hash.
i18next.services.formatter?.add("number", (value) =>
  typeof value === "number" ? number(value) : `${value}`,
);

// A policy is named by its id wherever it stands in a text.
i18next.services.formatter?.add("policy", (id) => t(`policy.${keyOf(`${id}`)}.name`));

/** An id as part of the key of a text: a dot would part the key. */
export function keyOf(id: string): string {
  return id.replaceAll(".", "_");
}

export type Values = Readonly<Record<string, string | number | undefined>>;

/** Texts said lately: the same ones are asked for in every frame. */
const said = new Map<string, string>();
const SAID_AT_MOST = 4000;

/** The text of `key` with `values` in it; the key itself if there is none. */
export function t(key: string, values?: Values): string {
  let asked = key;
  for (const name in values) asked += `\n${name}\n${typeof values[name]}\n${values[name]}`;
  let text = said.get(asked);
  if (text === undefined) {
    text = i18next.t(key, { ...values });
    if (said.size >= SAID_AT_MOST) said.clear();
    said.set(asked, text);
  }
  return text;
}

/** The text of `key` in English whatever the page speaks: for scripts. */
export function english(key: string, values?: Values): string {
  return i18next.t(key, { ...values, lng: "en" });
}

/** From now on all is said in the language of this BCP 47 tag; `texts` left out: of English, or it was spoken before. */
export async function speak(tag: string, texts?: Texts): Promise<void> {
  if (texts !== undefined)
    i18next.addResourceBundle(tag, "translation", withAllForms(texts as unknown as Tree, tag));
  await i18next.changeLanguage(tag);
  said.clear();
  wholeNumbers = new Intl.NumberFormat(tag);
  point = pointOf(tag);
}

let wholeNumbers = new Intl.NumberFormat("en");
let point = ".";

/** What stands between a whole number and its tenths. */
function pointOf(tag: string): string {
  const parts = new Intl.NumberFormat(tag).formatToParts(0.5);
  return parts.find(({ type }) => type === "decimal")?.value ?? ".";
}

/** As `toFixed`, with the language's decimal point. */
export function decimal(value: number, digits: number): string {
  return pointed(value.toFixed(digits));
}

/** A figure as JavaScript writes it, with the language's decimal point. */
export function pointed(figure: string): string {
  return figure.replace(".", point);
}

/** `12,345` */
export function number(value: number): string {
  return wholeNumbers.format(value);
}

/** Heights as the replay writes them, `305 to 308, 1,320`, in the language of the page. */
export function heightsText(ranges: string): string {
  return ranges
    .replace(/\d+(,\d{3})*/g, (digits) => number(Number(digits.replaceAll(",", ""))))
    .replace(/(\S+) to ([^,\s]+)/g, (_, from: string, to: string) => t("counted.range", { from, to }));
}

/** `1 block`, `12,345 headers` */
export function counted(what: "blocks" | "headers", count: number): string {
  return t(`counted.${what}`, { count, number: number(count) });
}

const powers = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Chain work, hex without 0x, as one can compare it: `2,021`, `7.91 × 10²²`. */
export function work(hex: string): string {
  const value = BigInt(`0x${hex}`);
  if (value < 1_000_000_000_000n) return wholeNumbers.format(value);
  const digits = value.toString();
  const power = [...String(digits.length - 1)].map((digit) => powers[Number(digit)]).join("");
  return `${digits[0]}${point}${digits.slice(1, 3)} × 10${power}`;
}

/** Virtual time since the world began: `01:12.40`, with hours when there are any. */
export function clock(us: number): string {
  const hundredths = Math.floor(us / 10_000);
  const seconds = Math.floor(hundredths / 100);
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const tail = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** A span of virtual time as one says it: `8.2 s`, `340 ms`, `3 min 20 s`. */
export function span(us: number): string {
  if (us < 1_000_000) return `${Math.round(us / 1000)}\u00a0ms`;
  if (us < 100_000_000) return `${decimal(us / 1_000_000, 1)}\u00a0s`;
  const seconds = Math.round(us / 1_000_000);
  return `${Math.floor(seconds / 60)}\u00a0min ${seconds % 60}\u00a0s`;
}

/** `162 kB`, `1.0 MB`: powers of ten, as networks count. */
export function bytes(count: number): string {
  if (count < 1000) return `${count}\u00a0B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = count / 1000;
  let i = 0;
  while (value >= 1000 && i < units.length - 1) {
    value /= 1000;
    i += 1;
  }
  return `${value < 10 ? decimal(value, 1) : Math.round(value)}\u00a0${units[i]}`;
}

/** Blocks a second: `0.3`, `12`. */
export function rateText(rate: number): string {
  return decimal(rate, rate < 10 ? 1 : 0);
}
