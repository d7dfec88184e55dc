/** A world of one's own, without JSON: from the one that is shown, tried at once, saved, opened and given away. */
import { useMemo, useRef, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { RunSpec } from "../../world/scenario/run-spec.ts";
import { type Draft, draftOf } from "../editor/draft.ts";
import { EditingContext, type KeptDraft } from "../editor/editing.ts";
import { checkDraft } from "../editor/problems.ts";
import { useSession, useView } from "../page-context.ts";
import { t } from "../text.ts";
import { EditorActs } from "./EditorActs.tsx";
import { EditorChain } from "./EditorChain.tsx";
import { More, NumberField, TextField } from "./EditorFields.tsx";
import { EditorLinks } from "./EditorLinks.tsx";
import { EditorNode } from "./EditorNode.tsx";
import { EditorPeers } from "./EditorPeers.tsx";
import { EditorWays } from "./EditorWays.tsx";

export interface EditorDialogProps {
  /** What was written when it was closed. */
  readonly kept: React.RefObject<KeptDraft | undefined>;
  readonly onClose: () => void;
}

export function EditorDialog({ kept, onClose }: EditorDialogProps) {
  const { gate } = useSession().time;
  const run = useView((state) => state.run);
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => isOpen || onClose()}>
      <Modal className="compare-modal">
        <Dialog className="dialog compare editor">
          <header>
            <Heading slot="title">{t("editor.title")}</Heading>
            <span className="space" />
            <Button slot="close">{t("editor.close")}</Button>
          </header>
          {/* What comes may stand in it. */}
          {gate !== undefined ? <p>{gate.why(t)}</p> : null}
          {gate === undefined && run !== undefined ? (
            <Editor run={run} kept={kept} onClose={onClose} />
          ) : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Editor({ run, kept, onClose }: EditorDialogProps & { readonly run: RunSpec }) {
  const [draft, setDraft] = useState<Draft>(() =>
    kept.current?.of === run.scenario ? kept.current.draft : draftOf(run),
  );
  /** Another draft in place of this one: what stood in its fields goes, too. */
  const [place, setPlace] = useState(0);
  const latest = useRef(draft);
  const { scenario, problems } = useMemo(() => checkDraft(draft), [draft]);
  const take = (next: Draft) => {
    latest.current = next;
    kept.current = { draft: next, of: run.scenario };
    setDraft(next);
  };
  const change = (next: (draft: Draft) => Draft) => take(next(latest.current));
  return (
    <EditingContext value={{ draft, problems, change }}>
      <div className="draft" key={place}>
        <TextField path="title" label={t("editor.worldName")} />
        <EditorPeers />
        <EditorLinks />
        <EditorChain />
        <EditorNode />
        <EditorActs />
        <More paths={["caption", "deadlineSeconds", "quietSeconds"]}>
          <TextField path="caption" label={t("editor.caption")} />
          <NumberField path="deadlineSeconds" label={t("editor.deadline")} />
          <NumberField path="quietSeconds" label={t("editor.quiet")} />
        </More>
      </div>
      <EditorWays
        scenario={scenario}
        problems={problems}
        kept={kept}
        onDraft={(next) => {
          take(next);
          setPlace(place + 1);
        }}
        onClose={onClose}
      />
    </EditingContext>
  );
}
