/** The lessons there are; one press begins one. */
import { Dialog, Heading, Popover } from "react-aria-components";
import { builtInLessons } from "../../lessons/built-in.ts";
import { message } from "../error-text.ts";
import { numberedTitle } from "../lesson-title.ts";
import { lessonInWords } from "../lesson-words.ts";
import { LoadEnded } from "../loads.ts";
import { openLesson } from "../open-lesson.ts";
import { useSession, useView } from "../page-context.ts";
import type { PopupProps } from "../popup-props.ts";
import { t } from "../text.ts";

interface LessonsDialogProps extends PopupProps {
  /** Where there is more for who teaches: opens it. */
  readonly onTeachers?: () => void;
}

export function LessonsDialog({ opener, onClose, onTeachers }: LessonsDialogProps) {
  const session = useSession();
  const shown = useView((state) => state.lesson?.lesson.id);
  const begin = (id: string) => {
    onClose();
    session.track(
      openLesson(session, id).catch((error) => {
        if (!(error instanceof LoadEnded)) session.store.setState({ error: message(error) });
      }),
    );
  };
  return (
    <Popover triggerRef={opener} isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog className="lessons">
        <Heading slot="title">{t("lessons.title")}</Heading>
        <ol>
          {builtInLessons.map(lessonInWords).map((lesson) => (
            <li key={lesson.id}>
              <button type="button" aria-pressed={shown === lesson.id} onClick={() => begin(lesson.id)}>
                <b>{numberedTitle(lesson)}</b> <small>{t(`lessons.level.${lesson.level}`)}</small>
                <span>{lesson.goal}</span>
              </button>
            </li>
          ))}
        </ol>
        {onTeachers === undefined ? null : (
          <button
            type="button"
            className="teachers-door"
            onClick={() => {
              onClose();
              onTeachers();
            }}
          >
            {t("wayIn.teachers")}
          </button>
        )}
      </Dialog>
    </Popover>
  );
}
