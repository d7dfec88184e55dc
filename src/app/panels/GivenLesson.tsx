/** The band of the lesson that is being given, once it is here. */
import { useEffect } from "react";
import { lessonBand, useLatePart } from "../late-parts.ts";
import { useView } from "../page-context.ts";

export function GivenLesson() {
  const isGiven = useView((state) => state.lesson !== undefined);
  const { Part: LessonBand, ask } = useLatePart(lessonBand);
  useEffect(() => {
    if (isGiven) ask();
  }, [isGiven, ask]);
  return isGiven && LessonBand !== undefined ? <LessonBand /> : null;
}
