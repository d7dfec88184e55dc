/** Hands a file to the browser, which saves it. */

/** A browser may begin to read it a little later. Wall ms. */
const KEPT_MS = 60_000;

export function saveFile(file: File): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(file);
  anchor.download = file.name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), KEPT_MS);
}
