/** The fields of the editor: each with its label, and with what is wrong beside it. */
import { type ReactNode, useEffect, useId, useState } from "react";
import { typedNumber, typedNumbers } from "../editor/draft.ts";
import { useEditing, useField } from "../editor/editing.ts";
import { isWrongWithin } from "../editor/problems.ts";
import { t } from "../text.ts";

interface FieldProps {
  readonly path: string;
  readonly label: string;
}

/** What is wrong with what has no field of its own. */
export function Why({ path }: { readonly path: string }) {
  const { why } = useField(path);
  return why === undefined ? null : <small className="why">{why}</small>;
}

/** What is typed counts at once. */
function Typed({
  label,
  why,
  text,
  hint,
  isNumber,
  onText,
}: {
  readonly label: string;
  readonly why: string | undefined;
  readonly text: string;
  readonly hint?: string | undefined;
  readonly isNumber: boolean;
  readonly onText: (text: string) => void;
}) {
  const id = useId();
  return (
    <label className={isNumber ? "field number" : "field"}>
      <span>{label}</span>
      <input
        value={text}
        placeholder={hint}
        inputMode={isNumber ? "decimal" : "text"}
        spellCheck={false}
        aria-invalid={why !== undefined}
        aria-describedby={why === undefined ? undefined : id}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {why === undefined ? null : (
        <small className="why" id={id}>
          {why}
        </small>
      )}
    </label>
  );
}

/** `isLeftOut`: without a number the field goes, instead of being null. `hint`: what holds then. */
export function NumberField({
  path,
  label,
  hint,
  isLeftOut = false,
}: FieldProps & { readonly hint?: string; readonly isLeftOut?: boolean }) {
  const { value, why, set } = useField(path);
  const empty = isLeftOut ? undefined : null;
  return (
    <Typed
      label={label}
      why={why}
      text={`${value ?? ""}`}
      hint={hint}
      isNumber
      onText={(text) => set(typedNumber(text) ?? empty)}
    />
  );
}

/** A list of heights; none: all. */
export function NumbersField({ path, label, hint }: FieldProps & { readonly hint: string }) {
  const { value, set } = useField(path);
  const { problems } = useEditing();
  const [typedText, setText] = useState("");
  // What was typed is kept as long as it says the same: a comma at its end says nothing yet.
  const isTyped = JSON.stringify(typedNumbers(typedText)) === JSON.stringify(value);
  const text = isTyped ? typedText : Array.isArray(value) ? value.join(", ") : "";
  const why = problems.find(({ field }) => field === path || field.startsWith(`${path}.`))?.why;
  return (
    <Typed
      label={label}
      why={why}
      text={text}
      hint={hint}
      isNumber
      onText={(typed) => {
        setText(typed);
        set(typedNumbers(typed));
      }}
    />
  );
}

export function TextField({ path, label }: FieldProps) {
  const { value, why, set } = useField(path);
  return <Typed label={label} why={why} text={`${value ?? ""}`} isNumber={false} onText={set} />;
}

/** By a name others are spoken of: it counts once it is whole. */
export function NameField({ path, label, onName }: FieldProps & { readonly onName: (name: string) => void }) {
  const { value, why } = useField(path);
  const name = `${value ?? ""}`;
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  const id = useId();
  const take = () => {
    if (text.trim() !== name) onName(text.trim());
  };
  return (
    <label className="field name">
      <span>{label}</span>
      <input
        value={text}
        spellCheck={false}
        aria-invalid={why !== undefined}
        aria-describedby={why === undefined ? undefined : id}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
        }}
      />
      {why === undefined ? null : (
        <small className="why" id={id}>
          {why}
        </small>
      )}
    </label>
  );
}

export interface Option {
  readonly value: unknown;
  readonly name: string;
}

/** One of a few; what is none of them stands there as it was written. `says`: what is wrong, unless a field beside it does. */
export function ChoiceField({
  path,
  label,
  options,
  says = true,
}: FieldProps & { readonly options: readonly Option[]; readonly says?: boolean }) {
  const { value, why, set } = useField(path);
  const id = useId();
  const at = options.findIndex((option) => option.value === value);
  const isSaid = says && why !== undefined;
  return (
    <label className="field choice">
      <span>{label}</span>
      <select
        value={`${at}`}
        aria-invalid={isSaid}
        aria-describedby={isSaid ? id : undefined}
        onChange={(event) => {
          const option = options[Number(event.currentTarget.value)];
          if (option !== undefined) set(option.value);
        }}
      >
        {at < 0 ? (
          <option value="-1">{t("editor.asWritten", { value: `${value ?? t("editor.unlimited")}` })}</option>
        ) : null}
        {options.map(({ name }, i) => (
          <option key={name} value={`${i}`}>
            {name}
          </option>
        ))}
      </select>
      {isSaid ? (
        <small className="why" id={id}>
          {why}
        </small>
      ) : null}
    </label>
  );
}

/** What few need, under this name. It opens by itself where something in it, which lies at these paths, is wrong. */
export function Folded({
  name,
  paths,
  children,
}: {
  readonly name: string;
  readonly paths: readonly string[];
  readonly children: ReactNode;
}) {
  const { problems } = useEditing();
  const [isOpen, setOpen] = useState(false);
  const isWrong = paths.some((path) => isWrongWithin(problems, path));
  return (
    <details open={isOpen || isWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{name}</summary>
      {isOpen || isWrong ? children : null}
    </details>
  );
}

export function More({
  paths,
  children,
}: {
  readonly paths: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <Folded name={t("editor.more")} paths={paths}>
      <div className="fields">{children}</div>
    </Folded>
  );
}

/** A button that goes with what it removes leaves the focus to what adds such things, in the same part. */
export function keepFocus(part: Element | null, adds: string): void {
  requestAnimationFrame(() => {
    if (part?.contains(document.activeElement) === false) part.querySelector<HTMLElement>(adds)?.focus();
  });
}

/** One thing of a list, that can go. */
export function Item({
  name,
  onRemove,
  children,
}: {
  readonly name: string;
  readonly onRemove?: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <fieldset>
        <legend>{name}</legend>
        {children}
      </fieldset>
      {onRemove === undefined ? null : (
        <button
          type="button"
          className="square remove"
          aria-label={t("editor.remove", { name })}
          onClick={(event) => {
            keepFocus(event.currentTarget.closest("section"), ".ways button");
            onRemove();
          }}
        >
          ×
        </button>
      )}
    </li>
  );
}
