/** Light, dark or projector: from the address, or as chosen last time, or as the system has it. */
import { remember, remembered } from "./remembered.ts";
import { THEMES, type Theme, type ViewStore } from "./view-state.ts";

export function firstTheme(asked: Theme | undefined): Theme {
  const chosen = asked ?? theme(remembered("theme"));
  if (chosen !== undefined) return chosen;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function setTheme(store: ViewStore, chosen: Theme): void {
  showTheme(chosen);
  store.setState({ theme: chosen });
  remember("theme", chosen);
}

export function showTheme(chosen: Theme): void {
  document.documentElement.dataset["theme"] = chosen;
}

function theme(name: string | null): Theme | undefined {
  return THEMES.find((known) => known === name);
}
