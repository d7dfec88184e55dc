/**
 * Moments of a run on paper: a page of its own with each of them drawn, and the sentence of the moment below its clock. The same
 * moments of the same run, seen on a page of the same size, give the same file.
 */
import { escaped } from "./drawings/markup.ts";
import type { Moment } from "./moment.ts";
import { pageSvg } from "./page-svg.ts";
import { pictureText } from "./picture-text.ts";
import type { Session } from "./session.ts";
import { nowText } from "./state-text.ts";
import { clock, t } from "./text.ts";
import { ticksOf } from "./time-line.ts";
import { worldTitle } from "./world-title.ts";

/** More pages nobody reads. */
const MOMENTS_AT_MOST = 12;

const STYLE = [
  "body{font-family:system-ui,sans-serif;margin:24px;max-width:1100px}",
  "figure{margin:0 0 28px;break-inside:avoid}",
  "figcaption{margin-bottom:6px;font-size:1.1em}",
  "time{font-family:ui-monospace,monospace;font-weight:600;margin-right:.6em}",
  "svg{max-width:100%;height:auto;border:1px solid #ccc}",
].join("");

/** Those that are marked; where none is, what the time line marks, and the moment shown. */
export function storyMoments(session: Session): readonly Moment[] {
  const { marks } = session.store.getState();
  if (marks.length > 0) return inOrder(marks).slice(0, MOMENTS_AT_MOST);
  const { history } = session.view;
  const ticks = ticksOf(history.landmarks, session.playhead.reached);
  const told = ticks.map(({ at, record }) => ({ at, records: record + 1 }));
  return inOrder([...told.slice(0, MOMENTS_AT_MOST - 1), session.time.moment]);
}

/** Marks it, or unmarks it. */
export function toggleMark(session: Session, moment: Moment): void {
  const { marks } = session.store.getState();
  const others = marks.filter((mark) => !isSame(mark, moment));
  session.store.setState({ marks: others.length < marks.length ? others : inOrder([...marks, moment]) });
}

/** Shows each of them in turn, and then the moment that was shown. */
export async function storyboardFile(session: Session, name: string): Promise<File> {
  const title = worldTitle(session.store.getState());
  const before = session.time.moment;
  const figures: string[] = [];
  const head = escaped(pictureText(session));
  try {
    for (const [i, moment] of storyMoments(session).entries()) {
      await session.time.seek(moment);
      await drawn();
      const { title: sentence, detail = "" } = nowText(session.view, session.at);
      const caption = escaped(`${sentence} ${detail}`.trim());
      const picture = pageSvg(session, `m${i}-`, false);
      figures.push(
        `<figure><figcaption><time>${clock(session.at)}</time>${caption}</figcaption>${picture}</figure>`,
      );
    }
  } finally {
    await session.time.seek(before);
  }
  const page = [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>`,
    `<style>${STYLE}</style></head><body><h1>${escaped(title)}</h1>`,
    `<p>${escaped(t("share.storyOf", { count: figures.length }))} ${head}</p>`,
    ...figures,
    "</body></html>\n",
  ];
  return new File([page.join("\n")], `${name}-storyboard.html`, { type: "text/html" });
}

/** Panels put what they say into the page after they have been told. */
function drawn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

function isSame(one: Moment, other: Moment): boolean {
  return one.at === other.at && one.records === other.records;
}

function inOrder(moments: readonly Moment[]): readonly Moment[] {
  const sorted = [...moments].sort(
    (a, b) => a.at - b.at || (a.records ?? Infinity) - (b.records ?? Infinity),
  );
  return sorted.filter((moment, i) => {
    const last = sorted[i - 1];
    return last === undefined || !isSame(last, moment);
  });
}
