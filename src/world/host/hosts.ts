/** Makes the hosts of a world's nodes, each knowing its own ends of the links. */
import type { SimTime } from "../../sim/time.ts";
import { type DiskMemory, diskMemory } from "../chains/disk.ts";
import { LOCAL_NODE, LOCAL_NUMBER } from "../record.ts";
import { allPeers, peerLinks } from "../scenario/members.ts";
import type { PeerSpec } from "../scenario/peer-spec.ts";
import { localPlan, peerPlan, type WorldSetup } from "../setup.ts";
import { NodeHost } from "./node-host.ts";

/**
/**
 * The host of node `number` with its ends of all links of the beginning. Peers that acts of the scenario add later are there
 * from the start, unborn, and nobody has heard of them. `disk`: what the node has, if that was read elsewhere.
 */
export function createNodeHost(setup: WorldSetup, number: number, disk?: DiskMemory): NodeHost {
  if (number === LOCAL_NUMBER) {
    const local = new NodeHost(setup, localPlan(setup), 0, disk);
    setup.scenario.peers.forEach((peer, i) => {
      meetPeer(local, peer, i + 1);
    });
    return local;
  }
  const peer = allPeers(setup.scenario)[number - 1];
  if (peer === undefined) throw new Error(`no node ${number}`);
  return createPeerHost(setup, peer, number, number <= setup.scenario.peers.length ? 0 : undefined, disk);
}

/** What node `number` begins with, for its own thread; undefined: nothing. */
export function diskOf(setup: WorldSetup, number: number): DiskMemory | undefined {
  const peer = allPeers(setup.scenario)[number - 1];
  return diskMemory(setup, peer === undefined ? localPlan(setup) : peerPlan(setup, peer, number));
}

/** The local node hears of a peer, whose number this is. */
export function meetPeer(local: NodeHost, { id, link, spare }: PeerSpec, number: number): void {
  local.addNeighbour(link, { number, name: id, dials: true, spare });
}

/** A peer's host, knowing its links. */
export function createPeerHost(
  setup: WorldSetup,
  peer: PeerSpec,
  number: number,
  bornAt: SimTime | undefined,
  disk?: DiskMemory,
): NodeHost {
  const host = new NodeHost(setup, peerPlan(setup, peer, number), bornAt, disk);
  host.addNeighbour(peer.link, { number: LOCAL_NUMBER, name: LOCAL_NODE, dials: false });
  for (const { from, to, link } of peerLinks(setup.scenario)) {
    if (from.number === number) host.addNeighbour(link, { ...to, dials: true });
    if (to.number === number) host.addNeighbour(link, { ...from, dials: false });
  }
  return host;
}
