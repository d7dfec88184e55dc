/** What can be done with a draft, once nothing is wrong with it. */
import { useEffect, useRef, useState } from "react";
import { plainRun } from "../../world/scenario/run-spec.ts";
import type { Scenario } from "../../world/scenario/scenario.ts";
import { named } from "../dropped-files.ts";
import { type Draft, draftOf } from "../editor/draft.ts";
import type { KeptDraft } from "../editor/editing.ts";
import { asOwn } from "../editor/own.ts";
import type { Problem } from "../editor/problems.ts";
import { message } from "../error-text.ts";
import { openFiles } from "../open-files.ts";
import { useSession } from "../page-context.ts";
import { saveFile } from "../save-file.ts";
import type { Session } from "../session.ts";
import { addressOfRun } from "../share.ts";
import { seedIn } from "../shown-run.ts";
import { openOnFirstRequest } from "../strides.ts";
import { t } from "../text.ts";
import { CopyField } from "./CopyField.tsx";

interface EditorWaysProps {
  /** Undefined: something is wrong. */
  readonly scenario: Scenario | undefined;
  readonly problems: readonly Problem[];
  readonly kept: React.RefObject<KeptDraft | undefined>;
  /** Another in place of the one there is. */
  readonly onDraft: (draft: Draft) => void;
  readonly onClose: () => void;
}

export function EditorWays({ scenario, problems, kept, onDraft, onClose }: EditorWaysProps) {
  const session = useSession();
  const [said, setSaid] = useState("");
  const [address, setAddress] = useState<string | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  // Of what was written before it is none.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever it is another
  useEffect(() => setAddress(undefined), [scenario]);
  const own = () => (scenario === undefined ? undefined : asOwn(scenario));
  const open = (files: readonly File[]) =>
    void openDraft(session, files).then(
      ({ name, draft }) => {
        onDraft(draft);
        setSaid(t("editor.opened", { name }));
      },
      (error) => setSaid(message(error)),
    );
  useEffect(() => {
    // Before the page, which would load it in place of the world there is.
    const drop = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      open(files);
    };
    document.addEventListener("drop", drop);
    return () => document.removeEventListener("drop", drop);
  });
  const tryIt = () => {
    const made = own();
    if (made === undefined) return;
    onClose();
    session.track(tried(session, made, kept));
  };
  const save = () => {
    const made = own();
    if (made === undefined) return;
    const file = new File([`${JSON.stringify(made, null, 2)}\n`], `${made.id}.json`, {
      type: "application/json",
    });
    saveFile(file);
    setSaid(t("editor.saved", { name: file.name }));
  };
  const share = () => {
    const made = own();
    if (made === undefined) return;
    addressOfRun(session, plainRun(made, seedIn(session.store.getState()))).then(setAddress, (error) =>
      setSaid(message(error)),
    );
  };
  const [first] = problems;
  return (
    <footer>
      <p role="status" className={first === undefined ? "right" : "wrong"}>
        {first === undefined
          ? t("editor.right")
          : t("editor.wrong", { count: problems.length, first: `${first.field}: ${first.why}` })}
      </p>
      <div className="ways">
        {first === undefined ? null : (
          <button type="button" onClick={(event) => showWrong(event.currentTarget)}>
            {t("editor.show")}
          </button>
        )}
        <button type="button" className="main" disabled={scenario === undefined} onClick={tryIt}>
          {t("editor.tryIt")}
        </button>
        <button type="button" disabled={scenario === undefined} onClick={save}>
          {t("editor.save")}
        </button>
        <button type="button" onClick={() => input.current?.click()}>
          {t("editor.openFile")}
        </button>
        <button type="button" disabled={scenario === undefined} onClick={share}>
          {t("editor.address")}
        </button>
        <button
          type="button"
          onClick={() => {
            const { run } = session;
            if (run !== undefined) onDraft(draftOf(run));
          }}
        >
          {t("editor.again")}
        </button>
        <span role="status">{said}</span>
      </div>
      {address === undefined ? null : (
        <CopyField label={t("editor.addressOf")} text={address} onSaid={setSaid} />
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("editor.openFile")}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          if (files.length > 0) open(files);
        }}
      />
    </footer>
  );
}

/** To the first field that is wrong, in this button's dialog. What has no field is said beside the button. */
function showWrong(button: HTMLElement): void {
  button.closest(".editor")?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
}

/** It runs from its beginning, and what was written goes on being written. */
async function tried(
  session: Session,
  scenario: Scenario,
  kept: React.RefObject<KeptDraft | undefined>,
): Promise<void> {
  const { host, ...shown } = session.store.getState();
  try {
    await session.load({ scenario, seed: seedIn(shown), host });
    if (kept.current !== undefined) kept.current = { draft: scenario, of: scenario };
    await openOnFirstRequest(session);
  } catch {
    // The page has been told.
  }
}

/** The draft that a file makes. Rejects with what was wrong with it, in one line. */
async function openDraft(
  session: Session,
  files: readonly File[],
): Promise<{ readonly name: string; readonly draft: Draft }> {
  const opened = await openFiles(named(files), seedIn(session.store.getState()));
  if (opened.kind !== "scenario") throw new RangeError(t("editor.noScenario", { name: opened.name }));
  return { name: opened.name, draft: draftOf(opened.run) };
}
