/**
 * A button that may have nothing to do at the moment. Unlike a disabled one it keeps the keyboard's focus: pressing it is
 * often what leaves it without anything to do.
 */
import type { ReactNode } from "react";

interface ActButtonProps {
  readonly idle: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly className?: string;
  readonly id?: string;
  readonly "aria-label"?: string;
  readonly "aria-pressed"?: boolean;
  readonly title?: string;
}

export function ActButton({ idle, onPress, children, ...rest }: ActButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={idle}
      onClick={() => {
        if (!idle) onPress();
      }}
    >
      {children}
    </button>
  );
}
