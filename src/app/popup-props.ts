/** What everything that opens beside a button is given. */
export interface PopupProps {
  /** The button; the focus goes back to it. */
  readonly opener: React.RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}
