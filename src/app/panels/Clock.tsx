/** The moment shown. It alone changes with every frame, in a box of its own that nothing around it has to make room for. */
import { useShown } from "../page-context.ts";
import { clock } from "../text.ts";
import { Told } from "./Told.tsx";

export function Clock() {
  const digits = useShown(({ at }) => clock(at).length);
  return (
    <span className="digits" style={{ inlineSize: `${digits}ch` }}>
      <Told read={({ at }) => clock(at)} />
    </span>
  );
}
