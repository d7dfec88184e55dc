/** The defects of the article's program as a list to tick: a class can hunt them, and mend them one by one. */
import { Menu, MenuItem, Popover } from "react-aria-components";
import { defects } from "../../node/published/defects.ts";
import { defectText } from "../own-texts.ts";
import type { PopupProps } from "../popup-props.ts";
import { t } from "../text.ts";

interface DefectMenuProps extends PopupProps {
  readonly label: string;
  /** Ids of those that are not mended. */
  readonly on: readonly string[];
  readonly onChange: (on: ReadonlySet<string>) => void;
}

export function DefectMenu({ label, on, onChange, opener, onClose }: DefectMenuProps) {
  return (
    <Popover triggerRef={opener} isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      <Menu
        aria-label={label}
        autoFocus="first"
        className="menu-list wide habits"
        selectionMode="multiple"
        selectedKeys={on}
        onSelectionChange={(keys) =>
          onChange(keys === "all" ? new Set(defects.map(({ id }) => id)) : new Set([...keys].map(String)))
        }
        onClose={onClose}
      >
        {defects.map(({ id, does, right }) => (
          <MenuItem key={id} id={id} textValue={id}>
            <b>{id}</b>
            <small>{defectText(id, "does", does)}</small>
            <small className="cost">{t("bar.right", { right: defectText(id, "right", right) })}</small>
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
