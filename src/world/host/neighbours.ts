/** The links of one node as its own end sees them: who is at the other end, and what is connected now. */
import { Prng } from "../../sim/prng.ts";
import { LinkDirection } from "../../sim/uplink.ts";
import { linkOptions } from "../scenario/members.ts";
import type { LinkSpec } from "../scenario/peer-spec.ts";
import type { WorldSetup } from "../setup.ts";
import type { Outbound } from "./envelope.ts";

export interface Neighbour {
  readonly number: number;
  readonly name: string;
  readonly direction: LinkDirection<Outbound>;
  /** This end dials; the other accepts. */
  readonly dials: boolean;
  /** Set while a connection is being made or is up. `overBecause`: for the node it is over, but it cannot close it. */
  connection: { readonly id: number; open: boolean; overBecause?: string } | undefined;
  /** Not dialled until the node seeks one more peer, or an act says so. */
  spare: boolean;
  /** A user cut the link: nobody dials until it is mended. */
  cut: boolean;
  /** Why the last connection ended. */
  closedBecause: string | undefined;
}

/** A link, seen from the end called `from`; `number` and `name` are those of the other end. */
export function neighbour(
  setup: WorldSetup,
  link: LinkSpec,
  from: string,
  other: Pick<Neighbour, "number" | "name" | "dials"> & { readonly spare?: boolean | undefined },
): Neighbour {
  const prng = Prng.fromSeed(setup.seed).split(`link ${from} to ${other.name}`);
  return {
    ...other,
    spare: other.spare === true,
    direction: new LinkDirection(linkOptions(link), prng),
    connection: undefined,
    cut: false,
    closedBecause: undefined,
  };
}
