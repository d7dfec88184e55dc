/** One key of the page, for whoever binds it and for whoever tells of it. */
export interface KeyBinding {
  /** Its text is `keys.<id>`. */
  readonly id: string;
  /** As tinykeys writes them; each does it. */
  readonly keys: readonly string[];
  /** As people write it. */
  readonly shown: string;
  /** `key`: which of them was pressed. */
  readonly act: (key?: string) => void;
  /** Only then it is the page's; left out: always. */
  readonly when?: () => boolean;
}
