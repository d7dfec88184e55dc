/** For whoever stands in front of a class: every world with its question, and its answer folded away. */
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { builtInScenarios } from "../../scenarios/built-in.ts";
import { message } from "../error-text.ts";
import { LoadEnded } from "../loads.ts";
import { openLesson } from "../open-lesson.ts";
import { useSession } from "../page-context.ts";
import type { PopupProps } from "../popup-props.ts";
import { captionOf, titleOf } from "../scenario-text.ts";
import type { Session } from "../session.ts";
import { t } from "../text.ts";
import { openBuiltIn } from "../way-in.ts";
import { LessonPlans } from "./LessonPlans.tsx";

export function TeachersDialog({ onClose }: PopupProps) {
  const session = useSession();
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => isOpen || onClose()}>
      <Modal>
        <Dialog className="dialog teachers">
          <Heading slot="title">{t("teachers.title")}</Heading>
          <p>{t("teachers.share")}</p>
          <p>{t("teachers.projector")}</p>
          <LessonPlans
            onOpen={(id) => {
              onClose();
              session.track(openLesson(session, id).catch((error) => sayError(session, error)));
            }}
          />
          <h3>{t("teachers.worlds")}</h3>
          <p>{t("teachers.intro")}</p>
          <ul>
            {builtInScenarios.map((scenario) => (
              <li key={scenario.id}>
                <button
                  type="button"
                  aria-label={t("teachers.open", { title: titleOf(scenario) })}
                  onClick={() => {
                    onClose();
                    void openBuiltIn(session, scenario.id).catch(() => {});
                  }}
                >
                  {titleOf(scenario)}
                </button>
                <p>
                  {captionOf(scenario)} <b>{t(`question.${scenario.id}`)}</b>
                </p>
                <details>
                  <summary>{t("teachers.answer")}</summary>
                  <p>{t(`answer.${scenario.id}`)}</p>
                </details>
              </li>
            ))}
          </ul>
          <Button slot="close">{t("teachers.close")}</Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function sayError(session: Session, error: unknown): void {
  if (!(error instanceof LoadEnded)) session.store.setState({ error: message(error) });
}
