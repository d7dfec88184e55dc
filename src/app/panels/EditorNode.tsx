/** How the local node syncs: its policy, and the few constants that matter. */
import { policyIds } from "../../node/policies/ids.ts";
import { FEW } from "../editor/choices.ts";
import { useEditing } from "../editor/editing.ts";
import { policyName } from "../policy-text.ts";
import { t } from "../text.ts";
import { ChoiceField, More, NumberField } from "./EditorFields.tsx";
import { OneOf } from "./OneOf.tsx";

const NAMES = Object.keys(FEW) as (keyof typeof FEW)[];
const CHOICES = ["few", "policy"] as const;

export function EditorNode() {
  const { draft, change } = useEditing();
  const { constants } = draft;
  const isFew = NAMES.every((name) => constants[name] === FEW[name]);
  const isPolicy = NAMES.every((name) => constants[name] === undefined);
  const choose = (id: string) =>
    change((before) => {
      const others = Object.entries(before.constants).filter(([name]) => !NAMES.some((own) => own === name));
      return { ...before, constants: { ...Object.fromEntries(others), ...(id === "few" ? FEW : {}) } };
    });
  return (
    <section>
      <h3>{t("editor.you")}</h3>
      <div className="fields">
        <ChoiceField
          path="policy"
          label={t("editor.policy")}
          options={policyIds.map((id) => ({ value: id, name: policyName(id) }))}
        />
      </div>
      <OneOf
        label={t("editor.constants")}
        choices={CHOICES.map((id) => ({ id: id as string, name: t(`editor.constantsOf.${id}`) }))}
        chosen={isFew ? "few" : isPolicy ? "policy" : ""}
        onChoose={choose}
      />
      <More paths={["constants", "local.uploadBytesPerSecond", "local.downloadBytesPerSecond"]}>
        {NAMES.map((name) => (
          <NumberField
            key={name}
            path={`constants.${name}`}
            label={t(`editor.${name}`)}
            hint={t("editor.ofPolicy")}
            isLeftOut
          />
        ))}
        <NumberField
          path="local.downloadBytesPerSecond"
          label={t("editor.yourDownload")}
          hint={t("editor.unlimited")}
        />
        <NumberField
          path="local.uploadBytesPerSecond"
          label={t("editor.yourUpload")}
          hint={t("editor.unlimited")}
        />
      </More>
    </section>
  );
}
