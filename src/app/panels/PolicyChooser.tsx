/** Which rules the local node follows: before a run begins the world is built anew, later the node changes its software. */
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { policyIds } from "../../world/policy-catalogue.ts";
import { LOCAL_NODE } from "../../world/record.ts";
import { useSession, useView } from "../page-context.ts";
import { policyHint, policyName } from "../policy-text.ts";
import type { Session } from "../session.ts";
import { t } from "../text.ts";
import { perform } from "./PeersPanel.tsx";

export function PolicyChooser() {
  const session = useSession();
  const policy = useView((state) => state.policy);
  return (
    <Select
      className="chooser policy"
      aria-label={t("bar.policy")}
      value={policy}
      onChange={(chosen) => void choose(session, String(chosen))}
    >
      <Button>
        <small>{t("bar.policy")}</small> <SelectValue>{policyName(policy)}</SelectValue>{" "}
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover>
        <ListBox className="menu-list wide">
          {policyIds.map((id) => (
            <ListBoxItem key={id} id={id} textValue={policyName(id)}>
              <b>{policyName(id)}</b>
              <small>{policyHint(id)}</small>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

async function choose(session: Session, policy: string): Promise<void> {
  const { played, policy: before } = session.store.getState();
  if (policy === before) return;
  if (played && session.at > 0) {
    await perform(session, () => session.act({ kind: "setPolicy", node: LOCAL_NODE, policy }));
  } else await session.reload({ policy }).catch(() => {});
}
