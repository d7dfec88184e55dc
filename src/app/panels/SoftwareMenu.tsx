/** By which rules a peer plays: another client on the same disk. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { PeerView } from "../../replay/peer-view.ts";
import { policyIds } from "../../world/policy-catalogue.ts";
import { useWorld } from "../page-context.ts";
import { policyHint, policyName } from "../policy-text.ts";
import { t } from "../text.ts";
import { besideOrAbove } from "./BehaviourMenu.tsx";
import { perform } from "./PeersPanel.tsx";

export function SoftwareMenu({ peer }: { peer: PeerView | undefined }) {
  const session = useWorld();
  return (
    <MenuTrigger>
      <Button
        className="software"
        isDisabled={peer === undefined}
        aria-label={t("trouble.softwareOf", { peer: peer?.name ?? "" })}
      >
        {t("trouble.software")} …
      </Button>
      <Popover placement={besideOrAbove()}>
        <Menu
          className="menu-list wide habits"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={peer?.policy === undefined ? [] : [peer.policy]}
          onSelectionChange={(keys) => {
            const [policy] = [...keys].map(String);
            if (peer === undefined || policy === undefined || policy === peer.policy) return;
            void perform(session, () => session.act({ kind: "setPolicy", node: peer.name, policy }));
          }}
        >
          {policyIds.map((id) => (
            <MenuItem key={id} id={id} textValue={policyName(id)}>
              <b>{policyName(id)}</b>
              <small>{policyHint(id)}</small>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
