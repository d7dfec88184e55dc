/** What the block glyph says, always in sight. */
import { BLOCK_STATES } from "../../replay/entry-table.ts";
import { t } from "../text.ts";
import { Drawing } from "./Drawing.tsx";

export function Legend() {
  return (
    <ul className="legend" aria-label={t("legend.title")}>
      <li className="legend-title" aria-hidden="true">
        {t("legend.title")}
      </li>
      {BLOCK_STATES.map((state) => (
        <li key={state}>
          <Drawing
            layout={({ width, height }) => [
              {
                kind: "glyph",
                x: width / 2,
                y: height / 2,
                size: Math.min(width, height) - 2,
                state,
                ...(state === "asked" ? { letter: "D" } : {}),
              },
            ]}
          />
          {t(`legend.${state}`)}
        </li>
      ))}
    </ul>
  );
}
