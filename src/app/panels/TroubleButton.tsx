/** Where the panel of troubles is away, its acts behind one button: on the selected peer. */
import { peerMenu } from "../late-parts.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { peerForTrouble } from "../peer-acts.ts";
import { t } from "../text.ts";
import { Opener } from "./Opener.tsx";

export function TroubleButton() {
  const session = useSession();
  const selected = useView((state) => state.selectedPeer);
  useShown(({ view }) => view.peers.map(({ name }) => name));
  const peer = peerForTrouble(session.view.peers, selected);
  if (peer === undefined) return null;
  return (
    <Opener opens="menu" part={peerMenu} given={{ name: peer.name }} className="trouble-button">
      {t("trouble.title")}: <b>{peer.name}</b> <span aria-hidden="true">▴</span>
    </Opener>
  );
}
