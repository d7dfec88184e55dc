/** A button that opens a list of peers; the one that is chosen is the selected one. */
import type { ReactNode } from "react";
import { peerList } from "../late-parts.ts";
import { Opener } from "./Opener.tsx";

interface PeerPickerProps {
  readonly className: string;
  /** What pressing it does, for whoever does not see it. */
  readonly label: string;
  readonly names: readonly string[];
  readonly children?: ReactNode;
}

export function PeerPicker({ className, label, names, children }: PeerPickerProps) {
  return (
    <Opener
      opens="menu"
      part={peerList}
      given={{ names }}
      className={`picker ${className}`}
      aria-label={label}
    >
      {children}
    </Opener>
  );
}
