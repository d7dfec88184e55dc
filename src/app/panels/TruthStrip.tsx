/** What is so, below what the local node knows, and told apart from it. */
import { useEffect, useState } from "react";
import type { KnownChains } from "../../replay/truth.ts";
import { layoutTruth } from "../drawings/truth-strip.ts";
import { message } from "../error-text.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { scenarioIn, seedIn } from "../shown-run.ts";
import { t } from "../text.ts";
import { truthText } from "../truth-text.ts";
import { chainsOf, trackOf } from "../truth-tracks.ts";
import { Drawing } from "./Drawing.tsx";

export function TruthStrip() {
  const session = useSession();
  const scenario = useView(scenarioIn);
  const seed = useView(seedIn);
  // Of a chain that comes from a file there is nothing but what everybody says.
  const isFile = useView((state) => state.run?.chain !== undefined);
  const [chains, setChains] = useState<KnownChains | undefined>(undefined);
  useEffect(() => {
    if (scenario === undefined || isFile) return undefined;
    let isWanted = true;
    setChains(undefined);
    chainsOf({ scenario, seed }).then(
      (built) => isWanted && setChains(built),
      (error) => isWanted && session.store.setState({ error: message(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [session, scenario, seed, isFile]);
  const truth = () =>
    chains === undefined || scenario === undefined
      ? undefined
      : trackOf(session.view, chains, scenario).at(session.view);
  const isReady = chains !== undefined;
  return (
    <>
      <h3 className="truth-title">
        {t("truth.title")}{" "}
        <small>{isFile ? t("truth.file") : isReady ? <Said truth={truth} /> : t("truth.loading")}</small>
      </h3>
      <Drawing
        className="truth"
        layout={(box) => layoutTruth(session.view, truth(), box)}
        version={() => session.view.learnt}
      />
    </>
  );
}

function Said({ truth }: { readonly truth: () => Parameters<typeof truthText>[0] }) {
  return useShown(() => truthText(truth()));
}
