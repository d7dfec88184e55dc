/** Peers to choose one from, with what each does just now. */
import { useState } from "react";
import { Menu, MenuItem, Popover } from "react-aria-components";
import { useSession, useShown, useView } from "../page-context.ts";
import { phaseText } from "../phase-text.ts";
import type { PopupProps } from "../popup-props.ts";
import { t } from "../text.ts";

export function PeerList({ names: given, opener, onClose }: { names: readonly string[] } & PopupProps) {
  const session = useSession();
  const selected = useView((state) => state.selectedPeer);
  // Whoever gets a lane while one reads stays in the list.
  const [names] = useState(given);
  const does = useShown(({ view, at }) =>
    names.map((name) => {
      const peer = view.peer(name);
      if (peer === undefined) return undefined;
      const owes = peer.inFlight > 0 ? ` · ${t("others.inFlight", { count: peer.inFlight })}` : "";
      return `${phaseText(peer, view, at)}${owes}`;
    }),
  );
  return (
    <Popover triggerRef={opener} isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      <Menu
        aria-label={t("others.list")}
        autoFocus="first"
        className="menu-list wide peers-list"
        selectionMode="single"
        selectedKeys={selected === undefined ? [] : [selected]}
        onAction={(name) => session.select(String(name))}
        onClose={onClose}
      >
        {names.map((name, i) => {
          const what = does[i];
          return (
            <MenuItem key={name} id={name} textValue={name}>
              <b>{name}</b>
              {what === undefined ? null : <small>{what}</small>}
            </MenuItem>
          );
        })}
      </Menu>
    </Popover>
  );
}
