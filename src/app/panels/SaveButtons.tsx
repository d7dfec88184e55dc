/** What can be saved of the moment shown. */
import { fetched } from "../../runtime/late-part.ts";
import { message } from "../error-text.ts";
import { useSession, useView } from "../page-context.ts";
import { pagePicture } from "../page-picture.ts";
import { saveFile } from "../save-file.ts";
import type { Session } from "../session.ts";
import { fileName, runFileOf } from "../share.ts";
import { SHIVIZ_PARSER } from "../shiviz.ts";
import { t } from "../text.ts";

type Made = (session: Session, name: string) => File | Promise<File>;

/** By what stands on their buttons. Few need more than one of them. */
const FILES: readonly (readonly [string, () => Promise<Made>])[] = [
  ["run", async () => runFileOf],
  ["picture", async () => pagePicture],
  ["svg", () => import("../page-svg.ts").then((part) => part.svgFile)],
  ["storyboard", () => import("../storyboard.ts").then((part) => part.storyboardFile)],
  ["history", () => import("../log-files.ts").then((part) => part.historyFile)],
  ["shiviz", () => import("../log-files.ts").then((part) => part.shiVizFile)],
];

export function SaveButtons({ onSaid }: { readonly onSaid: (said: string) => void }) {
  const session = useSession();
  const marks = useView((state) => state.marks.length);
  const save = async (name: string, part: () => Promise<Made>) => {
    try {
      const make = await fetched("links", part());
      const file = await make(session, fileName(session));
      saveFile(file);
      onSaid(
        [
          t("share.saved", { name: file.name }),
          name === "shiviz" ? t("share.parser", { parser: SHIVIZ_PARSER }) : "",
        ].join(" "),
      );
    } catch (error) {
      onSaid(message(error));
    }
  };
  const mark = async () => {
    // The one that is shown now, however long it takes to fetch what marks it.
    const { moment } = session.time;
    const { toggleMark } = await fetched("links", import("../storyboard.ts"));
    toggleMark(session, moment);
  };
  return (
    <div className="ways saves">
      <span>{t("share.save")}</span>
      {FILES.map(([name, part]) => (
        <button key={name} type="button" onClick={() => void save(name, part)}>
          {t(`share.${name}`)}
        </button>
      ))}
      <button type="button" onClick={() => void mark()}>
        {t("share.mark")}
      </button>
      <span>{marks === 0 ? "" : t("share.marked", { count: marks })}</span>
    </div>
  );
}
