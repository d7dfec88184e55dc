/** By which rules a peer plays: another client on the same disk. */
import { Menu, MenuItem, Popover } from "react-aria-components";
import { policyIds } from "../../node/policies/ids.ts";
import { useSession, useShown } from "../page-context.ts";
import { perform } from "../perform.ts";
import { policyHint, policyName } from "../policy-text.ts";
import type { PopupProps } from "../popup-props.ts";
import { t } from "../text.ts";
import { besideOrAbove } from "./beside.ts";

export function SoftwareMenu({ name = "", opener, onClose }: { name?: string | undefined } & PopupProps) {
  const session = useSession();
  const chosen = useShown(({ view }) => view.peer(name)?.policy);
  return (
    <Popover
      triggerRef={opener}
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
      placement={besideOrAbove()}
    >
      <Menu
        aria-label={t("trouble.softwareOf", { peer: name })}
        autoFocus="first"
        className="menu-list wide habits"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={chosen === undefined ? [] : [chosen]}
        onSelectionChange={(keys) => {
          const [policy] = [...keys].map(String);
          if (policy === undefined || policy === session.view.peer(name)?.policy) return;
          void perform(session, () => session.act({ kind: "setPolicy", node: name, policy }));
        }}
        onClose={onClose}
      >
        {policyIds.map((id) => (
          <MenuItem key={id} id={id} textValue={policyName(id)}>
            <b>{policyName(id)}</b>
            <small>{policyHint(id)}</small>
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
