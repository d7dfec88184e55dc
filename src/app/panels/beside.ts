/** Where a long menu opens. */

/** From this width on there is room beside the button. */
const BESIDE = "(min-width: 900px)";

export function besideOrAbove(): "right bottom" | "top" {
  return window.matchMedia(BESIDE).matches ? "right bottom" : "top";
}
