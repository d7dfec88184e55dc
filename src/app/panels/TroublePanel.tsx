/** What one may do to the selected peer, as large buttons. */

import { behaviourMenu, softwareMenu } from "../late-parts.ts";
import { levelIn } from "../level.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { actOn, PEER_ACTS, type PeerAct, peerForTrouble, wouldDoSomething } from "../peer-acts.ts";
import { perform } from "../perform.ts";
import { shortNames } from "../short-names.ts";
import { t } from "../text.ts";
import { FIRST_VICTIM, firstStep, tryFirst } from "../way-in.ts";
import { ActButton } from "./ActButton.tsx";
import { Opener } from "./Opener.tsx";
import { PeerPicker } from "./PeerPicker.tsx";

/** What the act does to a lane, in one stroke drawing. */
const ICONS: Readonly<Record<PeerAct, string>> = {
  slow: "M2 13h3l2-5 3 5h4M3 13a5 5 0 0 1 10 0",
  silentHeaders: "M2 8h2M7 8h2M12 8h2",
  silentBlocks: "M3 3h10v10H3zM6 8h1M9.5 8h1",
  honest: "M3 8.5l3.5 3.5L13 4.5",
  cut: "M1 8h5M10 8h5M7 4l-1 8M10 4l-1 8",
  mend: "M1 8h14M5 5l-3 3 3 3M11 5l3 3-3 3",
  stop: "M4 4h8v8H4z",
  start: "M5 3l8 5-8 5z",
};

/** What whoever begins may do. */
const FIRST_ACTS: readonly PeerAct[] = ["slow", "silentBlocks", "honest", "stop", "start"];

/** More peers than this do not fit side by side; one then chooses from a list. */
const CHIPS_AT_MOST = 9;
const CHIP_LETTERS = 3;

export function TroublePanel() {
  const session = useSession();
  const selected = useView((state) => state.selectedPeer);
  // What of a peer is said here, and what decides what may be done to it.
  useShown(({ view }) =>
    view.peers.map(({ name, phase, connected, running, ended, spare, behaviours }) => [
      name,
      phase,
      connected,
      running,
      ended,
      spare,
      behaviours,
    ]),
  );
  // What the page says should be tried next is done from the beginning: at the end of a run there is nothing to slow.
  const isPointed = useShown((shown) => firstStep(shown) === "try");
  const isBasic = useView((state) => levelIn(state) === "basics");
  const { peers } = session.view;
  const peer = peerForTrouble(peers, selected);
  const habits = peer?.behaviours.length ?? 0;
  const signs = shortNames(session.view.peerNames, CHIP_LETTERS);
  return (
    <section className="panel trouble" aria-labelledby="trouble-title">
      <h2 id="trouble-title">
        {t("trouble.title")} <small>{t("trouble.with")}</small>
      </h2>
      {peer === undefined ? <p className="empty">{t("trouble.none")}</p> : null}
      {peers.length > CHIPS_AT_MOST ? (
        <PeerPicker
          className="one"
          label={t("others.pick", { count: peers.length })}
          names={peers.map(({ name }) => name)}
        >
          <span className="value">{peer?.name}</span> <span aria-hidden="true">▾</span>
        </PeerPicker>
      ) : (
        <div className="chips">
          {peers.map(({ name }) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === peer?.name}
              aria-label={t("trouble.choose", { peer: name })}
              onClick={() => session.select(name)}
            >
              {signs.get(name)}
            </button>
          ))}
        </div>
      )}
      <div className="acts">
        {(isBasic ? FIRST_ACTS : PEER_ACTS).map((act) => {
          const isNext = isPointed && act === "slow" && peer?.name === FIRST_VICTIM;
          return (
            <ActButton
              key={act}
              className={isNext ? "pointed" : ""}
              idle={peer === undefined || !wouldDoSomething(peer, act)}
              onPress={() => {
                if (isNext) void tryFirst(session);
                else if (peer !== undefined) void perform(session, () => session.act(actOn(peer.name, act)));
              }}
            >
              <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <path
                  d={ICONS[act]}
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="1.5"
                  strokeLinejoin="round"
                  strokeLinecap="round"
                />
              </svg>
              {t(`trouble.${act}`)}
            </ActButton>
          );
        })}
        <Opener
          opens="menu"
          part={behaviourMenu}
          given={{ name: peer?.name }}
          className="more"
          disabled={peer === undefined}
          aria-label={[
            t("trouble.moreWith", { peer: peer?.name ?? "" }),
            ...(habits > 0 ? [t("trouble.moreCount", { count: habits })] : []),
          ].join(", ")}
        >
          {t("trouble.more")} {habits > 0 ? <b className="count">{habits}</b> : "…"}
        </Opener>
        <Opener
          opens="menu"
          part={softwareMenu}
          given={{ name: peer?.name }}
          className="software"
          disabled={peer === undefined}
          aria-label={t("trouble.softwareOf", { peer: peer?.name ?? "" })}
        >
          {t("trouble.software")}…
        </Opener>
      </div>
    </section>
  );
}
