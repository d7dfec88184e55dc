/**
 * What the files that a person opens or drops are: JSON, headers, or blocks; by their bytes, not by their names. Only
 * their beginnings are read here: a chain is read where its world is built.
 */
import { bytesOf, type ChainBlobs, type NamedBlob } from "../runtime/chain-source.ts";
import { unpack, unpackHead } from "../runtime/unpack.ts";
import { HEAD_BYTES, kindOfContent, kindOfFile } from "../world/chains/file-kind.ts";
import { foreignKind } from "./foreign-file.ts";
import { type OfJson, readJsonFile } from "./json-file.ts";
import { refused } from "./refused-file.ts";
import { t } from "./text.ts";

export type Opened = { readonly name: string } & (
  | OfJson
  | { readonly kind: "chain"; readonly file: ChainBlobs }
);

const HEADER_BYTES = 80;
const XOR_KEY_BYTES = 8;
/** A node's name for the key of its block files. */
const KEY_NAME = /^xor\.dat(\.gz)?$/i;
/** So much of a file is read before it is known what it is. */
const PACKED_HEAD_BYTES = HEAD_BYTES;

/** `seed`: of a scenario, which says none. Rejects with a RangeError that says in one line what was wrong with which file. */
export async function openFiles(given: readonly NamedBlob[], seed: number): Promise<Opened> {
  const keyFile = given.find(({ name }) => KEY_NAME.test(name));
  const key = keyFile === undefined ? undefined : await readKey(keyFile);
  const files = given.filter(({ name }) => !KEY_NAME.test(name));
  const [first, ...more] = files;
  if (first === undefined) throw refused(keyFile?.name ?? "", t("error.fileEmpty"));
  const { name, blob } = first;
  const head = await headOf(first);
  if (head.length === 0) throw refused(name, t("error.fileEmpty"));
  const kind = kindOfContent(head);
  if (more.length > 0 && (kind === "scenario" || kind === "headers"))
    throw refused(name, t("error.fileAlone", { kind: t(`file.${kind}`), count: files.length }));
  if (kind === "scenario") return { name, ...(await readJsonFile(first, seed)) };
  const isBlocks = kind === "blocks" || kind === "obfuscated" || key !== undefined || more.length > 0;
  const foreign = kind === "unknown" && key === undefined ? foreignKind(head) : undefined;
  // Of digits that make no sense the reader says where.
  if (foreign !== undefined && kindOfFile(head) !== "hex")
    throw refused(name, t("error.fileForeign", { found: t(`error.foreign.${foreign}`) }));
  if (kind === "unknown" && !isBlocks && blob.size === head.length && head.length % HEADER_BYTES !== 0)
    throw refused(name, t("error.fileLength", { length: head.length, rest: head.length % HEADER_BYTES }));
  return { kind: "chain", name, file: { kind: isBlocks ? "blocks" : "headers", blobs: files, key } };
}

async function readKey({ name, blob }: NamedBlob): Promise<Uint8Array> {
  const unpacked = await unpack(await bytesOf(name, blob.slice(0, PACKED_HEAD_BYTES)), PACKED_HEAD_BYTES);
  if (!unpacked.ok) throw refused(name, unpacked.error);
  if (unpacked.bytes.length === XOR_KEY_BYTES) return unpacked.bytes;
  throw new RangeError(t("error.fileKey", { length: unpacked.bytes.length }));
}

async function headOf({ name, blob }: NamedBlob): Promise<Uint8Array> {
  const packed = await bytesOf(name, blob.slice(0, PACKED_HEAD_BYTES));
  const head = await unpackHead(packed, HEAD_BYTES);
  if (head.length > 0 || packed.length === 0) return head;
  // Not even a beginning: what is wrong is said by reading it whole.
  const unpacked = await unpack(packed, HEAD_BYTES);
  throw refused(name, unpacked.ok ? t("error.fileEmpty") : unpacked.error);
}
