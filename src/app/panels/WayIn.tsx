/** Below the end of a run: what to try next. After the first one also where to go from there. */
import { builtInScenarios } from "../../scenarios/built-in.ts";
import { lessonsDialog, teachersDialog } from "../late-parts.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { titleOf } from "../scenario-text.ts";
import { t } from "../text.ts";
import { firstStep, openBuiltIn, openSandbox, tryFirst } from "../way-in.ts";
import { Opener } from "./Opener.tsx";

export function WayIn() {
  const session = useSession();
  const isSynced = useShown(({ view }) => view.end?.ended === "synced");
  const step = useShown(firstStep);
  const id = useView((state) => state.run?.scenario.id);
  const isLocked = useView((state) => state.room !== undefined);
  if (!isSynced || isLocked) return null;
  const next = builtInScenarios[builtInScenarios.findIndex((known) => known.id === id) + 1];
  if (step === undefined)
    return next === undefined ? null : (
      <button
        type="button"
        className="next"
        onClick={() => void openBuiltIn(session, next.id).catch(() => {})}
      >
        {t("now.next", { title: titleOf(next) })} <span className="onward">→</span>
      </button>
    );
  return (
    <>
      {step === "tried" ? <p className="compared">{t("wayIn.compared")}</p> : null}
      {step === "try" ? (
        <button
          type="button"
          className="next"
          title={t("wayIn.slowHint")}
          onClick={() => void tryFirst(session)}
        >
          {t("wayIn.slow")} <span className="onward">→</span>
        </button>
      ) : null}
      <nav className="doors" aria-label={t("wayIn.doors")}>
        <Opener opens="dialog" part={lessonsDialog} given={{}} className="lessons-door">
          {t("lessons.open")}
        </Opener>
        <button type="button" onClick={() => void openSandbox(session).catch(() => {})}>
          {t("wayIn.sandbox")}
        </button>
        <Opener opens="dialog" part={teachersDialog} given={{}} className="teachers-door">
          {t("wayIn.teachers")}
        </Opener>
      </nav>
    </>
  );
}
