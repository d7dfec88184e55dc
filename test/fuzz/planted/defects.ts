/** One rule of the node or of its chain broken on purpose, as a change of its source. */
export interface Defect {
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly what: string;
  /** A few dozen seeds find it, so that every run of the tests can look for it. */
  readonly quick?: true;
  /** The rule stands in two places of the file. */
  readonly also?: { readonly find: string; readonly replace: string };
  /** Policies in whose worlds it is looked for: those that have the rule. */
  readonly policy: string;
}

/** At least one for each part of the protocol. */
export const defects: readonly Defect[] = [
  {
    what: "the window is one block too long",
    quick: true,
    file: "src/node/block-wanted.ts",
    find: "context.chain.index.height(peer.lastCommon ?? 0) + context.policy.windowBlocks;",
    replace: "context.chain.index.height(peer.lastCommon ?? 0) + context.policy.windowBlocks + 1;",
    policy: "learncoin",
  },
  {
    what: "what a peer that is gone owed is not released",
    quick: true,
    file: "src/node/block-download.ts",
    find: "for (const block of owed) this.#forget(block);",
    replace: "",
    policy: "learncoin",
  },
  {
    what: "chains are compared by their height",
    quick: true,
    file: "src/chain/block-index.ts",
    find: "  compareWork(a: number, b: number): number {",
    replace:
      "  compareWork(a: number, b: number): number {\n    if (a !== b) return this.height(a) - this.height(b);",
    policy: "learncoin",
  },
  {
    what: "a block is accepted whose transactions are not those of its header",
    file: "src/chain/block-checks.ts",
    find: "  if (!equalBytes(root, headerMerkleRoot(block.header))) return",
    replace: "  if (root.length === 0) return",
    policy: "learncoin",
  },
  {
    what: "a block with a transaction twice is accepted (CVE-2012-2459)",
    quick: true,
    file: "src/chain/block-checks.ts",
    find: '  return mutated ? { reason: "bad-txns-duplicate", mutated: true } : undefined;',
    replace: "  return mutated && root.length === 0 ? { reason: '', mutated: true } : undefined;",
    policy: "core",
  },
  {
    what: "the height that a coinbase names is not looked at",
    quick: true,
    file: "src/chain/block-checks.ts",
    find: "  if (height >= network.bip34Height) {",
    replace: "  if (height < 0) {",
    policy: "learncoin",
  },
  {
    what: "nobody is dropped for holding up the window",
    file: "src/node/block-timeouts.ts",
    find: "    this.#stallingSince.set(peer, this.#context.now);",
    replace: "    if (peer !== undefined) return;",
    policy: "core",
  },
  {
    what: "a block that never comes has no time-out",
    quick: true,
    file: "src/node/block-timeouts.ts",
    find: "    if (deadline === undefined) this.#context.timers.cancel(TIMER + peer.id);",
    replace: "    if (deadline !== undefined) this.#context.timers.cancel(TIMER + peer.id);",
    policy: "learncoin",
  },
  {
    what: "the time-out of a block does not begin anew when the one before it comes",
    file: "src/node/block-download.ts",
    find: "    if (first === block) peer.downloadingSince = this.#context.now;",
    replace: "    if (first === undefined) peer.downloadingSince = this.#context.now;",
    policy: "learncoin",
  },
  {
    what: "after a full message of headers nothing more is asked for",
    quick: true,
    file: "src/node/headers-sync.ts",
    find: "this.#mayGoOn(peer, last, last >= first)) this.#ask(peer, last, last);",
    replace: "this.#mayGoOn(peer, last, last >= first)) this.#answered(peer);",
    policy: "learncoin",
  },
  {
    what: "the sync peer is not replaced when it is gone",
    quick: true,
    file: "src/node/headers-sync.ts",
    find: '    if (this.#syncPeer === peer.id) this.#setSyncPeer(undefined, "the sync peer is gone");',
    replace: "",
    policy: "learncoin",
  },
  {
    what: "a headers request has no time-out",
    quick: true,
    file: "src/node/headers-sync.ts",
    find: "    if (timeoutAt !== undefined) timers.set(TIMER + peer.id, timeoutAt);",
    replace: "",
    policy: "learncoin",
  },
  {
    what: "only the sync peer is asked for headers, the others never",
    quick: true,
    file: "src/node/headers-sync.ts",
    find: "      if (!peer.headersAsked) this.#ask(peer, this.#startingPoint());",
    replace: "      if (peer.headersAsked && peer.id === '') this.#ask(peer, this.#startingPoint());",
    policy: "learncoin",
  },
  {
    what: "the last common block is moved past a gap",
    quick: true,
    file: "src/node/block-download.ts",
    find: `      const next = index.ancestor(bestKnown, index.height(last) + 1);
      if (next === undefined || !chain.hasAllBlocksTo(next)) break;`,
    replace: `      const next = index.ancestor(bestKnown, index.height(last) + 2);
      if (next === undefined || !chain.hasBlock(next)) break;`,
    policy: "learncoin",
  },
  {
    what: "a block is asked of several peers at once",
    quick: true,
    file: "src/node/block-wanted.ts",
    find: "  return context.inFlight.has(block);",
    replace: '  return context.inFlight.has(block) && typeof block === "string";',
    policy: "learncoin",
  },
  {
    what: "a block asked for by its hash is asked for again by its entry",
    quick: true,
    file: "src/node/owed-by-hash.ts",
    find: "      inFlight.set(entry, peer);",
    replace: "",
    policy: "core-0.12",
  },
  {
    what: "a peer may owe one block more than it may",
    quick: true,
    file: "src/node/block-download.ts",
    find: "    const free = policy.inFlightPerPeer - peer.inFlight.size;",
    replace: "    const free = policy.inFlightPerPeer - peer.inFlight.size + 1;",
    policy: "learncoin",
  },
  {
    what: "the newest chain of equal work takes the place of the active one",
    quick: true,
    file: "src/chain/best-chain.ts",
    find: "    if (this.#index.compareWork(best, from) <= 0) return undefined;",
    replace: "    if (best === from) return undefined;",
    also: {
      find: "difference > 0 || (difference === 0 && sequence < bestSequence)",
      replace: "difference >= 0",
    },
    policy: "learncoin",
  },
  {
    what: "an invalid block is not remembered",
    file: "src/chain/chain-state.ts",
    find: "      this.#status.setFailed(i);",
    replace: "",
    policy: "learncoin",
  },
  {
    what: "blocks that waited for a parent are forgotten",
    quick: true,
    file: "src/chain/best-chain.ts",
    find: "      linked.push(...waiting);",
    replace: "",
    policy: "learncoin",
  },
  {
    what: "the difficulty of a header is not looked at",
    file: "src/chain/header-checks.ts",
    find: '  if (headerBits(header, offset) !== requiredBits(index, parent, time, network)) return "bad-diffbits";',
    replace: "",
    policy: "core",
  },
  {
    what: "the time of a header is not looked at",
    file: "src/chain/header-checks.ts",
    find: '  if (time <= index.medianTimePast(parent)) return "time-too-old";',
    replace: "",
    policy: "learncoin",
  },
  {
    what: "a locator that names blocks off the active chain is answered from there",
    quick: true,
    file: "src/chain/locator.ts",
    find: "    if (active.contains(entry)) return entry;",
    replace: "    if (entry > 0) return entry;",
    policy: "learncoin",
  },
  {
    what: "headers of light chains are kept",
    file: "src/node/core/presync.ts",
    find: "    if (chain.index.work(parent) + workIn(batch) >= threshold) return PASSED;",
    replace: "    if (threshold >= 0n) return PASSED;",
    policy: "core",
  },
  {
    what: "headers that are refused in part teach what their sender has",
    quick: true,
    file: "src/node/core/headers.ts",
    find: "      this.#context.punish(peer, refused);\n",
    replace:
      "      if (last !== undefined) updateAvailability(this.#context, peer, chain.index.hash(last));\n      this.#context.punish(peer, refused);\n",
    policy: "core",
  },
  {
    what: "a pushed block teaches what its sender has",
    quick: true,
    file: "src/node/block-arrival.ts",
    find: 'if (this.#context.policy.strategy === "headers-first") updateAvailability',
    replace: "updateAvailability",
    policy: "core",
  },
  {
    what: "what a coinbase commits its witnesses to is not looked at",
    quick: true,
    file: "src/chain/block-checks.ts",
    find: "commits === undefined ? undefined : checkWitnesses(block, commits);",
    replace: "commits === undefined ? undefined : checkWitnesses(block, false) && undefined;",
    policy: "core",
  },
  {
    what: "blocks are asked for without their witnesses",
    quick: true,
    file: "src/node/witness.ts",
    find: "return fetchesWitness && servesWitnesses ? INV_WITNESS_BLOCK : INV_BLOCK;",
    replace: "return fetchesWitness && !servesWitnesses ? INV_WITNESS_BLOCK : INV_BLOCK;",
    policy: "core",
  },
  {
    what: "what cannot be read is punished",
    file: "src/node/node.ts",
    find: "if (peer !== undefined) this.#heard(peer);",
    replace: "if (peer !== undefined) this.#context.punish(peer, input.error);",
    policy: "core",
  },
  {
    what: "blocks of a chain with less than the least work are asked for",
    quick: true,
    file: "src/node/block-wanted.ts",
    find: "return minimumWork === 0n || index.work(peer.bestKnown) >= minimumWork;",
    replace: "return minimumWork >= 0n;",
    policy: "learncoin",
  },
  {
    what: "what a closed connection had sent still comes in",
    file: "src/world/door.ts",
    find: 'envelope.kind === "frame" && envelope.connection === connection,',
    replace: 'envelope.kind === "frame" && envelope.connection !== connection,',
    policy: "learncoin",
  },
  {
    what: "blocks are asked for before all peers have said what they have",
    quick: true,
    file: "src/node/agreement.ts",
    find: "    if (!this.#isOpen(all)) return [];\n",
    replace: "",
    policy: "headers-then-blocks",
  },
  {
    what: "0.12 is in initial download by the age of its tip",
    quick: true,
    file: "src/node/initial-download.ts",
    find: "if (behindMax === null) return",
    replace: "if (behindMax !== undefined) return",
    policy: "core-0.12",
  },
  {
    what: "the tip is first looked at when its own time is over",
    quick: true,
    file: "src/node/core/stale-tip.ts",
    find: "(this.#stepsDone(step) - 1) % stepsToLook === 0",
    replace: "this.#stepsDone(step) % stepsToLook === 0",
    policy: "core",
  },
];
