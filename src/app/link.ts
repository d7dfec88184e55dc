/**
 * A link to a moment: the run as a value, the moment, and what is selected, in the part of an address from `#` on. It is
 * `1.` and then JSON, packed by zlib and written in base64url: zlib and not bare deflate, so that a link which lost or changed
 * a letter on its way is found out by its checksum and does not open another run. The whole scenario stands in it, of a built-in
 * one, too: a link shows the same in years, when the built-in one may be another. Links come from anybody: read as strictly as a
 * file, bounded before and while they are unpacked.
 */
import * as v from "valibot";
import { inflate, joined } from "../runtime/inflate.ts";
import { printableLine } from "../world/printable.ts";
import { parseWhole } from "../world/scenario/run-schema.ts";
import { printRun, type RunSpec } from "../world/scenario/run-spec.ts";
import {
  describeIssue,
  id,
  object,
  type Parsed,
  readJson,
  whole,
  YEAR_US,
} from "../world/scenario/schema-words.ts";
import type { Moment } from "./moment.ts";

export interface Link extends Moment {
  readonly run: RunSpec;
  /** The peer that is selected. */
  readonly selected?: string | undefined;
}

/** A link is not longer. */
export const LINK_CHARACTERS_MAX = 64_000;
/** Nor does it hold more, unpacked. */
const UNPACKED_BYTES_MAX = 1024 * 1024;
const VERSION = "1";
/** What has its own way of being wrong is told apart. */
const FORM = /^#?(\d{1,9})\.([A-Za-z0-9_-]+)$/;
const SHAPE = "a link to a moment, as Share makes it";

const link = object({
  run: v.custom<object>((value) => typeof value === "object" && value !== null, "a run"),
  at: whole(0, YEAR_US),
  records: v.optional(whole(0, Number.MAX_SAFE_INTEGER)),
  selected: v.optional(id),
});

/** Equal moments give equal links in one engine. Rejects with a RangeError where it would be too long. */
export function printLink({ run, at, records, selected }: Link): Promise<string> {
  const rest = JSON.stringify({ at, records, selected });
  return packLink(`{"run":${printRun(run)},${rest.slice(1)}`, "a run");
}

/** As JSON text, whatever it is of. `what`: what that is called. Rejects as `printLink`. */
export async function packLink(json: string, what: string): Promise<string> {
  const bytes = new TextEncoder().encode(json);
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  const text = `${VERSION}.${toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()))}`;
  if (text.length > LINK_CHARACTERS_MAX || bytes.length > UNPACKED_BYTES_MAX) {
    const expected = `${what} that fits into ${LINK_CHARACTERS_MAX} characters`;
    throw new RangeError(
      `link: expected ${expected}, found one that takes ${text.length}: save it as a file`,
    );
  }
  return text;
}

/**
 * What is packed in what an address has from its `#` on, whatever it is of. Never rejects: what is wrong is said in one line,
 * in letters that one sees.
 */
export async function unpackLink(hash: string): Promise<Parsed<"value", unknown>> {
  const read = await unpack(hash);
  return read.ok ? read : { ok: false, error: printableLine(read.error) };
}

async function unpack(hash: string): Promise<Parsed<"value", unknown>> {
  if (hash.length > LINK_CHARACTERS_MAX + 1)
    return wrong(`expected at most ${LINK_CHARACTERS_MAX} characters, found ${hash.length}`);
  const [, version, text] = FORM.exec(hash) ?? [];
  if (version === undefined || text === undefined) return wrong(`expected ${SHAPE}, found another text`);
  if (version !== VERSION) return wrong(`expected version ${VERSION}, found ${version}`);
  const packed = fromBase64Url(text);
  const { kind, parts, length } = await inflate("deflate", packed, UNPACKED_BYTES_MAX);
  if (kind === "long") return wrong(`expected at most ${UNPACKED_BYTES_MAX} bytes unpacked, found more`);
  if (kind === "broken") return wrong(`expected ${SHAPE}, found one that is cut or changed`);
  const read = readJson(new TextDecoder().decode(joined(parts, length)));
  return read.ok ? read : wrong(read.error.replace(/^file: /, ""));
}

/** Reads what a link to a moment holds. What is wrong is said as `unpackLink` does. */
export function parseLink(value: unknown): Parsed<"link", Link> {
  const read = readMoment(value);
  return read.ok ? read : { ok: false, error: printableLine(read.error) };
}

function readMoment(value: unknown): Parsed<"link", Link> {
  const parsed = v.safeParse(link, value, { abortEarly: true, abortPipeEarly: true });
  if (!parsed.success) return { ok: false, error: describeIssue(parsed.issues[0], "link") };
  const run = parseWhole(parsed.output.run, 1);
  return run.ok
    ? { ok: true, link: { ...parsed.output, run: run.run } }
    : { ok: false, error: `run.${run.error}` };
}

function wrong(why: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error: `link: ${why}` };
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Of letters of that alphabet alone; of a length that there is not, what can be read. */
function fromBase64Url(text: string): Uint8Array {
  const letters = text.length % 4 === 1 ? text.slice(0, -1) : text;
  const binary = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
