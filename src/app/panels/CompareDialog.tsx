/** Runs beside each other, and one run many times: a race, and a sweep. Over the page, which goes on. */
import { useEffect, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useSession, useView } from "../page-context.ts";
import type { PopupProps } from "../popup-props.ts";
import { Racing } from "../racing.ts";
import { Sweeping } from "../sweeping.ts";
import { t } from "../text.ts";
import { OneOf } from "./OneOf.tsx";
import { RacePanel } from "./RacePanel.tsx";
import { SweepPanel } from "./SweepPanel.tsx";

const KINDS = ["race", "sweep"] as const;

export function CompareDialog({ onClose }: PopupProps) {
  const session = useSession();
  const { gate } = session.time;
  const compared = useView((state) => state.compared);
  const [kind, setKind] = useState<(typeof KINDS)[number]>(compared?.kind ?? "race");
  // What is set is set anew for each file.
  const [shown, setShown] = useState({ compared, number: 0 });
  if (shown.compared !== compared) {
    setShown({ compared, number: shown.number + 1 });
    if (compared !== undefined) setKind(compared.kind);
  }
  // What was run stays while one looks at the other.
  const [racing] = useState(() => new Racing());
  const [sweeping] = useState(() => new Sweeping());
  useEffect(
    () => () => {
      racing.cancel();
      sweeping.cancel();
    },
    [racing, sweeping],
  );
  const close = () => {
    session.store.setState({ compared: undefined });
    onClose();
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => isOpen || close()}>
      <Modal className="compare-modal">
        <Dialog className="dialog compare">
          <header>
            <Heading slot="title">{t("compare.title")}</Heading>
            <OneOf
              label={t("compare.kinds")}
              choices={KINDS.map((id) => ({ id, name: t(`compare.${id}`) }))}
              chosen={kind}
              onChoose={setKind}
            />
            <span className="space" />
            <Button slot="close">{t("compare.close")}</Button>
          </header>
          {/* What comes is not to be seen yet, nor in another run. */}
          {gate !== undefined ? (
            <p>{gate.why(t)}</p>
          ) : kind === "race" ? (
            <RacePanel key={shown.number} racing={racing} />
          ) : (
            <SweepPanel key={shown.number} sweeping={sweeping} />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
