/** Plays backwards, and stands still again. */
import { turnBack } from "../backwards.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { t } from "../text.ts";
import { ActButton } from "./ActButton.tsx";
import { Icon } from "./Icon.tsx";

export function BackwardsButton({ title }: { title: string }) {
  const session = useSession();
  const isOn = useView(({ doing }) => doing.kind === "playing" && doing.isBackwards);
  const isLoading = useView(({ run, loading }) => run === undefined || loading !== undefined);
  const isAtStart = useShown(({ view }) => view.position === 0);
  return (
    <ActButton
      className="square backwards"
      aria-label={t("transport.turnBack")}
      title={title}
      aria-pressed={isOn}
      idle={isLoading || (isAtStart && !isOn)}
      onPress={() => void turnBack(session).catch(() => {})}
    >
      <Icon d="M12 2.5L3 8l9 5.5z" />
    </ActButton>
  );
}
