import { parseLink, unpackLink } from "../../src/app/link.ts";

/** Reads what an address has from its `#` on, as the page does. */
export async function readLink(hash: string): Promise<ReturnType<typeof parseLink>> {
  const unpacked = await unpackLink(hash);
  return unpacked.ok ? parseLink(unpacked.value) : unpacked;
}
