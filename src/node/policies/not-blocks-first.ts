/** None of the rules of the client that asked for blocks first (protocol.md §3.1): what every later policy shares. */
export const notBlocksFirst = {
  pings: "at intervals",
  syncNodeChoice: null,
  asksAfterKnownHash: false,

  syncNodeBehindBlocks: null,
  orphanBlocksMax: null,
  askAgainSeconds: null,
  queuedBlocksMax: null,
  deliveryTimeoutSeconds: null,
  silenceTimeoutSeconds: null,
  knownInventoryMax: null,
} as const;
