/** A button that opens a menu or a list beside it, which is loaded only then. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type LatePart, useLatePart } from "../late-parts.ts";
import type { PopupProps } from "../popup-props.ts";

const ARROWS: readonly string[] = ["ArrowDown", "ArrowUp"];

interface OpenerProps<P> {
  readonly opens: "menu" | "listbox" | "dialog";
  readonly part: LatePart<P & PopupProps>;
  /** What the part is given. */
  readonly given: P;
  readonly children: ReactNode;
  /** Something has come that it is to show: it opens by itself. */
  readonly isWanted?: boolean;
  readonly className: string;
  readonly disabled?: boolean;
  readonly id?: string;
  readonly "aria-label"?: string;
}

export function Opener<P>({ opens, part, given, isWanted = false, children, ...rest }: OpenerProps<P>) {
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const { Part, ask } = useLatePart(part);
  const open = () => {
    // Not every browser gives a pressed button the focus, and it has to come back to it.
    opener.current?.focus();
    ask();
    setOpen(true);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when that comes
  useEffect(() => {
    if (isWanted) open();
  }, [isWanted]);
  const toggle = () => (isOpen ? setOpen(false) : open());
  return (
    <>
      <button
        type="button"
        ref={opener}
        aria-haspopup={opens}
        aria-expanded={isOpen}
        {...rest}
        onClick={toggle}
        // A click that a key makes counts as a screen reader's, whose focus the list would not give on to what is in it.
        onKeyDown={(event) => {
          if (![...ARROWS, "Enter", " "].includes(event.key)) return;
          event.preventDefault();
          if (ARROWS.includes(event.key)) open();
          else if (event.key === "Enter" && !event.repeat) toggle();
        }}
        onKeyUp={(event) => {
          if (event.key !== " ") return;
          event.preventDefault();
          toggle();
        }}
      >
        {children}
      </button>
      {isOpen && Part !== undefined ? (
        <Part {...given} opener={opener} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
