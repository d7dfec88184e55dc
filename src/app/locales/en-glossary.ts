/** The words of the trade, in the order in which one meets them. Each is true of Bitcoin and of the nodes here (protocol.md §1 and §2). */
export const glossary = {
  title: "Words",
  header: {
    word: "header",
    means:
      "The 80 bytes at the head of a block: which block comes before it, what is in it, when it was made and that it took work. Its hash is the block's name.",
  },
  work: {
    word: "chain work",
    means:
      "How many hashes it takes on average to make a chain. Of valid chains the one with most work counts, and that need not be the longest.",
  },
  tip: {
    word: "tip",
    means: "The last block of a chain. Yours is that of the best chain whose blocks you have all checked.",
  },
  stale: {
    word: "stale",
    means:
      "A valid block that is not on the chain with most work: left aside, but kept. A stale tip is one that has not moved for so long that something may be wrong.",
  },
  locator: {
    word: "locator",
    means:
      "Hashes of blocks that you know, dense near the tip and then ever further apart, down to the first block. Who is asked goes on after the first of them that is on its own chain.",
  },
  syncPeer: {
    word: "sync peer",
    means: "The one peer that is asked for all headers at the beginning: your guide.",
  },
  presync: {
    word: "presync",
    means:
      "A first pass over the headers of a peer, which are counted and not kept, until their chain has shown enough work. Then it sends them again. So nobody can fill your memory for little work.",
  },
  inFlight: {
    word: "in flight",
    means:
      "Asked of a peer and not here yet. There is a limit for each peer, 16 blocks in Bitcoin Core, so that all of them have something to give.",
  },
  window: {
    word: "window",
    means:
      "The blocks that may be asked for now: no more than so many, 1,024 in Bitcoin Core, beyond the last that is here without a gap.",
  },
  stall: {
    word: "stall",
    means:
      "Everything in the window is here or asked for, and the window cannot move before one peer has sent what it owes. Bitcoin Core drops that peer after 2 s, or after up to 64 s if this has happened before.",
  },
} as const;
