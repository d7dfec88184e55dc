/** Answers for a node with chains of the attacker's own: their headers, their hashes, their blocks. */
import type { Block } from "../../bitcoin/block.ts";
import { toHex } from "../../bitcoin/bytes.ts";
import { INV_BLOCK, type LocatorMessage, type Message } from "../../bitcoin/wire/message.ts";
import type { Actor, Incoming } from "./behaviour.ts";
import { isMinable, type PrivateChain } from "./private-chain.ts";

/** Hashes in an answer to `getblocks`. */
const INVENTORY_MAX = 500;

interface ServerOptions {
  /** The chain to answer this request with. */
  choose(): PrivateChain;
  /** Every chain that was answered with. */
  all(): readonly PrivateChain[];
  /** The block as it is to be sent. */
  disguise?(block: Block): Block;
  /** What the log says of an answer of so many headers or hashes. */
  describe(count: number, chain: PrivateChain): string;
}

export function servePrivately(
  actor: Actor,
  options: ServerOptions,
): (message: Message, peer: string) => Incoming {
  /** By peer, the hashes it was told of: nobody tells the same twice, or two nodes would do so for ever (protocol.md §3.1). */
  const told = new Map<string, Set<string>>();
  return (message, peer) => {
    if (message.command === "version") told.set(peer, new Set());
    if (!isMinable(actor.network)) return { pass: message };
    switch (message.command) {
      case "getheaders":
      case "getblocks":
        answerLocator(actor, options, message, peer, told.get(peer) ?? new Set());
        return { answered: true };
      case "getdata": {
        const rest = message.items.filter(({ hash }) => {
          const block = options
            .all()
            .map((chain) => chain.block(hash))
            .find((found) => found !== undefined);
          if (block === undefined) return true;
          actor.send(peer, { command: "block", block: options.disguise?.(block) ?? block });
          return false;
        });
        if (rest.length === message.items.length) return { pass: message };
        return rest.length === 0 ? { answered: true } : { pass: { ...message, items: rest } };
      }
      default:
        return { pass: message };
    }
  };
}

function answerLocator(
  actor: Actor,
  options: ServerOptions,
  message: LocatorMessage,
  peer: string,
  told: Set<string>,
): void {
  const chain = options.choose();
  if (message.command === "getheaders") {
    const headers = chain.headersAfter(message.locator, actor.headersPerMessage);
    actor.send(peer, { command: "headers", headers });
    actor.misbehaved(options.describe(headers.count, chain));
    return;
  }
  const hashes = chain.hashesAfter(message.locator, INVENTORY_MAX).filter((hash) => !told.has(toHex(hash)));
  if (hashes.length === 0) return;
  for (const hash of hashes) told.add(toHex(hash));
  actor.send(peer, { command: "inv", items: hashes.map((hash) => ({ type: INV_BLOCK, hash })) });
  actor.misbehaved(options.describe(hashes.length, chain));
}
