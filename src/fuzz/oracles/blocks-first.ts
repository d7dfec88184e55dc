/**
 * What Bitcoin before headers came first asks for, predicted for each turn (protocol.md §3.1; 0.8 and 0.9 `StartSync`,
 * `PushGetBlocks`, "inv", `ProcessBlock`): one sync node, one getblocks when it is chosen; another whenever a block shows
 * that there is more; each announced block of whom it is due, in order; the peer that talks and gives nothing goes.
 */
import { equalBytes, fromHex, hashFromDisplay, toHex, ZERO_HASH } from "../../bitcoin/bytes.ts";
import { hashHeader, headerPrev } from "../../bitcoin/header.ts";
import { INV_BLOCK } from "../../bitcoin/wire/message.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import type { Heard, Oracle, Talk } from "./hearing.ts";
import { type OldQueue, QueueByPeer, QueueByTime } from "./old-queues.ts";

const TOO_MANY = "too many blocks announced";

/** A getblocks: the block at whose locator it begins, and the hash at which the answer ends. */
interface Question {
  readonly peer: string;
  readonly from: number;
  readonly stop: string;
}

export class BlocksFirstOracle implements Oracle {
  readonly problems: string[] = [];
  #queue: OldQueue | undefined;
  /** Blocks that wait, and what they wait for: hex, internal order. */
  readonly #orphans = new Map<string, string>();
  readonly #lastQuestion = new Map<string, Question>();
  #syncNode: string | undefined;

  restart(): void {
    this.#queue = undefined;
    this.#orphans.clear();
    this.#lastQuestion.clear();
    this.#syncNode = undefined;
  }

  hear(heard: Heard): void {
    const { policy, input, outputs, from } = heard;
    if (policy.strategy !== "blocks-first") return;
    this.#queue ??= policy.askAgainSeconds === null ? new QueueByPeer() : new QueueByTime();
    if (input.kind === "peerDisconnected") this.#forget(input.peer);
    const due: Question[] = [];
    let isOneTooMany = false;
    if (from !== undefined && input.kind === "message") {
      if (input.message.command === "inv") {
        const hashes = input.message.items.filter(({ type }) => type === INV_BLOCK).map(({ hash }) => hash);
        isOneTooMany = this.#onList(heard, this.#queue, from.peer, hashes, due);
      } else if (input.message.command === "block")
        this.#onBlock(heard, this.#queue, from.peer, input.message.block.header, due);
    }
    const told = outputs.some(
      (output) =>
        output.kind === "observe" &&
        output.observation.kind === "scored" &&
        output.observation.reason === TOO_MANY,
    );
    if (told !== isOneTooMany)
      this.problems.push(`queue: ${from?.peer} announced ${isOneTooMany ? "" : "not "}too many blocks`);
    this.#ask(heard, this.#queue, due);
    this.#checkQuestions(heard, due);
    for (const output of outputs) if (output.kind === "disconnect") this.#forget(output.peer);
  }

