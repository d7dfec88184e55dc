/** Time: reset, play, step, speed, the time line and the clock; below it, what the blocks' squares mean. */

import type { ReactNode } from "react";
import { isOver } from "../doing.ts";
import type { KeyBinding } from "../key-binding.ts";
import { PHONE, useHall, useMedia } from "../media.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { reopen, stride } from "../strides.ts";
import { pointed, t } from "../text.ts";
import { toggle } from "../toggle.ts";
import { SPEED_FACTOR, type Speed, type ViewState } from "../view-state.ts";
import { ActButton } from "./ActButton.tsx";
import { BackwardsButton } from "./BackwardsButton.tsx";
import { Clock } from "./Clock.tsx";
import { Icon } from "./Icon.tsx";
import { SpeedChoice } from "./SpeedChoice.tsx";
import { TimeLine } from "./TimeLine.tsx";
import { TroubleButton } from "./TroubleButton.tsx";
import { UntilButton } from "./UntilButton.tsx";

/** Of the play button. */
export const PLAY_ID = "play";

interface TransportProps {
  readonly legend: ReactNode;
  /** What the buttons say of them under the mouse. */
  readonly keys: readonly KeyBinding[];
}

export function Transport({ legend, keys }: TransportProps) {
  const session = useSession();
  const state = useView((view) => view);
  const isHall = useHall();
  const isPhone = useMedia(PHONE);
  const { kind } = state.doing;
  const isPlaying = kind === "playing";
  const hint = useShown(({ playhead }) => speedText(state.speed, isPlaying ? playhead.share : 1));
  const isBehind = useShown(({ playhead }) => playhead.isBehind);
  const isEarlier = useShown(({ playhead, time }) => playhead.isBehind && playhead.at < time.seen);
  const isAtStart = useShown(({ view }) => view.position === 0);
  const stuck = !isBehind && (isOver(state.doing) || state.run === undefined);
  const verb = isPlaying ? "pause" : kind === "ended" ? "again" : "play";
  const status = statusOf(state, isEarlier);
  const titleOf = (key: string, label: string) =>
    t("transport.withKey", { label: t(label), key: keys.find(({ id }) => id === key)?.shown });
  const backwards = <BackwardsButton title={titleOf("backwards", "transport.turnBack")} />;
  const quietly = (moved: Promise<unknown>) => void moved.catch(() => {});
  return (
    <section className="panel transport" aria-label={t("transport.label")}>
      <div className="buttons">
        <button
          type="button"
          className="square"
          aria-label={t("transport.reset")}
          title={titleOf("reset", "transport.reset")}
          onClick={() => void reopen(session).catch(() => {})}
        >
          <Icon d="M2 3v10M8 3.5L3.5 8 8 12.5zM14 3.5L9.5 8l4.5 4.5z" />
        </button>
        <ActButton
          className="square"
          aria-label={t("transport.back")}
          title={titleOf("back", "transport.back")}
          idle={isAtStart || state.run === undefined}
          onPress={() => quietly(session.time.stepBack())}
        >
          <Icon d="M13 3l-7 5 7 5zM3 3v10" />
        </ActButton>
        {isPhone ? null : backwards}
        <ActButton
          id={PLAY_ID}
          className={`play ${state.played || stuck ? "" : "pulse"}`}
          aria-label={t(`transport.${verb}`)}
          idle={state.run === undefined || state.loading !== undefined}
          onPress={() => toggle(session)}
        >
          <Icon d={isPlaying ? "M5 3v10M11 3v10" : "M4 2.5l9 5.5-9 5.5z"} thick={isPlaying} />
          <span>{t(`transport.${verb}`)}</span>
        </ActButton>
        <ActButton
          className="square"
          aria-label={t("transport.step")}
          title={titleOf("step", "transport.step")}
          idle={stuck}
          onPress={() => void session.step().catch(() => {})}
        >
          <Icon d="M3 3l7 5-7 5zM13 3v10" />
        </ActButton>
        <ActButton
          className="square stride"
          aria-label={t("transport.stride")}
          title={titleOf("stride", "transport.stride")}
          idle={stuck}
          onPress={() => void stride(session).catch(() => {})}
        >
          <Icon d="M1.5 3.5l5 4.5-5 4.5zM7.5 3.5l5 4.5-5 4.5zM14.5 3v10" />
        </ActButton>
        <SpeedChoice session={session} />
        {isHall ? <TroubleButton /> : null}
        <small className="speed-hint">{hint}</small>
      </div>
      <div className="time-row">
        {isPhone ? backwards : null}
        <UntilButton />
        <TimeLine />
        <ActButton
          className="square"
          aria-label={t("transport.newest")}
          title={titleOf("newest", "transport.newest")}
          idle={!isBehind}
          onPress={() => quietly(session.time.toNewest())}
        >
          <Icon d="M8 3.5l4.5 4.5L8 12.5zM2 3.5L6.5 8 2 12.5zM14 3v10" />
        </ActButton>
      </div>
      <p className="clock" data-status={status}>
        <small>{t(`transport.${status}`)}</small>{" "}
        <time>
          <Clock />
        </time>
      </p>
      {legend}
    </section>
  );
}

function statusOf({ loading, searching, doing }: ViewState, isEarlier: boolean): string {
  if (loading !== undefined) return "loading";
  if (searching !== undefined) return "looking";
  if (doing.kind === "playing") return doing.isBackwards ? "backwards" : "playing";
  if (isEarlier) return "earlier";
  return doing.kind === "ended" ? "ended" : "paused";
}

/** A machine that does not keep up is said so, with what it manages. */
const KEEPS_UP = 0.8;

function speedText(speed: Speed, pace: number): string {
  if (speed === "max" || pace >= KEEPS_UP) return t(`transport.speedHint.${speed}`);
  const factor = SPEED_FACTOR[speed] * pace;
  return t("transport.slower", { factor: pointed(factor.toPrecision(factor < 0.1 ? 1 : 2)) });
}
