/** The drawings of the page, as they stand, in one picture: below each other, under what they are of. */
import type { Session } from "./session.ts";
import { clock, t } from "./text.ts";
import { worldTitle } from "./world-title.ts";

/** In pixels of the page. */
const EDGE = 16;
const TITLE = 20;
const LINE = 14;
/** Of a drawing's heading, with what is free around it. */
const HEADING = 24;

/** Rejects where the browser cannot make one. `name`: without its ending. */
export async function pagePicture(session: Session, name: string): Promise<File> {
  const ratio = window.devicePixelRatio;
  const drawings = [...document.querySelectorAll<HTMLCanvasElement>("main canvas.drawing")].filter(
    (drawing) => drawing.width > 0 && drawing.getClientRects().length > 0,
  );
  const head = 2 * EDGE + TITLE + LINE;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(0, ...drawings.map(({ width }) => width)) + 2 * EDGE * ratio;
  canvas.height = drawings.reduce((sum, { height }) => sum + height + (EDGE + HEADING) * ratio, head * ratio);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error(t("share.noPicture"));
  const style = getComputedStyle(document.documentElement);
  const value = (property: string) => style.getPropertyValue(property).trim();
  context.fillStyle = value("--panel");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "top";
  const write = (text: string, ink: string, weight: number, size: number, y: number) => {
    context.fillStyle = value(ink);
    context.font = `${weight} ${size * ratio}px ${value("--sans")}`;
    context.fillText(text, EDGE * ratio, y * ratio, canvas.width - 2 * EDGE * ratio);
  };
  const state = session.store.getState();
  const { policy, seed } = state;
  const values = { clock: clock(session.at), policy: t(`policy.${policy}.name`), seed };
  write(worldTitle(state), "--ink", 600, TITLE, EDGE);
  write(t("share.pictureOf", values), "--muted", 400, LINE, EDGE + TITLE + 4);
  let y = head * ratio;
  let last = "";
  for (const drawing of drawings) {
    const heading = headingOf(drawing);
    write(heading === last ? "" : heading, "--ink", 600, LINE, y / ratio);
    last = heading;
    y += HEADING * ratio;
    context.drawImage(drawing, EDGE * ratio, y);
    y += drawing.height + EDGE * ratio;
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error(t("share.noPicture"));
  return new File([blob], `${name}.png`, { type: blob.type });
}

/** The words of the last heading before it, without what is said beside them. */
function headingOf(drawing: Element): string {
  const headings = [...(drawing.closest("section")?.querySelectorAll("h2, h3") ?? [])];
  const isBefore = (heading: Element) =>
    (heading.compareDocumentPosition(drawing) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return headings.findLast(isBefore)?.firstChild?.textContent ?? "";
}
