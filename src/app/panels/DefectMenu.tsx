/** The defects of the article's program as a list to tick: a class can hunt them, and mend them one by one. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { defects, policies } from "../../world/policy-catalogue.ts";
import type { Scenario } from "../../world/scenario.ts";
import { useSession, useView } from "../page-context.ts";
import { t } from "../text.ts";

export function DefectMenu() {
  const session = useSession();
  const policy = useView((state) => state.policy);
  const scenario = useView((state) => state.scenario);
  const all = policies.get(policy)?.defects ?? [];
  if (all.length === 0 || scenario === undefined) return null;
  const on = scenario.defects ?? all;
  const mend = (ids: ReadonlySet<string>) => {
    const changed: Scenario = { ...scenario, defects: all.filter((id) => ids.has(id)) };
    void session.reload({ scenario: changed, policy }).catch(() => {});
  };
  return (
    <MenuTrigger>
      <Button className="defects" aria-label={t("bar.defectsOn", { on: on.length, all: all.length })}>
        <small>{t("bar.defects")}</small> {on.length} / {all.length} <span aria-hidden="true">▾</span>
      </Button>
      <Popover>
        <Menu
          className="menu-list wide habits"
          selectionMode="multiple"
          selectedKeys={on}
          onSelectionChange={(keys) => mend(keys === "all" ? new Set(all) : new Set([...keys].map(String)))}
        >
          {defects.map(({ id, does, right }) => (
            <MenuItem key={id} id={id} textValue={id}>
              <b>{id}</b>
              <small>{does}</small>
              <small className="cost">{t("bar.right", { right })}</small>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
