/** Starts the page. */
import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createHost } from "../runtime/create-host.ts";
import { App } from "./App.tsx";
import { createHeadwayApi, findScenario } from "./headway-api.ts";
import { SessionContext } from "./page-context.ts";
import { message, Session } from "./session.ts";
import "./styles/page.css";
import { firstTheme, showTheme } from "./theme.ts";
import { createViewStore } from "./view-state.ts";

const FIRST_SCENARIO = "first-visit";

const address = new URLSearchParams(location.search);
const theme = firstTheme(address);
showTheme(theme);
const session = new Session(createViewStore(theme), createHost);
window.headway = createHeadwayApi(session, loadFirst());

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <SessionContext value={session}>
      <App />
    </SessionContext>
  </StrictMode>,
);

/** The world the address asks for; if it cannot be had, the page says why and shows the first one. */
async function loadFirst(): Promise<void> {
  const host = address.get("host") === "single-thread" ? "single-thread" : "workers";
  const seed = Number(address.get("seed") ?? 1);
  const asked = address.get("scenario") ?? FIRST_SCENARIO;
  try {
    await session.load({ scenario: findScenario(asked), seed, host });
  } catch (error) {
    const why = message(error);
    await session.load({ scenario: findScenario(FIRST_SCENARIO), seed: 1, host });
    session.store.setState({ error: why });
    return;
  }
  if (asked === FIRST_SCENARIO) await session.openOnFirstRequest();
}
