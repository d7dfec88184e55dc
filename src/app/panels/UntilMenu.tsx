/** What the run can be let go on until, as a list; it lands where that comes true, and stands there. */
import { Menu, MenuItem, Popover } from "react-aria-components";
import { useSession, useView } from "../page-context.ts";
import type { PopupProps } from "../popup-props.ts";
import { t } from "../text.ts";
import { runUntil, untilChoices } from "../until.ts";

export function UntilMenu({ opener, onClose }: PopupProps) {
  const session = useSession();
  const peer = useView((state) => state.selectedPeer);
  const choices = untilChoices(session.view, peer);
  return (
    <Popover triggerRef={opener} isOpen onOpenChange={(isOpen) => isOpen || onClose()} placement="top start">
      <Menu
        aria-label={t("until.label")}
        autoFocus="first"
        className="menu-list"
        onAction={(key) => {
          const choice = choices.find(({ id }) => id === key);
          if (choice !== undefined) void runUntil(session, choice).catch(() => {});
        }}
        onClose={onClose}
      >
        {choices.map(({ id, words }) => (
          <MenuItem key={id} id={id} textValue={words}>
            {words}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
