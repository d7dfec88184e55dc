/** One of a few, all in sight. */

interface OneOfProps<T extends string> {
  /** What is chosen of. */
  readonly label: string;
  readonly choices: readonly { readonly id: T; readonly name: string }[];
  readonly chosen: T;
  readonly onChoose: (id: T) => void;
}

export function OneOf<T extends string>({ label, choices, chosen, onChoose }: OneOfProps<T>) {
  return (
    <fieldset className="one-of">
      <legend>{label}</legend>
      {choices.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}
