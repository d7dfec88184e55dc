/** What a peer does just now, in a few words. */
import type { PeerView } from "../replay/peer-view.ts";
import type { WorldView } from "../replay/world-view.ts";
import { t } from "./text.ts";

/** `at`: virtual µs. */
export function phaseText(peer: PeerView, view: WorldView, at: number): string {
  const [behaviour, ...others] = peer.behaviours;
  if (peer.phase === "ready" && view.end?.ended === "synced") return t("peers.phase.done");
  if (view.stall?.peer === peer.name && behaviour === undefined) return t("peers.phase.holding");
  if (peer.connected && behaviour !== undefined) {
    const habit =
      behaviour.kind === "slow"
        ? t("peers.slow", { factor: behaviour.factor })
        : t(`behaviour.${behaviour.kind}`);
    return others.length === 0 ? habit : t("peers.several", { habit, count: others.length });
  }
  // It sends nothing before the question has reached it.
  if (peer.phase === "syncing" && isOnItsWay(view, peer, "getheaders", at))
    return t("peers.phase.askedHeaders");
  if (peer.phase === "sending" && peer.blocks === 0 && isOnItsWay(view, peer, "getdata", at))
    return t("peers.phase.askedBlocks");
  return t(`peers.phase.${peer.phase}`);
}

function isOnItsWay(view: WorldView, peer: PeerView, command: string, at: number): boolean {
  for (const flight of view.flights.values()) {
    if (flight.peer === peer.name && flight.command === command && flight.arriveAt > at) return true;
  }
  return false;
}
