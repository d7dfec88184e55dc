/** One row per peer, as high as its lane on the stage, with a menu of what one may do to it. */
import { useRef } from "react";
import { blockRates } from "../../replay/block-rates.ts";
import type { PeerView } from "../../replay/peer-view.ts";
import type { WorldView } from "../../replay/world-view.ts";
import type { PeerSpec } from "../../world/scenario/scenario.ts";
import { SIGN_LETTERS_AT_MOST } from "../drawings/sign.ts";
import { peerMenu } from "../late-parts.ts";
import { useHall } from "../media.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { newPeer } from "../peer-acts.ts";
import { perform } from "../perform.ts";
import { phaseText } from "../phase-text.ts";
import type { Session } from "../session.ts";
import { shortNames } from "../short-names.ts";
import { counted, number, rateText, t } from "../text.ts";
import type { LaneRows } from "../use-lanes.ts";
import { Opener } from "./Opener.tsx";
import { OthersRow } from "./OthersRow.tsx";
import { PhaseLine } from "./PhaseLine.tsx";

/** Above this many blocks in flight, single pips would be too thin to count. */
const PIPS_AT_MOST = 16;

export function PeersPanel({ lanes }: { lanes: LaneRows }) {
  const session = useSession();
  // Who there is; what each does is its row's.
  useShown(({ view }) => view.peers.map(({ name }) => name));
  const { view } = session;
  const selected = useView((state) => state.selectedPeer);
  const cap = useView((state) => state.scenario?.constants.inFlightPerPeer);
  const first = useView((state) => state.scenario?.peers[0]);
  const { peers } = view;
  const isMany = lanes.others.length > 0;
  const signs = shortNames(view.peerNames, SIGN_LETTERS_AT_MOST);
  const addPeer = useAddPeer(session, first);
  return (
    <section className={`panel peers ${isMany ? "many" : ""}`} aria-labelledby="peers-title">
      <h2 id="peers-title">
        {t("peers.title")}
        <button type="button" className="icon" aria-label={t("peers.add")} onClick={addPeer}>
          +
        </button>
      </h2>
      {peers.length === 0 ? <p className="empty">{t("peers.none")}</p> : null}
      <ul>
        {lanes.own
          .flatMap(({ peer: name }) => view.peer(name) ?? [])
          .map((peer) => (
            <PeerRow
              key={peer.name}
              peer={peer}
              sign={signs.get(peer.name) ?? peer.name}
              view={view}
              session={session}
              lane={lanes.lane}
              isMany={isMany}
              cap={cap}
              selected={peer.name === selected}
            />
          ))}
        <OthersRow lanes={lanes} />
      </ul>
    </section>
  );
}

/** Adds a peer like `first`, under a name of its own, also when it is pressed again before the last one is there. */
function useAddPeer(session: Session, first: PeerSpec | undefined): () => void {
  const named = useRef({ view: session.view, names: new Set<string>() });
  return () => {
    const { view } = session;
    if (named.current.view !== view) named.current = { view, names: new Set() };
    const { names } = named.current;
    for (const { name } of view.peers) names.add(name);
    const act = newPeer(first, names);
    names.add(act.peer.id);
    void perform(session, () => session.act(act)).then(() => {
      // One that could not come leaves its name to the next.
      if (view.peer(act.peer.id) === undefined) names.delete(act.peer.id);
    });
  };
}

function shownRate(rate: number | undefined): string | undefined {
  return rate === undefined ? undefined : rateText(rate);
}

interface PeerRowProps {
  readonly peer: PeerView;
  /** What stands for its name. */
  readonly sign: string;
  readonly view: WorldView;
  readonly session: Session;
  readonly lane: number;
  /** There are more peers than lanes. */
  readonly isMany: boolean;
  readonly cap: number | undefined;
  readonly selected: boolean;
}

function PeerRow({ peer, sign, view, session, lane, isMany, cap, selected }: PeerRowProps) {
  const compact = lane < 34;
  const isHall = useHall();
  const { holding, phase, rate } = useShown(({ at }) => ({
    holding: view.stall?.peer === peer.name,
    // Beside longer names there is no room for more.
    phase:
      (isMany || isHall) && view.stall?.peer === peer.name && peer.behaviours.length === 0
        ? t("laneRole.blocker")
        : phaseText(peer, view, at),
    rate: shownRate(blockRates(view, at).get(peer.name)),
    // What else is said of it.
    said: [peer.phase, peer.startHeight, peer.inFlight, peer.blocks],
  }));
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
          count: peer.inFlight,
          blocks: peer.blocks,
        })}
        onClick={() => session.select(selected ? undefined : peer.name)}
      >
        <span className="letter" title={peer.name}>
          {sign}
        </span>
        <span className="words">
          <PhaseLine does={phase} title={phase} rate={rate} />
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
                <small title={t("peers.delivered", { blocks: counted("blocks", peer.blocks) })}>
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
