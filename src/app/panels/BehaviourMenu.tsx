/** All that a peer may do wrong, as a list to tick: what it does, and what it would cost a real attacker. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { PeerView } from "../../replay/peer-view.ts";
import { catalogue } from "../../world/behaviours/catalogue.ts";
import { useWorld } from "../page-context.ts";
import { withHabits } from "../peer-acts.ts";
import { t } from "../text.ts";
import { perform } from "./PeersPanel.tsx";

/** From this width on there is room beside the button. */
const BESIDE = "(min-width: 900px)";

export function besideOrAbove(): "right bottom" | "top" {
  return window.matchMedia(BESIDE).matches ? "right bottom" : "top";
}

export function BehaviourMenu({ peer }: { peer: PeerView | undefined }) {
  const session = useWorld();
  const chosen = peer?.behaviours.map(({ kind }) => kind) ?? [];
  return (
    <MenuTrigger>
      <Button
        className="more"
        isDisabled={peer === undefined}
        aria-label={[
          t("trouble.moreWith", { peer: peer?.name ?? "" }),
          ...(chosen.length > 0 ? [t("trouble.moreCount", { count: chosen.length })] : []),
        ].join(", ")}
      >
        {t("trouble.more")} {chosen.length > 0 ? <b className="count">{chosen.length}</b> : "…"}
      </Button>
      <Popover placement={besideOrAbove()}>
        <Menu
          className="menu-list wide habits"
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) => {
            if (peer === undefined || keys === "all") return;
            const kinds = new Set([...keys].map(String));
            void perform(session, () => session.act(withHabits(peer, kinds)));
          }}
        >
          {catalogue.map(({ kind, sentence, cost }) => (
            <MenuItem key={kind} id={kind} textValue={t(`behaviour.${kind}`)}>
              <b>{t(`behaviour.${kind}`)}</b>
              <small>{sentence}</small>
              <small className="cost">{t("trouble.cost", { cost })}</small>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
