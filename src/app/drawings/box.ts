/** Boxes that drawings stand in, CSS pixels: where a shape leaves its marks, and what has to be painted anew. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** To paint another box costs as much as so many square pixels. */
const BOX_COST = 600;

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

export function areaOf({ left, top, right, bottom }: Box): number {
  return (right - left) * (bottom - top);
}

/** Fewer boxes that cover the same, and not much more. */
export function merged(boxes: readonly Box[]): Box[] {
  const kept: Box[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let i = 0; i < kept.length; i++) {
      const other = kept[i];
      if (other === undefined) break;
      const both = around(grown, other);
      if (areaOf(both) > areaOf(grown) + areaOf(other) + BOX_COST) continue;
      // A larger one may reach those that were too far away before.
      grown = both;
      kept.splice(i, 1);
      i = -1;
    }
    kept.push(grown);
  }
  return kept;
}

function around(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}
