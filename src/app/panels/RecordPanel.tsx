/** The last thing that happened, as the trace has it: for whoever wants to see it raw. */

import { useCalm, useSession } from "../page-context.ts";
import { printedRecord } from "../printed-record.ts";
import { number, t } from "../text.ts";

/** While time passes nobody reads so fast. Wall ms. */
const EVERY_MS = 500;
/** Of a long one, thousands of headers, the beginning is enough to see. */
const CHARACTERS_MAX = 4000;

export function RecordPanel() {
  const session = useSession();
  const position = useCalm(({ view }) => view.position, EVERY_MS);
  const text = position === 0 ? "" : printedRecord(session.view.history.record(position - 1), 1);
  return (
    <details className="panel record">
      <summary>
        {t("record.title")} <small>{number(position)}</small>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <pre tabIndex={0} dir="ltr">
        {text.length > CHARACTERS_MAX
          ? `${text.slice(0, CHARACTERS_MAX)}\n${t("record.more", { count: text.length - CHARACTERS_MAX })}`
          : text}
      </pre>
    </details>
  );
}
