/**
 * A canvas that is as large as its box and sharp on every screen, and paints what a layout returns: at every moment that is
 * shown, and only what differs from what stands there.
 */
import { useEffect, useRef } from "react";
import type { WorldView } from "../../replay/world-view.ts";
import { isPlaying } from "../doing.ts";
import { measureTexts } from "../drawings/measure.ts";
import { readPalette } from "../drawings/palette.ts";
import type { Shape } from "../drawings/shapes.ts";
import { Sheet } from "../drawings/sheet.ts";
import { showShapes } from "../drawings/shown-shapes.ts";
import { FORCED_COLOURS, useMedia } from "../media.ts";
import { useSession, useView } from "../page-context.ts";

interface DrawingProps {
  /** What the picture shows now, for whoever cannot see it; without, the words beside it say as much. */
  readonly label?: () => string;
  /** Of the moment that is shown when it is called. */
  readonly layout: (box: { width: number; height: number; scale: number }) => readonly Shape[];
  /** Of what it is laid out from: while this stays the same in a world, so does the picture. Without, time moves it. */
  readonly version?: () => number;
  readonly onSize?: (box: { width: number; height: number }) => void;
  readonly onClick?: (x: number, y: number) => void;
  readonly className?: string;
}

/** While time passes a label is put into words at most this often, wall ms. */
const WORDS_EVERY_MS = 1000;

export function Drawing({ label, layout, version, onSize, onClick, className }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const session = useSession();
  const theme = useView((state) => state.theme);
  const presenting = useView((state) => state.presenting);
  const forced = useMedia(FORCED_COLOURS);
  const latest = useRef({ label, layout, version, onSize });
  latest.current = { label, layout, version, onSize };
  const redraw = useRef<() => void>(() => {});

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || element === undefined || context === null || context === undefined) return;
    let palette = readPalette(element);
    let box = { width: 0, height: 0 };
    let sheet: Sheet | undefined;
    let drawn: { readonly view: WorldView; readonly version: number | undefined } | undefined;
    let saidAt = Number.NEGATIVE_INFINITY;
    const say = () => {
      const inWords = latest.current.label;
      const now = performance.now();
      if (inWords === undefined) return;
      if (isPlaying(session.store.getState()) && now - saidAt < WORDS_EVERY_MS) return;
      saidAt = now;
      const words = inWords();
      if (element.getAttribute("aria-label") !== words) element.setAttribute("aria-label", words);
    };
    const draw = () => {
      say();
      if (box.width === 0 || box.height === 0) return;
      const { view } = session;
      const version = latest.current.version?.();
      if (version !== undefined && drawn?.view === view && drawn.version === version) return;
      drawn = { view, version };
      const ratio = window.devicePixelRatio;
      // All that the canvas has: its last row may be more than the box, which need not be of whole pixels.
      const whole = { width: element.width / ratio, height: element.height / ratio, ratio };
      sheet ??= new Sheet(context, palette, whole);
      sheet.show(latest.current.layout({ ...box, scale: palette.scale }));
    };
    const drawChanged = () => {
      drawn = undefined;
      draw();
    };
    const drawAnew = () => {
      sheet = undefined;
      drawChanged();
    };
    const resize = () => {
      const { width, height } = element.getBoundingClientRect();
      const ratio = window.devicePixelRatio;
      box = { width, height };
      // The type may be as large as the page makes it.
      palette = readPalette(element);
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      // A drawing that is out of sight has no size to go by.
      if (height > 0) latest.current.onSize?.(box);
      drawAnew();
    };
    redraw.current = drawChanged;
    showShapes(element, () => ({ shapes: sheet?.shapes ?? [], palette, ...box }));
    const observer = new ResizeObserver(resize);
    observer.observe(element);
    resize();
    void document.fonts.ready.then(() => {
      measureTexts(palette);
      drawAnew();
    });
    const stop = session.subscribe(draw);
    return () => {
      observer.disconnect();
      stop();
    };
  }, [session, theme, presenting, forced]);

  // What the layout closes over may have changed.
  useEffect(() => redraw.current());

  return (
    <canvas
      ref={canvas}
      className={`drawing ${className ?? ""}`}
      {...(label === undefined ? { "aria-hidden": true } : { role: "img" })}
      onClick={
        onClick === undefined
          ? undefined
          : (event) => {
              const { left, top } = event.currentTarget.getBoundingClientRect();
              onClick(event.clientX - left, event.clientY - top);
            }
      }
    />
  );
}
