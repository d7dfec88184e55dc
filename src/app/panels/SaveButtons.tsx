/** What can be saved of the moment shown. */
import { message } from "../error-text.ts";
import { useSession } from "../page-context.ts";
import { pagePicture } from "../page-picture.ts";
import type { Session } from "../session.ts";
import { fileName, runFileOf } from "../share.ts";
import { t } from "../text.ts";

/** A browser may begin to read it a little later. Wall ms. */
const KEPT_MS = 60_000;

const FILES: readonly (readonly [string, (session: Session) => Promise<File>])[] = [
  ["run", async (session) => runFileOf(session)],
  ["picture", (session) => pagePicture(session, fileName(session))],
];

export function SaveButtons({ onSaid }: { readonly onSaid: (said: string) => void }) {
  const session = useSession();
  const save = async (make: (session: Session) => Promise<File>) => {
    try {
      const file = await make(session);
      download(file);
      onSaid(t("share.saved", { name: file.name }));
    } catch (error) {
      onSaid(message(error));
    }
  };
  return (
    <div className="ways saves">
      <span>{t("share.save")}</span>
      {FILES.map(([name, make]) => (
        <button key={name} type="button" onClick={() => void save(make)}>
          {t(`share.${name}`)}
        </button>
      ))}
    </div>
  );
}

function download(file: File): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(file);
  anchor.download = file.name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), KEPT_MS);
}
