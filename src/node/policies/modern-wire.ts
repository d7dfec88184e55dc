/**
 * How Bitcoin Core speaks today (protocol.md §2.12, §2.13, §4; Core net.h, net_processing.cpp). The article's nodes speak so too:
 * of the wire it has nothing to say that a peer on the network would understand.
 */
export const modernWire = {
  protocolVersion: 70_017,
  protocolVersionMin: 31_800,
  // NETWORK and WITNESS. Core adds NETWORK_LIMITED (1024), which says nothing more of a node that has the whole chain.
  services: 9,
  fetchesWitness: true,
  messageBytesMax: 4_000_000,
  sendsHeadersWish: "past the minimum work",
  beforeVerack: "ignored",
  refusedCommands: [
    // To be settled before verack.
    "wtxidrelay",
    "sendaddrv2",
    "feature",
    // Bloom and block filters: not offered.
    "mempool",
    "filterload",
    "filteradd",
    "filterclear",
    "getcfilters",
    "getcfheaders",
    "getcfcheckpt",
  ],
} as const;
