/** One drawing as a picture, below words that say what it is of. */
import { t } from "./text.ts";

/** In pixels of the page. */
const EDGE = 16;
const TITLE = 18;

/** Rejects where the browser cannot make one. `name`: without its ending. */
export async function pictureOf(drawing: HTMLCanvasElement, title: string, name: string): Promise<File> {
  const ratio = window.devicePixelRatio;
  const head = (2 * EDGE + TITLE) * ratio;
  const canvas = document.createElement("canvas");
  canvas.width = drawing.width + 2 * EDGE * ratio;
  canvas.height = drawing.height + head + EDGE * ratio;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error(t("share.noPicture"));
  const style = getComputedStyle(document.documentElement);
  const value = (property: string) => style.getPropertyValue(property).trim();
  context.fillStyle = value("--panel");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "top";
  context.fillStyle = value("--ink");
  context.font = `600 ${TITLE * ratio}px ${value("--sans")}`;
  context.fillText(title, EDGE * ratio, EDGE * ratio, drawing.width);
  context.drawImage(drawing, EDGE * ratio, head);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error(t("share.noPicture"));
  return new File([blob], `${name}.png`, { type: blob.type });
}
