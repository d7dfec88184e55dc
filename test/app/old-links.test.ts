/** A link that somebody has made once opens for ever: on the run, the moment and the selection that it was made of. */
import { expect, test } from "vitest";
import { viewDigest } from "../../src/replay/view-digest.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { US_PER_SECOND } from "../../src/sim/time.ts";
import { runToEnd } from "../world/worlds.ts";
import { readLink } from "./read-link.ts";

interface OldLink {
  readonly version: number;
  readonly hash: string;
  readonly selected: string;
  /** Of all records up to its moment. */
  readonly digest: string;
}

/** One of each version that there has been: never changed, only added to. */
const LINKS: readonly OldLink[] = [
  {
    version: 1,
    hash: "#1.eJzVlk2P0zAQhv9K9J4NynY_QL7RXRYuKypxRD14naExdcfBnm5UVfnvyE66X1oQEgjUXJIZeTLPO2N5vEfcMvQexkqC_lI-sn1LrblzYRtH71djJUToWa2wdtxAI_nQY1g-2CTzhyAFDg1B4xKDghHo07o8OaIL3tkdNGyIBIVkiU104RHIUsGaTlxgaCyIYnVVJeImVdITy64St6FUZQiKlbSGK2mpCtJSTK-hYFvjirJbH-x6vhNK0CcjgxqdCfqsGNGwbWlKmzpjHa8-kw3cJOiLuh4UbOAkhjPbHi2ZhmJaULyhlMyKxsI4vvZu1cqCYiaGPlPoHTehn0_pTmeDQkOm8Y7pPsPbi4LhDlV91eVoBe94PUH5YI3PqZvQsw-mKYIWFMefQPPWe4WWcn7oWmHb_WzZoLBx7Hh1iGKSPsQ1NCKthJJAISMspjaNq7Jn3AxP9sbyvtTY5Jf6TcTRKprfTVpLt14M-uZEKN6koswbIba7bJ3n1nRPMF_WPZs2n_r79POjpr_8f_S_PlX-VNjVUbfl_VHTXx81_Yejpv_47-gfT3JPJrINhfn71pHcT7daQZz4fBf4xFQmdjUNuDuKqUz4k0EhETXQb555883h_DC1E3myQuO5NfwA3t7xKQ",
    selected: "C",
    digest: "8d8794c330d69e4f76e99c6cd8a0aedd6f1d28ff432936c30bc3e43e2eb4b931",
  },
];

test.each(LINKS)(
  "a link of version $version opens on what it was made of",
  async ({ hash, selected, digest }) => {
    const read = await readLink(hash);
    if (!read.ok) throw new Error(read.error);
    const { run, at, selected: found } = read.link;
    expect(found).toBe(selected);
    const acts = run.acts.map(({ at: when, act }) => ({ atSeconds: when / US_PER_SECOND, act }));
    const { records } = runToEnd(
      { ...run.scenario, acts: [...run.scenario.acts, ...acts] },
      { seed: run.seed, policy: run.policy },
    );
    const view = new WorldView(run.scenario.peers, run.scenario.peerPolicy ?? run.scenario.policy);
    view.apply(records);
    expect(viewDigest(view.history.at(view.history.positionAt(at)))).toBe(digest);
  },
);
