/** A button that says what is chosen and opens the list to choose from. */
import { choices as choicesPart } from "../late-parts.ts";
import type { Choice } from "./Choices.tsx";
import { Opener } from "./Opener.tsx";

interface ChooserProps {
  readonly className: string;
  /** What is chosen of. */
  readonly label: string;
  /** It stands on the button, too. */
  readonly isLabelled?: boolean;
  /** What stands on it in place of the name of what is chosen. */
  readonly short?: string;
  readonly choices: readonly Choice[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

export function Chooser({
  className,
  label,
  isLabelled = false,
  short,
  choices,
  chosen,
  onChoose,
}: ChooserProps) {
  const name = choices.find(({ id }) => id === chosen)?.name ?? "";
  return (
    <div className={className}>
      <Opener
        opens="listbox"
        part={choicesPart}
        given={{ label, choices, chosen, onChoose }}
        className="opener"
        aria-label={`${name} ${label}`}
      >
        {isLabelled ? <small>{label} </small> : null}
        <span className="value">{short ?? name}</span> <span aria-hidden="true">▾</span>
      </Opener>
    </div>
  );
}
