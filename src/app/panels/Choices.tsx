/** A list to choose one thing from. */
import { ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { PopupProps } from "../popup-props.ts";

export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly hint?: string;
  /** The language of its name, where it is not the page's. */
  readonly tag?: string;
}

interface ChoicesProps extends PopupProps {
  /** What is chosen of. */
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: string | undefined;
  /** Also when it is the one chosen already. */
  readonly onChoose: (id: string) => void;
}

export function Choices({ label, choices, chosen, onChoose, opener, onClose }: ChoicesProps) {
  return (
    <Popover triggerRef={opener} isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      <ListBox
        aria-label={label}
        autoFocus
        className={choices.some(({ hint }) => hint !== undefined) ? "menu-list wide" : "menu-list"}
        items={choices}
        selectionMode="single"
        disallowEmptySelection
        // Of two equal lists the first is shown as it was.
        {...{ allowDuplicateSelectionEvents: true }}
        selectedKeys={chosen === undefined ? [] : [chosen]}
        onSelectionChange={(keys) => {
          const [id] = [...keys];
          onClose();
          if (id !== undefined) onChoose(String(id));
        }}
      >
        {({ id, name, hint, tag }) => (
          <ListBoxItem id={id} textValue={name}>
            {hint === undefined ? <span lang={tag}>{name}</span> : <b>{name}</b>}
            {hint === undefined ? null : <small>{hint}</small>}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}
