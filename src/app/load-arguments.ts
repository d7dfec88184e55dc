/** What a script gives to `load`, checked before anything of it is used: what is wrong is refused by the name of its field. */
import { english } from "./text.ts";
import { SPEEDS, type Speed } from "./view-state.ts";

type Check = { readonly expected: string; readonly holds: (value: unknown) => boolean };

const isText = (value: unknown) => typeof value === "string";
const oneOf = (...values: readonly string[]): Check => ({
  expected: english("address.oneOf", { names: values.join(", ") }),
  holds: (value) => isText(value) && values.includes(value as string),
});

/** A list of files, each with a name and what it holds. */
const holdsFiles = (list: unknown, content: string, of: (value: unknown) => boolean) =>
  Array.isArray(list) && list.length > 0 && list.every((file) => isText(file?.name) && of(file?.[content]));

const isChainFile = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const { kind, bytes, files, blobs, key } = value as Record<string, unknown>;
  const isBytes = (of: unknown) => of instanceof Uint8Array;
  const holds =
    isBytes(bytes) ||
    holdsFiles(files, "bytes", isBytes) ||
    holdsFiles(blobs, "blob", (of) => of instanceof Blob);
  return (kind === "headers" || kind === "blocks") && holds && (key === undefined || isBytes(key));
};

const checks = (): Readonly<Record<string, Check>> => ({
  policy: { expected: english("address.text"), holds: isText },
  seed: { expected: english("address.number"), holds: (value) => typeof value === "number" },
  host: oneOf("workers", "single-thread"),
  chainFile: { expected: english("address.chainFile"), holds: isChainFile },
  fileName: { expected: english("address.text"), holds: isText },
  minimumChainWork: { expected: english("address.text"), holds: isText },
});

/** Throws a RangeError that names what was wrong. */
export function checkLoadOptions(options: unknown): void {
  if (typeof options !== "object" || options === null)
    throw wrong("options", english("address.object"), options);
  const known = checks();
  for (const [field, value] of Object.entries(options)) {
    const check = Object.hasOwn(known, field) ? known[field] : undefined;
    if (check === undefined)
      throw wrong(field, english("address.oneOf", { names: Object.keys(known).join(", ") }), field);
    if (value !== undefined && !check.holds(value)) throw wrong(field, check.expected, value);
  }
}

/** Throws a RangeError if it is none. */
export function checkSpeed(speed: unknown): asserts speed is Speed | undefined {
  const { expected, holds } = oneOf(...SPEEDS);
  if (speed !== undefined && !holds(speed)) throw wrong("speed", expected, speed);
}

function wrong(field: string, expected: string, found: unknown): RangeError {
  const what = typeof found === "object" && found !== null ? english("address.object") : String(found);
  return new RangeError(english("address.wrong", { field, expected, found: what }));
}
