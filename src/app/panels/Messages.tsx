/** What went wrong, and what one should know: in words, in place, without stopping anything. */
import { printableLine } from "../../world/printable.ts";
import { coreText } from "../core-text.ts";
import { useSession, useView } from "../page-context.ts";
import { reopen } from "../strides.ts";
import { t } from "../text.ts";

export function Messages() {
  const session = useSession();
  const error = useView((state) => state.error);
  const notice = useView((state) => state.notice);
  const lightChain = useView((state) => state.chain?.lightChain);
  const silent = useView((state) => state.silent);
  const chain = useView((state) => state.wanted?.run.chain);
  const room = useView((state) => state.room);
  return (
    <div className="messages">
      {room === undefined ? null : (
        <div className="message" role="note">
          {t(`room.${room}`)}{" "}
          <a href={location.pathname} target="_blank" rel="noreferrer">
            {t("room.own")}
          </a>
        </div>
      )}
      {error === undefined ? null : (
        <div className="message bad" role="alert">
          {printableLine(error)}
          <button
            type="button"
            className="small"
            onClick={() => session.store.setState({ error: undefined })}
          >
            {t("notice.dismiss")}
          </button>
        </div>
      )}
      {silent.length === 0 ? null : (
        <div className="message bad" role="status">
          {t("notice.silent", { count: silent.length, parts: silent.join(", ") })}
        </div>
      )}
      {lightChain === undefined ? null : (
        <div className="message" role="status">
          {t("notice.lightChain", { why: coreText(lightChain) })}
          <button
            type="button"
            className="small"
            onClick={() => void reopen(session, { minimumChainWork: "0" }).catch(() => {})}
          >
            {t("notice.withoutMinimum")}
          </button>
        </div>
      )}
      {chain === undefined ? null : (
        <div className="message" role="status">
          {t(`link.wants.${chain.kind}`, { digest: chain.digest })}
          <button
            type="button"
            className="small"
            onClick={() => session.store.setState({ wanted: undefined })}
          >
            {t("notice.dismiss")}
          </button>
        </div>
      )}
      {notice === undefined ? null : (
        <div className="message" role="status">
          {printableLine(notice)}
          <button
            type="button"
            className="small"
            onClick={() => session.store.setState({ notice: undefined })}
          >
            {t("notice.dismiss")}
          </button>
        </div>
      )}
    </div>
  );
}
