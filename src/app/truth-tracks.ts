/** What is so in the world that is shown, once the chains it is over have been built anew beside it. */
import { type KnownChains, TruthTrack } from "../replay/truth.ts";
import type { WorldView } from "../replay/world-view.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { JobCrew } from "./job-crew.ts";

interface World {
  readonly scenario: Scenario;
  readonly seed: number;
}

let latest: { readonly key: string; readonly chains: Promise<KnownChains> } | undefined;

/** Of a scenario and seed, in a worker; those asked for last are kept. Rejects where it cannot be loaded. */
export function chainsOf({ scenario, seed }: World): Promise<KnownChains> {
  const key = JSON.stringify([scenario.network, scenario.chain, seed]);
  if (latest?.key === key) return latest.chains;
  const chains = build(scenario, seed);
  latest = { key, chains };
  // It may be had another time.
  chains.catch(() => {
    if (latest?.chains === chains) latest = undefined;
  });
  return chains;
}

async function build(scenario: Scenario, seed: number): Promise<KnownChains> {
  let built: KnownChains = {};
  await new JobCrew().do([{ kind: "chains", scenario, seed }], {
    share: () => {},
    done: (done) => {
      if (done.kind === "chains") built = done.chains;
    },
  });
  return built;
}

/** One for each history: it reads on where it was. */
const tracks = new WeakMap<WorldView["history"], TruthTrack>();

export function trackOf(view: WorldView, chains: KnownChains, { peers }: Scenario): TruthTrack {
  let track = tracks.get(view.history);
  if (track === undefined) {
    track = new TruthTrack(view.history, chains, peers);
    tracks.set(view.history, track);
  }
  return track;
}
