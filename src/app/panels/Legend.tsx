/** What the block glyph says, always in sight. */
import { BLOCK_STATES } from "../../replay/entry-table.ts";
import { GLYPH_LETTERS } from "../drawings/glyph.ts";
import { useView } from "../page-context.ts";
import { shortNames } from "../short-names.ts";
import { t } from "../text.ts";
import { Drawing } from "./Drawing.tsx";

export function Legend() {
  const peers = useView((state) => state.run?.scenario.peers) ?? [];
  const isWeighed = useView((state) => state.weighed);
  const names = peers.map(({ id }) => id);
  const letter = shortNames(names, GLYPH_LETTERS).get(names[Math.min(3, names.length - 1)] ?? "") ?? "D";
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
                ...(state === "asked" ? { letter } : {}),
              },
            ]}
            version={() => 0}
          />
          {t(`legend.${state}`)}
        </li>
      ))}
      {isWeighed ? (
        <li className="weighed">
          <Drawing
            layout={({ width, height }) => [
              { kind: "rect", x: 0, y: height / 2 - 4, w: width - 10, h: 8, radius: 2, fill: "stored" },
              { kind: "rect", x: width - 4, y: height / 2 - 4, w: 2, h: 8, fill: "muted" },
            ]}
            version={() => 0}
          />
          {t("legend.bytes")}
        </li>
      ) : null}
    </ul>
  );
}
