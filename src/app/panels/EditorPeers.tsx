/** Who is there: name, speed, distance, chain and bad habits of each. */
import { policyIds } from "../../node/policies/ids.ts";
import { DISTANCES, SPEEDS } from "../editor/choices.ts";
import { useEditing, useField } from "../editor/editing.ts";
import { addPeer, removePeer, renamePeer } from "../editor/nodes.ts";
import { policyName } from "../policy-text.ts";
import { t } from "../text.ts";
import { ChoiceField, Item, More, NameField, NumberField, Why } from "./EditorFields.tsx";
import { EditorHabits } from "./EditorHabits.tsx";

const speeds = () => Object.entries(SPEEDS).map(([id, value]) => ({ value, name: t(`editor.speeds.${id}`) }));
const distances = () =>
  Object.entries(DISTANCES).map(([id, value]) => ({ value, name: t(`editor.distances.${id}`) }));
/** Every policy, as an option. */
export const policies = () => policyIds.map((id) => ({ value: id, name: policyName(id) }));

export function EditorPeers() {
  const { draft, change } = useEditing();
  return (
    <section>
      <h3>{t("editor.peers")}</h3>
      <ul>
        {draft.peers.map((peer, i) => (
          <Item
            // A name may change, and two may have the same for a moment.
            // biome-ignore lint/suspicious/noArrayIndexKey: their fields are told apart by their place
            key={i}
            name={t("editor.peer", { name: peer.id })}
            onRemove={draft.peers.length > 1 ? () => change((before) => removePeer(before, i)) : undefined}
          >
            <PeerFields
              path={`peers.${i}`}
              onName={(name) => change((before) => renamePeer(before, i, name))}
            />
          </Item>
        ))}
      </ul>
      <div className="ways">
        <button type="button" onClick={() => change(addPeer)}>
          {t("editor.addPeer")}
        </button>
        <Why path="peers" />
      </div>
    </section>
  );
}

/** A peer of the beginning, or one that joins. */
export function PeerFields({
  path,
  onName,
}: {
  readonly path: string;
  readonly onName: (name: string) => void;
}) {
  const { draft } = useEditing();
  const chain = useField(`${path}.chain`);
  const spare = useField(`${path}.spare`);
  const chains = ["main", ...draft.chain.branches.map(({ id }) => id)];
  const numbers = ["uploadBytesPerSecond", "downloadBytesPerSecond", "link", "height", "policy"];
  return (
    <>
      <div className="fields">
        <NameField path={`${path}.id`} label={t("editor.name")} onName={onName} />
        <ChoiceField
          path={`${path}.uploadBytesPerSecond`}
          label={t("editor.speed")}
          options={speeds()}
          says={false}
        />
        <ChoiceField
          path={`${path}.link.latencyMs`}
          label={t("editor.distance")}
          options={distances()}
          says={false}
        />
        {chains.length > 1 || chain.value !== "main" ? (
          <ChoiceField
            path={`${path}.chain`}
            label={t("editor.hasChain")}
            options={chains.map((id) => ({ value: id, name: id === "main" ? t("editor.main") : id }))}
          />
        ) : null}
        <EditorHabits path={`${path}.behaviours`} />
      </div>
      <More paths={numbers.map((name) => `${path}.${name}`)}>
        <NumberField
          path={`${path}.uploadBytesPerSecond`}
          label={t("editor.upload")}
          hint={t("editor.unlimited")}
        />
        <NumberField
          path={`${path}.downloadBytesPerSecond`}
          label={t("editor.download")}
          hint={t("editor.unlimited")}
        />
        <NumberField path={`${path}.link.latencyMs`} label={t("editor.latency")} />
        <NumberField path={`${path}.link.jitterMs`} label={t("editor.jitter")} />
        <NumberField
          path={`${path}.link.bytesPerSecond`}
          label={t("editor.lineRate")}
          hint={t("editor.unlimited")}
        />
        <NumberField path={`${path}.height`} label={t("editor.height")} hint={t("editor.allOfIt")} />
        <ChoiceField
          path={`${path}.policy`}
          label={t("editor.peerPolicy")}
          options={[{ value: null, name: t("editor.likeOthers") }, ...policies()]}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={spare.value === true}
            onChange={(event) => spare.set(event.currentTarget.checked ? true : undefined)}
          />
          {t("editor.spare")}
        </label>
      </More>
    </>
  );
}
