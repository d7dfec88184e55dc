/** What happens when, one thing a line. */
import { policyIds } from "../../node/policies/ids.ts";
import { LOCAL_NODE } from "../../world/record.ts";
import { ACT_KINDS, addAct, withKind } from "../editor/acts.ts";
import { type Draft, withField } from "../editor/draft.ts";
import { useEditing } from "../editor/editing.ts";
import { nodesOf } from "../editor/nodes.ts";
import { nodeName } from "../names-text.ts";
import { policyName } from "../policy-text.ts";
import { t } from "../text.ts";
import { ChoiceField, Item, NumberField, Why } from "./EditorFields.tsx";
import { EditorHabits } from "./EditorHabits.tsx";
import { PeerFields } from "./EditorPeers.tsx";

export function EditorActs() {
  const { draft, change } = useEditing();
  return (
    <section>
      <h3>{t("editor.acts")}</h3>
      <ul>
        {draft.acts.map(({ atSeconds, act }, i) => (
          <Item
            // biome-ignore lint/suspicious/noArrayIndexKey: they have no name, and their place tells them apart
            key={i}
            name={t("editor.act", { at: atSeconds })}
            onRemove={() =>
              change((before) => ({ ...before, acts: before.acts.filter((_, other) => other !== i) }))
            }
          >
            <div className="fields">
              <NumberField path={`acts.${i}.atSeconds`} label={t("editor.atSeconds")} />
              <Kind index={i} kind={act.kind} />
              <ActFields path={`acts.${i}.act`} act={act} />
            </div>
            {act.kind === "addPeer" ? (
              <PeerFields
                path={`acts.${i}.act.peer`}
                onName={(name) => change((before) => withField(before, `acts.${i}.act.peer.id`, name))}
              />
            ) : null}
          </Item>
        ))}
      </ul>
      <div className="ways">
        <button type="button" onClick={() => change(addAct)}>
          {t("editor.addAct")}
        </button>
        <Why path="acts" />
      </div>
    </section>
  );
}

function Kind({ index, kind }: { readonly index: number; readonly kind: (typeof ACT_KINDS)[number] }) {
  const { change } = useEditing();
  return (
    <label className="field choice">
      <span>{t("editor.happens")}</span>
      <select
        value={kind}
        onChange={(event) => {
          const chosen = ACT_KINDS.find((name) => name === event.currentTarget.value);
          if (chosen !== undefined) change((before) => withKind(before, index, chosen));
        }}
      >
        {ACT_KINDS.map((name) => (
          <option key={name} value={name}>
            {t(`editor.happensOf.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function ActFields({ path, act }: { readonly path: string; readonly act: Draft["acts"][number]["act"] }) {
  const { draft } = useEditing();
  const nodes = nodesOf(draft).map((id) => ({ value: id, name: nodeName(id) }));
  const others = nodes.filter(({ value }) => value !== LOCAL_NODE);
  const whom = <ChoiceField path={`${path}.node`} label={t("editor.to")} options={nodes} />;
  switch (act.kind) {
    case "setBehaviours":
      return (
        <>
          {whom}
          <EditorHabits path={`${path}.behaviours`} />
        </>
      );
    case "cutLink":
    case "mendLink":
      return (
        <>
          <ChoiceField path={`${path}.peer`} label={t("editor.to")} options={others} />
          {draft.links.length === 0 && act.from === undefined ? null : (
            <ChoiceField
              path={`${path}.from`}
              label={t("editor.linkFrom")}
              options={[{ value: undefined, name: t("you") }, ...others]}
            />
          )}
        </>
      );
    case "mineBlock":
      return (
        <>
          {whom}
          <NumberField path={`${path}.blocks`} label={t("editor.foundBlocks")} hint="1" isLeftOut />
          <NumberField path={`${path}.forkDepth`} label={t("editor.forkDepth")} hint="0" isLeftOut />
        </>
      );
    case "setPolicy":
      return (
        <>
          {whom}
          <ChoiceField
            path={`${path}.policy`}
            label={t("editor.policy")}
            options={policyIds.map((id) => ({ value: id, name: policyName(id) }))}
          />
        </>
      );
    case "addPeer":
      return <Why path={`${path}.peer`} />;
    default:
      return whom;
  }
}
