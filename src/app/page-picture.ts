/** The drawings of the page, as they stand, in one picture: below each other, under what they are of. */
import { pageDrawings } from "./page-drawings.ts";
import { pictureText } from "./picture-text.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";
import { worldTitle } from "./world-title.ts";

/** In pixels of the page. */
const EDGE = 16;
const TITLE = 20;
const LINE = 14;
/** Of a drawing's heading, with what is free around it. */
const HEADING = 24;

/** Rejects where the browser cannot make one. `name`: without its ending. */
export async function pagePicture(session: Session, name: string): Promise<File> {
  const canvas = pageCanvas(session);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error(t("share.noPicture"));
  return new File([blob], `${name}.png`, { type: blob.type });
}

/** Throws where the browser cannot draw. */
export function pageCanvas(session: Session): HTMLCanvasElement {
  const ratio = window.devicePixelRatio;
  const drawings = pageDrawings();
  const head = 2 * EDGE + TITLE + LINE;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(0, ...drawings.map((drawing) => drawing.canvas.width)) + 2 * EDGE * ratio;
  canvas.height = drawings.reduce(
    (sum, drawing) => sum + drawing.canvas.height + (EDGE + HEADING) * ratio,
    head * ratio,
  );
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
  write(worldTitle(session.store.getState()), "--ink", 600, TITLE, EDGE);
  write(pictureText(session), "--muted", 400, LINE, EDGE + TITLE + 4);
  let y = head * ratio;
  for (const { canvas: drawing, heading } of drawings) {
    write(heading, "--ink", 600, LINE, y / ratio);
    y += HEADING * ratio;
    context.drawImage(drawing, EDGE * ratio, y);
    y += drawing.height + EDGE * ratio;
  }
  return canvas;
}
