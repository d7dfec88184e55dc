/** What of a node's records leaves its thread. */
import { LOCAL_NODE, type WorldRecord } from "../world/record.ts";

/**
 * Of what a peer had on its disk when it started, only how much it was: the list of a long chain is long, and who looks at a world
 * looks through the local node's eyes. `name`: the node's.
 */
export function toldRecords(name: string, records: readonly WorldRecord[]): readonly WorldRecord[] {
  return name === LOCAL_NODE ? records : records.map(withoutDisk);
}

const NONE = new Int32Array(0);
const NO_HASHES = new Uint8Array(0);

function withoutDisk(record: WorldRecord): WorldRecord {
  if (record.kind !== "observed" || record.observation.kind !== "started") return record;
  const { observation } = record;
  const entries = { ...observation.entries, parents: NONE, heights: NONE, hashes: NO_HASHES };
  return { ...record, observation: { ...observation, entries, stored: NONE } };
}
