/**
 * The handshake as a table (protocol.md §4): the connector sends `version`; the acceptor answers with its own and
 * `verack`; the connector sends `verack`. Whatever the table does not name is ignored.
 */

export type HandshakeState = "versionAwaited" | "verackAwaited" | "ready";
export type HandshakeInput = "version" | "verack" | "sendheaders" | "other";
/** `greet`: answer the peer's version. `welcome`: the peer may be talked to now. */
export type HandshakeStep = { readonly next: HandshakeState; readonly act: "greet" | "welcome" | "process" };

const transitions: Readonly<Record<HandshakeState, Partial<Record<HandshakeInput, HandshakeStep>>>> = {
  versionAwaited: { version: { next: "verackAwaited", act: "greet" } },
  // A wish may come early (Core ProcessMessage SENDHEADERS).
  verackAwaited: {
    verack: { next: "ready", act: "welcome" },
    sendheaders: { next: "verackAwaited", act: "process" },
  },
  ready: {
    sendheaders: { next: "ready", act: "process" },
    other: { next: "ready", act: "process" },
  },
};

/** Undefined: the message is ignored. */
export function handshakeStep(state: HandshakeState, command: string): HandshakeStep | undefined {
  const input: HandshakeInput =
    command === "version" || command === "verack" || command === "sendheaders" ? command : "other";
  return transitions[state][input];
}
