/** Reads what a run is to go on until, as scripts and lessons name it. */
import * as v from "valibot";
import type { DisconnectReason } from "../node/peer-id.ts";
import { LANDMARKS } from "../replay/landmark.ts";
import { fields, id, whole } from "../world/scenario/schema-words.ts";

/** More than any chain has. */
const HEIGHT_MAX = 2 ** 31 - 1;
/** The type makes sure that none is missing. */
const REASONS = Object.keys({
  misbehaving: 0,
  headersTimeout: 0,
  blockTimeout: 0,
  stalling: 0,
  pingTimeout: 0,
  outdated: 0,
  handshakeTimeout: 0,
  protocol: 0,
} satisfies Record<DisconnectReason["kind"], 0>);
const COMMAND = "the name of a message, as getheaders";

const peer = v.optional(id);
const command = v.optional(v.pipe(v.string(COMMAND), v.regex(/^[a-z0-9]{1,12}$/, COMMAND)));
const height = whole(0, HEIGHT_MAX);

/** Every kind of it. */
export const CONDITION_KINDS: readonly string[] = [
  ...LANDMARKS,
  "trouble",
  "block",
  "headers",
  "orphan",
  "message",
  "sent",
  "decision",
];

/** One schema for each form that a condition has. */
export const conditionForms = [
  fields({ kind: v.picklist(LANDMARKS.filter((kind) => kind !== "drop")) }),
  fields({
    kind: v.literal("drop"),
    peer,
    reason: v.optional(v.picklist(REASONS, `one of ${REASONS.join(", ")}`)),
  }),
  fields({ kind: v.picklist(["trouble", "orphan"]) }),
  fields({ kind: v.picklist(["block", "headers"]), height }),
  fields({ kind: v.picklist(["message", "sent"]), peer, command }),
  fields({ kind: v.literal("decision"), peer }),
] as const;
