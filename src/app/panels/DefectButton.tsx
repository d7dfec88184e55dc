/** How many of the defects of the article's program are on; there only where the node runs that program. */

import { defectsOf } from "../../node/policies/ids.ts";
import type { Scenario } from "../../world/scenario/scenario.ts";
import { defectMenu } from "../late-parts.ts";
import { useSession, useView } from "../page-context.ts";
import { policyIn, scenarioIn } from "../shown-run.ts";
import { reopen } from "../strides.ts";
import { t } from "../text.ts";
import { Opener } from "./Opener.tsx";

export function DefectButton() {
  const session = useSession();
  const policy = useView(policyIn);
  const scenario = useView(scenarioIn);
  const all = defectsOf(policy);
  if (all.length === 0 || scenario === undefined) return null;
  const on = scenario.defects ?? all;
  const label = t("bar.defectsOn", { on: on.length, all: all.length });
  const mend = (ids: ReadonlySet<string>) => {
    const changed: Scenario = { ...scenario, defects: all.filter((id) => ids.has(id)) };
    void reopen(session, { scenario: changed, policy }).catch(() => {});
  };
  return (
    <Opener
      opens="menu"
      part={defectMenu}
      given={{ label, on, onChange: mend }}
      className="defects"
      aria-label={label}
    >
      <small>{t("bar.defects")}</small> {on.length} / {all.length} <span aria-hidden="true">▾</span>
    </Opener>
  );
}
