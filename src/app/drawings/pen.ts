/** What shapes are drawn with: as much of a canvas's context as they need, so that something else can take its place. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "save"
  | "restore"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "closePath"
  | "bezierCurveTo"
  | "arc"
  | "rect"
  | "roundRect"
  | "fill"
  | "stroke"
  | "fillRect"
  | "fillText"
  | "setLineDash"
  | "lineWidth"
  | "font"
  | "textAlign"
  | "textBaseline"
> & {
  strokeStyle: string | CanvasGradient | CanvasPattern;
  fillStyle: string | CanvasGradient | CanvasPattern;
  clip(): void;
  createLinearGradient(x0: number, y0: number, x1: number, y1: number): CanvasGradient;
};
