/** The drawings of the page that are in sight, as they stand, and what they are of. */

export interface PageDrawing {
  readonly canvas: HTMLCanvasElement;
  /** Empty where it is of the same as the one before. */
  readonly heading: string;
}

export function pageDrawings(): readonly PageDrawing[] {
  const canvases = [...document.querySelectorAll<HTMLCanvasElement>("main canvas.drawing")].filter(
    (canvas) => canvas.width > 0 && canvas.height > 0 && canvas.getClientRects().length > 0,
  );
  let last = "";
  return canvases.map((canvas) => {
    const heading = headingOf(canvas);
    const isSame = heading === last;
    last = heading;
    return { canvas, heading: isSame ? "" : heading };
  });
}

/** The words of the last heading before it, without what is said beside them. */
function headingOf(drawing: Element): string {
  const headings = [...(drawing.closest("section")?.querySelectorAll("h2, h3") ?? [])];
  const isBefore = (heading: Element) =>
    (heading.compareDocumentPosition(drawing) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return headings.findLast(isBefore)?.firstChild?.textContent ?? "";
}
