/** What one may do to a peer, beside its row. */
import { Menu, MenuItem, Popover } from "react-aria-components";
import type { PeerView } from "../../replay/peer-view.ts";
import type { PopupProps } from "../late-parts.ts";
import { useSession, useShown } from "../page-context.ts";
import { actOn, PEER_ACTS, type PeerAct, wouldDoSomething } from "../peer-acts.ts";
import { perform } from "../perform.ts";
import { t } from "../text.ts";

export function PeerMenu({ peer, opener, onClose }: { peer: PeerView } & PopupProps) {
  const session = useSession();
  const idle = useShown(() => PEER_ACTS.filter((act) => !wouldDoSomething(peer, act)));
  return (
    <Popover triggerRef={opener} isOpen onOpenChange={(isOpen) => isOpen || onClose()} placement="right top">
      <Menu
        aria-label={t("peers.menu", { peer: peer.name })}
        autoFocus="first"
        className="menu-list"
        disabledKeys={idle}
        onAction={(key) => void perform(session, () => session.act(actOn(peer.name, key as PeerAct)))}
        onClose={onClose}
      >
        {PEER_ACTS.map((act) => (
          <MenuItem key={act} id={act} textValue={t(`trouble.${act}`)}>
            <b>{t(`trouble.${act}`)}</b>
            <small>{t(`trouble.${act}Hint`)}</small>
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
