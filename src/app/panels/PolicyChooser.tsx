/** Which rules the local node follows: before a run begins the world is built anew, later the node changes its software. */

import { policyIds } from "../../node/policies/ids.ts";
import { LOCAL_NODE } from "../../world/record.ts";
import { useSession, useView } from "../page-context.ts";
import { perform } from "../perform.ts";
import { policyHint, policyName } from "../policy-text.ts";
import type { Session } from "../session.ts";
import { policyIn } from "../shown-run.ts";
import { reopen } from "../strides.ts";
import { t } from "../text.ts";
import { Chooser } from "./Chooser.tsx";

export function PolicyChooser() {
  const session = useSession();
  const policy = useView(policyIn);
  return (
    <Chooser
      className="chooser policy"
      label={t("bar.policy")}
      isLabelled
      choices={policyIds.map((id) => ({ id, name: policyName(id), hint: policyHint(id) }))}
      chosen={policy}
      onChoose={(chosen) => void choose(session, chosen)}
    />
  );
}

async function choose(session: Session, policy: string): Promise<void> {
  const shown = session.store.getState();
  if (policy === policyIn(shown)) return;
  if ((shown.played || session.playhead.isBehind || session.told?.ended !== undefined) && session.at > 0) {
    await perform(session, () => session.act({ kind: "setPolicy", node: LOCAL_NODE, policy }));
  } else await reopen(session, { policy }).catch(() => {});
}
