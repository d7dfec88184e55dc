/** The page as it stands in another one: one drawing, time, and the way to the whole of it. */
import type { KeyBinding } from "../key-binding.ts";
import { useView } from "../page-context.ts";
import { t } from "../text.ts";
import type { LaneRows } from "../use-lanes.ts";
import type { Embed } from "../view-state.ts";
import { worldTitle } from "../world-title.ts";
import { Announcer } from "./Announcer.tsx";
import { ChainPanel } from "./ChainPanel.tsx";
import { GivenLesson } from "./GivenLesson.tsx";
import { LoadingCard } from "./LoadingCard.tsx";
import { Messages } from "./Messages.tsx";
import { StagePanel } from "./StagePanel.tsx";
import { Transport } from "./Transport.tsx";

interface EmbeddedProps {
  readonly part: Embed;
  readonly lanes: LaneRows;
  readonly keys: readonly KeyBinding[];
  readonly onStageHeight: (height: number) => void;
}

export function Embedded({ part, lanes, keys, onStageHeight }: EmbeddedProps) {
  const title = useView(worldTitle);
  return (
    <div className="embedded">
      <Messages />
      <main aria-label={title}>
        {part === "stage" ? (
          <StagePanel lanes={lanes} onHeight={onStageHeight} />
        ) : (
          <ChainPanel lanesOpen={undefined} toggleLanes={() => {}} />
        )}
      </main>
      <Transport legend={null} keys={keys} />
      <GivenLesson />
      <a
        className="full"
        href={location.pathname}
        target="_blank"
        rel="noreferrer"
        // Where the address leads when it is followed, not when this was drawn.
        onClick={(event) => {
          const whole = new URL(location.href);
          whole.searchParams.delete("embed");
          event.currentTarget.href = whole.href;
        }}
      >
        {t("embedded.full", { title })} ↗
      </a>
      <Announcer />
      <LoadingCard />
    </div>
  );
}
