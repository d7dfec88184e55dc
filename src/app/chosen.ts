/** What somebody has picked on the lanes or the stage: its block is marked wherever it is shown. */
import type { Flight } from "../replay/flight.ts";
import type { ToldEvent } from "../replay/told-event.ts";
import type { WorldView } from "../replay/world-view.ts";
import type { Request } from "./drawings/lanes-over-time.ts";

export interface Chosen {
  /** Undefined: it is a message that answers none, and is none. */
  readonly request: Request | undefined;
  /** Which message on the stage, where it is one. */
  readonly message: string | undefined;
  /** Which index of the local node its block is of. */
  readonly index: number;
}

/** A block of the local node's index. */
export interface Marked {
  readonly entry: number;
  readonly height: number;
}

/** The block that it is about; undefined: it is about none, or the node does not know of it at the moment shown. */
export function markedBlock(view: WorldView, chosen: Chosen | undefined): Marked | undefined {
  if (chosen?.request === undefined || chosen.index !== view.index) return undefined;
  const { history, entries } = view;
  const { peer, span } = chosen.request;
  const block = history.requests.of(peer)?.block(span, history.count);
  return block !== undefined && block.entry < entries.size ? block : undefined;
}

/** Whether this line of the log speaks of it. */
export function speaksOf({ blocks, index }: ToldEvent, { entry }: Marked, of: number): boolean {
  return index === of && blocks?.blocks.some((block) => block.entry === entry) === true;
}

/** The request that a message makes or answers, of those that are open; of several the first. */
export function requestOf(view: WorldView, { peer, command, summary }: Flight): Request | undefined {
  const spans = view.history.requests.of(peer);
  if (spans === undefined) return undefined;
  const { position } = view;
  const isHeaders = command === "getheaders" || command === "headers";
  const height = command === "getdata" || command === "block" ? summary.heights?.[0] : undefined;
  let found: number | undefined;
  spans.between(Math.max(0, position - 1), position, (span) => {
    if (spans.to(span, position) !== undefined) return;
    const isOf = isHeaders
      ? spans.isHeaders(span)
      : height !== undefined && spans.block(span, position)?.height === height;
    if (isOf && (found === undefined || span < found)) found = span;
  });
  return found === undefined ? undefined : { peer, span: found };
}
