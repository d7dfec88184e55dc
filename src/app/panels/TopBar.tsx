/** What runs: scenario and seed; and what belongs to the page: file, theme, help. */
import { useRef } from "react";
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { builtInScenarios } from "../../scenarios/built-in.ts";
import { useSession, useView } from "../page-context.ts";
import { captionOf, t, titleOf } from "../text.ts";
import { setTheme } from "../theme.ts";
import { THEMES, type Theme } from "../view-state.ts";
import { DefectMenu } from "./DefectMenu.tsx";
import { Logo } from "./Logo.tsx";
import { PolicyChooser } from "./PolicyChooser.tsx";

interface TopBarProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onHelp: () => void;
}

export function TopBar({ onFiles, onHelp }: TopBarProps) {
  const session = useSession();
  const scenario = useView((state) => state.scenario);
  const seed = useView((state) => state.seed);
  const host = useView((state) => state.host);
  const theme = useView((state) => state.theme);
  const input = useRef<HTMLInputElement>(null);
  const builtIn = builtInScenarios.some(({ id }) => id === scenario?.id);
  const items = builtIn || scenario === undefined ? builtInScenarios : [scenario, ...builtInScenarios];
  const policy = useView((state) => state.policy);
  const load = (id: string) => {
    const chosen = items.find((item) => item.id === id);
    if (chosen !== undefined) void session.load({ scenario: chosen, seed, host }).catch(() => {});
  };
  return (
    <header className="bar">
      <h1>
        <Logo /> {t("app.name")}
      </h1>
      <Select
        className="chooser"
        aria-label={t("bar.scenario")}
        value={scenario?.id ?? null}
        onChange={(id) => load(String(id))}
      >
        <Button>
          <small>{t("bar.scenario")}</small> <SelectValue /> <span aria-hidden="true">▾</span>
        </Button>
        <Popover>
          <ListBox items={items} className="menu-list wide">
            {(item) => (
              <ListBoxItem id={item.id} textValue={titleOf(item)}>
                <b>{titleOf(item)}</b>
                <small>{captionOf(item)}</small>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </Select>
      <Button
        className="seed"
        aria-label={`${t("bar.seed")} ${seed}. ${t("bar.newSeed")}`}
        onPress={() => void session.reload({ seed: seed + 1, policy }).catch(() => {})}
      >
        <small>{t("bar.seed")}</small> <code>{seed}</code> <span aria-hidden="true">⟳</span>
      </Button>
      <PolicyChooser />
      <DefectMenu />
      <span className="space" />
      <Button className="open" onPress={() => input.current?.click()}>
        {t("bar.open")}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("bar.openHint")}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          onFiles(files);
        }}
      />
      <Select
        className="theme"
        aria-label={t("bar.theme")}
        value={theme}
        onChange={(chosen) => setTheme(session.store, chosen as Theme)}
      >
        <Button>
          <SelectValue /> <span aria-hidden="true">▾</span>
        </Button>
        <Popover>
          <ListBox className="menu-list">
            {THEMES.map((name) => (
              <ListBoxItem key={name} id={name} textValue={t(`theme.${name}`)}>
                {t(`theme.${name}`)}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </Select>
      <Button className="square" aria-label={t("bar.help")} onPress={onHelp}>
        ?
      </Button>
    </header>
  );
}
