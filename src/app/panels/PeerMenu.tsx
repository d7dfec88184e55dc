/** What one may do to a peer, beside its row: acts, and on to its habits and its software. */
import { useState } from "react";
import { Menu, MenuItem, Popover } from "react-aria-components";
import { useSession, useShown } from "../page-context.ts";
import { actOn, PEER_ACTS, type PeerAct, wouldDoSomething } from "../peer-acts.ts";
import { perform } from "../perform.ts";
import type { PopupProps } from "../popup-props.ts";
import { t } from "../text.ts";
import { BehaviourMenu } from "./BehaviourMenu.tsx";
import { SoftwareMenu } from "./SoftwareMenu.tsx";

/** The menus that follow this one, with the words for them. */
const FURTHER = { habits: "trouble.more", software: "trouble.software" } as const;
type Further = keyof typeof FURTHER;

export function PeerMenu(props: { name: string } & PopupProps) {
  const [shown, show] = useState<Further | "acts" | undefined>("acts");
  // The button gets the focus back before the next menu takes it, and gets it again from that one.
  const goOn = (further: Further) => {
    show(undefined);
    requestAnimationFrame(() => requestAnimationFrame(() => show(further)));
  };
  if (shown === undefined) return null;
  if (shown === "habits") return <BehaviourMenu {...props} />;
  if (shown === "software") return <SoftwareMenu {...props} />;
  return <ActsMenu {...props} onFurther={goOn} />;
}

function ActsMenu({
  name,
  opener,
  onClose,
  onFurther,
}: { name: string; onFurther: (further: Further) => void } & PopupProps) {
  const session = useSession();
  const idle = useShown(({ view }) => {
    const peer = view.peer(name);
    return PEER_ACTS.filter((act) => peer === undefined || !wouldDoSomething(peer, act));
  });
  const title = t("peers.menu", { peer: name });
  return (
    <Popover triggerRef={opener} isOpen onOpenChange={(isOpen) => isOpen || onClose()} placement="right top">
      <p className="menu-head" aria-hidden="true">
        {title}
      </p>
      <Menu aria-label={title} autoFocus="first" className="menu-list" disabledKeys={idle} onClose={onClose}>
        {PEER_ACTS.map((act: PeerAct) => (
          <MenuItem
            key={act}
            id={act}
            textValue={t(`trouble.${act}`)}
            onAction={() => void perform(session, () => session.act(actOn(name, act)))}
          >
            <b>{t(`trouble.${act}`)}</b>
            <small>{t(`trouble.${act}Hint`)}</small>
          </MenuItem>
        ))}
        {(["habits", "software"] as const).map((further) => (
          <MenuItem
            key={further}
            id={further}
            textValue={t(FURTHER[further])}
            shouldCloseOnSelect={false}
            onAction={() => onFurther(further)}
          >
            <b>{t(FURTHER[further])} …</b>
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
