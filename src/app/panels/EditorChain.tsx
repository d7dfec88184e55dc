/** What there is to sync: how long the chain is, its branches, what of it is there already, and what is found meanwhile. */
import type { MINABLE_NETWORKS } from "../../world/chains/mining.ts";
import { addBranch, removeBranch, renameBranch } from "../editor/branches.ts";
import { chosenOf, SIZES } from "../editor/choices.ts";
import { useEditing, useField } from "../editor/editing.ts";
import { t } from "../text.ts";
import { ChoiceField, Item, More, NameField, NumberField, Why } from "./EditorFields.tsx";
import { OneOf } from "./OneOf.tsx";

const SIZE_NAMES = Object.keys(SIZES) as (keyof typeof SIZES)[];
/** The rules under which a chain can be made here. */
const NETWORKS = ["regtest", "classroom"] as const satisfies typeof MINABLE_NETWORKS;
/** What is found while a world runs, until somebody says otherwise. */
const MINING = { meanSeconds: 10, blocks: 8, miners: null, startSeconds: 0 };

export function EditorChain() {
  const { draft, change } = useEditing();
  const blocks = useField("chain.blocks");
  const size = chosenOf(SIZES, blocks.value);
  return (
    <section>
      <h3>{t("editor.chain")}</h3>
      <OneOf
        label={t("editor.size")}
        choices={[
          ...SIZE_NAMES.map((id) => ({ id: id as string, name: t(`editor.sizes.${id}`) })),
          ...(size === undefined ? [{ id: "own", name: `${blocks.value ?? ""}` }] : []),
        ]}
        chosen={size ?? "own"}
        onChoose={(id) => {
          if (id !== "own") blocks.set(SIZES[id as keyof typeof SIZES]);
        }}
      />
      <More paths={["chain.blocks", "chain.blockBytes", "chain.spacingSeconds", "local.height", "network"]}>
        <NumberField path="chain.blocks" label={t("editor.blocks")} />
        <NumberField path="chain.blockBytes" label={t("editor.blockBytes")} hint={t("editor.realSize")} />
        <NumberField path="chain.spacingSeconds" label={t("editor.spacing")} />
        <NumberField path="local.height" label={t("editor.localHeight")} />
        <ChoiceField
          path="network"
          label={t("editor.network")}
          options={NETWORKS.map((id) => ({ value: id, name: t(`editor.networks.${id}`) }))}
        />
      </More>
      <ul>
        {draft.chain.branches.map(({ id }, i) => (
          <Item
            // biome-ignore lint/suspicious/noArrayIndexKey: their fields are told apart by their place
            key={i}
            name={t("editor.branch", { name: id })}
            onRemove={() => change((before) => removeBranch(before, i))}
          >
            <div className="fields">
              <NameField
                path={`chain.branches.${i}.id`}
                label={t("editor.name")}
                onName={(name) => change((before) => renameBranch(before, i, name))}
              />
              <NumberField path={`chain.branches.${i}.forkHeight`} label={t("editor.forkHeight")} />
              <NumberField path={`chain.branches.${i}.blocks`} label={t("editor.ownBlocks")} />
              <NumberField path={`chain.branches.${i}.spacingSeconds`} label={t("editor.spacing")} />
            </div>
          </Item>
        ))}
      </ul>
      <div className="ways">
        <button type="button" onClick={() => change(addBranch)}>
          {t("editor.addBranch")}
        </button>
        <Why path="chain.branches" />
      </div>
      <Mining />
    </section>
  );
}

function Mining() {
  const { value, set } = useField("mining");
  return (
    <>
      <OneOf
        label={t("editor.mining")}
        choices={(["none", "some"] as const).map((id) => ({ id, name: t(`editor.miningOf.${id}`) }))}
        chosen={value === null ? "none" : "some"}
        onChoose={(id) => set(id === "none" ? null : (value ?? MINING))}
      />
      {value === null ? null : (
        <div className="fields">
          <NumberField path="mining.meanSeconds" label={t("editor.meanSeconds")} />
          <NumberField path="mining.blocks" label={t("editor.minedBlocks")} />
          <NumberField path="mining.startSeconds" label={t("editor.startSeconds")} />
          <Why path="mining.miners" />
        </div>
      )}
    </>
  );
}
