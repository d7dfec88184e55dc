/** Starts the page. */
import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createHost } from "../runtime/create-host.ts";
import { App } from "./App.tsx";
import { addressOf, readAddress, themeIn } from "./address.ts";
import { message } from "./error-text.ts";
import { createHeadwayApi } from "./headway-api.ts";
import { fetchWhenIdle } from "./late-parts.ts";
import { SessionContext } from "./page-context.ts";
import { Session } from "./session.ts";
import { openOnFirstRequest } from "./strides.ts";
import "./styles/page.css";
import { firstTheme, showTheme } from "./theme.ts";
import { createViewStore } from "./view-state.ts";

const askedTheme = themeIn(location.search);
const theme = firstTheme(askedTheme);
showTheme(theme);
const session = new Session(createViewStore(theme), createHost);
const ready = loadFirst();
session.track(ready);
window.headway = createHeadwayApi(session, ready);
void ready.finally(fetchWhenIdle).catch(() => {});

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
  const problems: string[] = [];
  try {
    const asked = await readAddress(location.search);
    problems.push(...asked.problems);
    await session.load(asked.load);
  } catch (error) {
    problems.push(message(error));
    await session.load((await readAddress("")).load);
  }
  await openOnFirstRequest(session);
  if (problems.length > 0) session.store.setState({ error: problems.join("; ") });
  session.store.subscribe((state) => {
    const search = addressOf(state, askedTheme !== undefined || state.theme !== theme);
    if (search !== location.search) history.replaceState(null, "", `${location.pathname}${search}`);
  });
}