  #onList(
    heard: Heard,
    queue: OldQueue,
    peer: string,
    hashes: readonly Uint8Array[],
    due: Question[],
  ): boolean {
    const { chain, policy, at } = heard;
    const unknown = hashes.map((hash) => !this.#isKnown(heard, toHex(hash)));
    let isOneTooMany = false;
    for (const [i, hash] of hashes.entries()) {
      const key = toHex(hash);
      const entry = chain.index.find(hash);
      if (unknown[i]) isOneTooMany = !queue.want(policy, at, peer, key) || isOneTooMany;
      else if (this.#orphans.has(key)) due.push({ peer, from: chain.tip, stop: this.#root(key) });
      else if (entry !== undefined && i === hashes.length - 1 && policy.asksAfterKnownHash)
        due.push({ peer, from: entry, stop: toHex(ZERO_HASH) });
    }
    return isOneTooMany;
  }

  #onBlock(heard: Heard, queue: OldQueue, peer: string, header: Uint8Array, due: Question[]): void {
    const { outputs, at, chain } = heard;
    const hash = toHex(hashHeader(header));
    queue.arrived(at, peer, hash);
    for (const output of outputs) {
      if (output.kind !== "observe") continue;
      const { observation } = output;
      if (observation.kind === "orphanEvicted" || observation.kind === "orphanConnected")
        this.#orphans.delete(toHex(hashFromDisplay(observation.hash)));
      else if (observation.kind === "blockReceived" && observation.verdict === "stored") queue.kept(hash);
      else if (observation.kind === "orphanStored") {
        queue.kept(hash);
        this.#orphans.set(hash, toHex(headerPrev(header)));
        due.push({ peer, from: chain.tip, stop: this.#root(hash) });
      }
    }
  }

  /** Each is asked for what is due; who gives nothing goes; then a sync node is chosen, if there is none. */
  #ask(heard: Heard, queue: OldQueue, due: Question[]): void {
    const { outputs, talks, policy, at } = heard;
    const before = new Set<string>();
    const isBanned = (peer: string) =>
      outputs.some(
        (out) => out.kind === "disconnect" && out.peer === peer && out.reason.kind !== "blockTimeout",
      );
    for (const talk of talks.values()) {
      const { peer } = talk;
      const dropped = outputs.some(
        (output) =>
          output.kind === "disconnect" &&
          output.peer === peer &&
          output.reason.text === "stalling block download",
      );
      if (isBanned(peer)) {
        before.add(peer);
        continue;
      }
      const stalls = queue.isStalling(policy, talk);
      if (stalls !== dropped)
        this.problems.push(
          `queue: ${peer} gives ${stalls ? "nothing" : "something"}, and is ${dropped ? "" : "not "}dropped`,
        );
      if (dropped) {
        before.add(peer);
        continue;
      }
      const hashes = queue.due(policy, at, peer, (hash) => this.#isKnown(heard, hash));
      const asked = outputs.flatMap((output) =>
        output.kind === "send" && output.peer === peer && output.message.command === "getdata"
          ? output.message.items.map(({ hash }) => toHex(hash))
          : [],
      );
      if (asked.join() !== hashes.join())
        this.problems.push(
          `queue: ${peer} is asked for ${asked.length} blocks, and ${hashes.length} are due`,
        );
    }
    if (this.#syncNode !== undefined && (before.has(this.#syncNode) || !talks.has(this.#syncNode)))
      this.#syncNode = undefined;
    if (this.#syncNode !== undefined) return;
    const chosen = this.#choose(
      heard,
      [...talks.values()].filter(({ peer }) => !before.has(peer)),
    );
    this.#syncNode = chosen?.peer;
    if (chosen !== undefined) due.push({ peer: chosen.peer, from: heard.chain.tip, stop: toHex(ZERO_HASH) });
  }

  #choose({ policy, chain }: Heard, here: readonly Talk[]): Talk | undefined {
    const least = chain.active.height - (policy.syncNodeBehindBlocks ?? 0);
    const sign = policy.syncNodeChoice === "silent longest" ? -1 : 1;
    const score = ({ heardAt }: Talk) => sign * Math.floor(heardAt / US_PER_SECOND);
    let best: Talk | undefined;
    for (const talk of here) {
      if (!talk.ready || !talk.servesBlocks || talk.startHeight <= least) continue;
      if (best === undefined || score(talk) > score(best)) best = talk;
    }
    return best;
  }

  #checkQuestions({ outputs, chain }: Heard, due: readonly Question[]): void {
    const asked = outputs.flatMap((output) =>
      output.kind === "send" && output.message.command === "getblocks"
        ? [{ peer: output.peer, message: output.message }]
        : [],
    );
    // The same is not asked twice in a row.
    const open: Question[] = [];
    for (const question of due) {
      const last = this.#lastQuestion.get(question.peer);
      if (last?.from === question.from && last.stop === question.stop) continue;
      this.#lastQuestion.set(question.peer, question);
      if (!outputs.some((output) => output.kind === "disconnect" && output.peer === question.peer))
        open.push(question);
    }
    for (const { peer, message } of asked) {
      if (outputs.some((output) => output.kind === "disconnect" && output.peer === peer)) continue;
      const i = open.findIndex(
        (question) =>
          question.peer === peer &&
          question.stop === toHex(message.stop) &&
          equalBytes(chain.index.hash(question.from), message.locator[0] ?? ZERO_HASH),
      );
      if (i < 0) this.problems.push(`question: a getblocks to ${peer} that is not due`);
      else open.splice(i, 1);
    }
    for (const { peer, from } of open)
      this.problems.push(`question: no getblocks to ${peer}, from entry ${from} on`);
  }

  /** The first of the run of blocks that wait for one another: the one whose parent does not wait itself. */
  #root(hash: string): string {
    let root = hash;
    for (
      let walk: string | undefined = hash;
      walk !== undefined && this.#orphans.has(walk);
      walk = this.#orphans.get(walk)
    )
      root = walk;
    return root;
  }

  #isKnown({ chain }: Heard, hash: string): boolean {
    return this.#orphans.has(hash) || chain.index.find(fromHex(hash)) !== undefined;
  }

  #forget(peer: string): void {
    this.#queue?.gone(peer);
    this.#lastQuestion.delete(peer);
    if (this.#syncNode === peer) this.#syncNode = undefined;
  }
}
