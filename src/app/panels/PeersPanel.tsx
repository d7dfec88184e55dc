/** One row per peer, as high as its lane on the stage, with a menu of what one may do to it. */
import type { PeerView } from "../../replay/peer-view.ts";
import type { WorldView } from "../../replay/world-view.ts";
import { peerMenu } from "../late-parts.ts";
import { useView, useWorld } from "../page-context.ts";
import { newPeer } from "../peer-acts.ts";
import { perform } from "../perform.ts";
import type { Session } from "../session.ts";
import { number, t } from "../text.ts";
import { Opener } from "./Opener.tsx";

/** Above this many blocks in flight, single pips would be too thin to count. */
const PIPS_AT_MOST = 16;

export function PeersPanel({ lane }: { lane: number }) {
  const session = useWorld();
  const { view } = session;
  const selected = useView((state) => state.selectedPeer);
  const cap = useView((state) => state.scenario?.constants.inFlightPerPeer);
  const first = useView((state) => state.scenario?.peers[0]);
  const { peers } = view;
  return (
    <section className="panel peers" aria-labelledby="peers-title">
      <h2 id="peers-title">
        {t("peers.title")}
        <button
          type="button"
          className="icon"
          aria-label={t("peers.add")}
          onClick={() =>
            void perform(session, () => session.act(newPeer(first, new Set(peers.map((p) => p.name)))))
          }
        >
          +
        </button>
      </h2>
      {peers.length === 0 ? <p className="empty">{t("peers.none")}</p> : null}
      <ul>
        {peers.map((peer) => (
          <PeerRow
            key={peer.name}
            peer={peer}
            view={view}
            session={session}
            lane={lane}
            cap={cap}
            selected={peer.name === selected}
          />
        ))}
      </ul>
    </section>
  );
}

interface PeerRowProps {
  readonly peer: PeerView;
  readonly view: WorldView;
  readonly session: Session;
  readonly lane: number;
  readonly cap: number | undefined;
  readonly selected: boolean;
}

function PeerRow({ peer, view, session, lane, cap, selected }: PeerRowProps) {
  const holding = view.stall?.peer === peer.name;
  const phase = phaseText(peer, view, session.at);
  const rate = view.blockRate(peer, session.at);
  const compact = lane < 34;
  const pips = Math.max(cap ?? 0, peer.inFlight);
  return (
    <li
      className={`peer ${selected ? "selected" : ""} ${holding ? "holding" : ""} ${peer.phase}`}
      style={{ height: lane, ["--letter" as string]: `${lane - 5}px` }}
    >
      <button
        type="button"
        className="row"
        aria-pressed={selected}
        aria-label={t("peers.row", {
          peer: peer.name,
          phase,
          height: peer.startHeight ?? t("peers.unknown"),
          inFlight: peer.inFlight,
          blocks: peer.blocks,
        })}
        onClick={() => session.select(selected ? undefined : peer.name)}
      >
        <span className="letter">{peer.name}</span>
        <span className="words">
          <span className="line">
            <span className="phase" title={phase}>
              {phase}
            </span>
            {rate === undefined ? null : (
              <span className="rate">
                {rate.toFixed(rate < 10 ? 1 : 0)}
                <small>{t("peers.perSecond")}</small>
              </span>
            )}
          </span>
          {compact ? null : (
            <span className="line">
              <span className="pips" aria-hidden="true">
                {pips <= PIPS_AT_MOST ? (
                  Array.from({ length: pips }, (_, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a pip is its place
                    <i key={i} className={i < peer.inFlight ? "full" : ""} />
                  ))
                ) : (
                  <small>{t("peers.inFlight", { count: peer.inFlight })}</small>
                )}
              </span>
              {peer.blocks > 0 ? (
                <small title={t("peers.delivered", { count: peer.blocks })}>
                  <i className="delivered" /> {number(peer.blocks)}
                </small>
              ) : (
                <small title={t("peers.claims", { height: peer.startHeight ?? t("peers.unknown") })}>
                  {t("peers.says", {
                    height: peer.startHeight === undefined ? "?" : number(peer.startHeight),
                  })}
                </small>
              )}
            </span>
          )}
        </span>
      </button>
      <Opener
        opens="menu"
        part={peerMenu}
        given={{ peer }}
        className="icon menu"
        aria-label={t("peers.menu", { peer: peer.name })}
      >
        ⋯
      </Opener>
    </li>
  );
}

function phaseText(peer: PeerView, view: WorldView, at: number): string {
  const [behaviour, ...others] = peer.behaviours;
  if (view.stall?.peer === peer.name && behaviour === undefined) return t("peers.phase.holding");
  if (peer.connected && behaviour !== undefined) {
    const habit =
      behaviour.kind === "slow"
        ? t("peers.slow", { factor: behaviour.factor })
        : t(`behaviour.${behaviour.kind}`);
    return others.length === 0 ? habit : t("peers.several", { habit, count: others.length });
  }
  if (peer.phase === "ready" && view.end?.ended === "synced") return t("peers.phase.done");
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
