/** One row per peer, as high as its lane on the stage, with a menu of what one may do to it. */
import { useRef } from "react";
import { blockRates } from "../../replay/block-rates.ts";
import type { WorldView } from "../../replay/world-view.ts";
import type { PeerSpec } from "../../world/scenario/peer-spec.ts";
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
  const cap = useView((state) => state.run?.scenario.constants.inFlightPerPeer);
  const first = useView((state) => state.run?.scenario.peers[0]);
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
          .filter(({ peer }) => view.peer(peer) !== undefined)
          .map(({ peer: name }) => (
            <PeerRow
              key={name}
              name={name}
              sign={signs.get(name) ?? name}
              view={view}
              session={session}
              lane={lanes.lane}
              isMany={isMany}
              cap={cap}
              selected={name === selected}
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
  /** Of its peer: what that is is another thing at every moment. */
  readonly name: string;
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

function PeerRow({ name, sign, view, session, lane, isMany, cap, selected }: PeerRowProps) {
  const compact = lane < 34;
  const isHall = useHall();
  const said = useShown(({ at }) => {
    const peer = view.peer(name);
    if (peer === undefined) return undefined;
    const holding = view.stall?.peer === name;
    const { startHeight, inFlight, blocks } = peer;
    return {
      holding,
      // Beside longer names there is no room for more.
      does:
        (isMany || isHall) && holding && peer.behaviours.length === 0
          ? t("laneRole.blocker")
          : phaseText(peer, view, at),
      rate: shownRate(blockRates(view, at).get(name)),
      ...{ phase: peer.phase, startHeight, inFlight, blocks },
    };
  });
  if (said === undefined) return null;
  const { holding, does, rate, phase, startHeight, inFlight, blocks } = said;
  const pips = Math.max(cap ?? 0, inFlight);
  return (
    <li
      className={`peer ${selected ? "selected" : ""} ${holding ? "holding" : ""} ${phase}`}
      style={{ height: lane, ["--letter" as string]: `${lane - 5}px` }}
    >
      <button
        type="button"
        className="row"
        aria-pressed={selected}
        aria-label={t("peers.row", {
          peer: name,
          phase: does,
          height: startHeight ?? t("peers.unknown"),
          count: inFlight,
          blocks,
        })}
        onClick={() => session.select(selected ? undefined : name)}
      >
        <span className="letter" title={name}>
          {sign}
        </span>
        <span className="words">
          <PhaseLine does={does} title={does} rate={rate} />
          {compact ? null : (
            <span className="line">
              <span className="pips" aria-hidden="true">
                {pips <= PIPS_AT_MOST ? (
                  Array.from({ length: pips }, (_, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a pip is its place
                    <i key={i} className={i < inFlight ? "full" : ""} />
                  ))
                ) : (
                  <small>{t("peers.inFlight", { count: inFlight })}</small>
                )}
              </span>
              {blocks > 0 ? (
                <small title={t("peers.delivered", { blocks: counted("blocks", blocks) })}>
                  <i className="delivered" /> {number(blocks)}
                </small>
              ) : (
                <small title={t("peers.claims", { height: startHeight ?? t("peers.unknown") })}>
                  {t("peers.says", {
                    height: startHeight === undefined ? "?" : number(startHeight),
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
        given={{ name }}
        className="icon menu"
        aria-label={t("peers.menu", { peer: name })}
      >
        ⋯
      </Opener>
    </li>
  );
}
