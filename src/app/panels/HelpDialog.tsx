/** Help: the idea in three lines, the words of the trade, and every key from the one list there is. */
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { KeyBinding } from "../key-binding.ts";
import { LANES_KEYS } from "../lanes-keys.ts";
import { t } from "../text.ts";

const WORDS = [
  "header",
  "work",
  "tip",
  "stale",
  "locator",
  "syncPeer",
  "presync",
  "inFlight",
  "window",
  "stall",
] as const;

interface HelpDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly keys: readonly KeyBinding[];
}

export function HelpDialog({ isOpen, onClose, keys }: HelpDialogProps) {
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal>
        <Dialog className="dialog">
          <Heading slot="title">{t("help.title")}</Heading>
          <p>{t("help.intro")}</p>
          <p>{t("help.read")}</p>
          <details className="glossary">
            <summary>{t("glossary.title")}</summary>
            <dl>
              {WORDS.map((id) => (
                <div key={id}>
                  <dt>{t(`glossary.${id}.word`)}</dt>
                  <dd>{t(`glossary.${id}.means`)}</dd>
                </div>
              ))}
            </dl>
          </details>
          <h3>{t("help.keys")}</h3>
          <dl className="keys">
            {keys.map((key) => (
              <div key={key.id}>
                <dt>
                  <kbd>{key.shown}</kbd>
                </dt>
                <dd>{t(`keys.${key.id}`)}</dd>
              </div>
            ))}
          </dl>
          <h3>{t("help.lanesKeys")}</h3>
          <dl className="keys">
            {LANES_KEYS.map(({ id, shown }) => (
              <div key={id}>
                <dt>
                  <kbd>{shown}</kbd>
                </dt>
                <dd>{t(`lanesKeys.${id}`)}</dd>
              </div>
            ))}
          </dl>
          <p>{t("help.lanesDrag")}</p>
          {/* The build writes it. */}
          {import.meta.env.PROD ? (
            <p>
              <a href="third-party-notices.txt" target="_blank" rel="noreferrer">
                {t("help.notices")}
              </a>
            </p>
          ) : null}
          <Button slot="close">{t("help.close")}</Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
