/** Light, dark or projector: from the address, or as chosen last time, or as the system has it. */
import { THEMES, type Theme, type ViewStore } from "./view-state.ts";

const REMEMBERED_AS = "headway-theme";

export function firstTheme(asked: Theme | undefined): Theme {
  const chosen = asked ?? theme(remembered());
  if (chosen !== undefined) return chosen;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function setTheme(store: ViewStore, chosen: Theme): void {
  showTheme(chosen);
  store.setState({ theme: chosen });
  try {
    localStorage.setItem(REMEMBERED_AS, chosen);
  } catch {
    // Storage may be closed to us; the choice then lasts as long as the page.
  }
}

export function showTheme(chosen: Theme): void {
  document.documentElement.dataset["theme"] = chosen;
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED_AS);
  } catch {
    return null;
  }
}

function theme(name: string | null): Theme | undefined {
  return THEMES.find((known) => known === name);
}
