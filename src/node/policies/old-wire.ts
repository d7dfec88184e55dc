/** What the clients before segregated witness (0.13.1) have in common on the wire (Bitcoin 0.8.6, 0.9.5, 0.12.1 main.cpp). */
export const oldWire = {
  // NETWORK. 0.12 offers bloom filters too (4), which nobody here asks for.
  services: 1,
  fetchesWitness: false,
  beforeVerack: "processed",
  refusedCommands: [],
} as const;
