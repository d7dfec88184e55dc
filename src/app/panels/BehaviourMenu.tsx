/** All that a peer may do wrong, as a list to tick: what it does, and what it would cost a real attacker. */
import { Menu, MenuItem, Popover } from "react-aria-components";
import { catalogue } from "../../world/behaviours/catalogue.ts";
import { withHabits } from "../habits.ts";
import { habitText } from "../own-texts.ts";
import { useSession, useShown } from "../page-context.ts";
import { perform } from "../perform.ts";
import type { PopupProps } from "../popup-props.ts";
import { t } from "../text.ts";
import { besideOrAbove } from "./beside.ts";

export function BehaviourMenu({ name = "", opener, onClose }: { name?: string | undefined } & PopupProps) {
  const session = useSession();
  const kinds = useShown(({ view }) => view.peer(name)?.behaviours.map(({ kind }) => kind) ?? []);
  return (
    <Popover
      triggerRef={opener}
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
      placement={besideOrAbove()}
    >
      <Menu
        aria-label={t("trouble.moreWith", { peer: name })}
        autoFocus="first"
        className="menu-list wide habits"
        selectionMode="multiple"
        selectedKeys={kinds}
        onSelectionChange={(keys) => {
          const peer = session.view.peer(name);
          if (peer === undefined || keys === "all") return;
          const ticked = new Set([...keys].map(String));
          void perform(session, () => session.act(withHabits(peer, ticked)));
        }}
        onClose={onClose}
      >
        {catalogue.map(({ kind, sentence, cost }) => (
          <MenuItem key={kind} id={kind} textValue={t(`behaviour.${kind}`)}>
            <b>{t(`behaviour.${kind}`)}</b>
            <small>{habitText(kind, "does", sentence)}</small>
            <small className="cost">{t("trouble.cost", { cost: habitText(kind, "cost", cost) })}</small>
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
