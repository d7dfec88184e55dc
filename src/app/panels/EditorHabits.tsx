/** What a peer does wrong: chips, each with its numbers, and a list of all that there is. */
import { type Behaviour, catalogue } from "../../world/behaviours/catalogue.ts";
import { useField } from "../editor/editing.ts";
import { usual } from "../habits.ts";
import { habitText } from "../own-texts.ts";
import { t } from "../text.ts";
import { keepFocus, More, NumberField, NumbersField, Why } from "./EditorFields.tsx";

export function EditorHabits({ path }: { readonly path: string }) {
  const { value, set } = useField(path);
  const habits = value as readonly Behaviour[];
  const free = catalogue.filter(({ kind }) => !habits.some((habit) => habit.kind === kind));
  return (
    <div className="habits-row">
      <label className="field choice">
        <span>{t("editor.habit")}</span>
        <select
          value=""
          onChange={(event) => {
            const definition = catalogue.find(({ kind }) => kind === event.currentTarget.value);
            if (definition !== undefined) set([...habits, usual(definition)]);
          }}
        >
          <option value="">{habits.length === 0 ? t("editor.honest") : t("editor.addHabit")}</option>
          {free.map(({ kind, sentence }) => (
            <option key={kind} value={kind} title={habitText(kind, "does", sentence)}>
              {t(`behaviour.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <Why path={path} />
      {habits.map((habit, i) => (
        <Habit
          key={habit.kind}
          habit={habit}
          path={`${path}.${i}`}
          onRemove={() => set(habits.filter((_, other) => other !== i))}
        />
      ))}
    </div>
  );
}

function Habit({
  habit,
  path,
  onRemove,
}: {
  readonly habit: Behaviour;
  readonly path: string;
  readonly onRemove: () => void;
}) {
  const definition = catalogue.find(({ kind }) => kind === habit.kind);
  const name = t(`behaviour.${habit.kind}`);
  const all = Object.entries(definition?.parameters ?? {}).map(([parameter, spec]) => ({
    at: `${path}.${parameter}`,
    spec,
    meaning: habitText(habit.kind, `of.${parameter}`, spec.meaning),
  }));
  // Without them it cannot be had.
  const needed = all.filter(({ spec }) => spec.type === "whole" && spec.default === undefined);
  const others = all.filter((one) => !needed.includes(one));
  return (
    <fieldset className="habit">
      <legend title={habitText(habit.kind, "does", definition?.sentence ?? "")}>{name}</legend>
      {needed.map(({ at, meaning }) => (
        <NumberField key={at} path={at} label={meaning} isLeftOut />
      ))}
      {others.length === 0 ? null : (
        <More paths={others.map(({ at }) => at)}>
          {others.map(({ at, spec, meaning }) =>
            spec.type === "heights" ? (
              <NumbersField key={at} path={at} label={meaning} hint={t("editor.heightsAll")} />
            ) : (
              <NumberField key={at} path={at} label={meaning} hint={`${spec.default}`} isLeftOut />
            ),
          )}
        </More>
      )}
      <button
        type="button"
        className="icon"
        aria-label={t("editor.remove", { name })}
        onClick={(event) => {
          keepFocus(event.currentTarget.closest(".habits-row"), "select");
          onRemove();
        }}
      >
        ×
      </button>
    </fieldset>
  );
}
