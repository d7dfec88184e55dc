/** What a peer is called, and why one is no longer among the peers. */

/** Names a peer. One that comes back after `peerDisconnected` has the same id and nothing of its old state. */
export type PeerId = string;

/** Why this node closed a connection. `text` is Core's reject or log reason where Core has one. */
export interface DisconnectReason {
  readonly kind:
    | "misbehaving"
    | "headersTimeout"
    | "blockTimeout"
    | "stalling"
    | "pingTimeout"
    /** Its chain is behind ours for too long, or has too little work; or it was one too many. */
    | "outdated"
    | "handshakeTimeout"
    | "protocol";
  readonly text: string;
}
