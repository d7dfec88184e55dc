/** Compare's files: what is set is saved as one, and one that was opened is left again. */
import { useState } from "react";
import { type Comparison, comparisonFile } from "../compared.ts";
import { message } from "../error-text.ts";
import { useSession } from "../page-context.ts";
import { saveFile } from "../save-file.ts";
import { t } from "../text.ts";

interface SaveComparisonProps {
  readonly comparison: Comparison;
  /** What stands on the button. */
  readonly label: string;
}

export function SaveComparison({ comparison, label }: SaveComparisonProps) {
  const [said, setSaid] = useState("");
  const save = () => {
    try {
      const file = comparisonFile(comparison);
      saveFile(file);
      setSaid(t("compare.saved", { name: file.name }));
    } catch (error) {
      setSaid(message(error));
    }
  };
  return (
    <>
      <button type="button" onClick={save}>
        {label}
      </button>
      <span role="status">{said}</span>
    </>
  );
}

/** Back from the file to the world of the page. */
export function OwnInstead({ isRunning }: { readonly isRunning: boolean }) {
  const session = useSession();
  return (
    <button
      type="button"
      disabled={isRunning}
      onClick={() => session.store.setState({ compared: undefined })}
    >
      {t("compare.instead")}
    </button>
  );
}
