/** A picture on a button, 16 px wide and high: lines, filled or, `thick`, not. */
export function Icon({ d, thick = false }: { d: string; thick?: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={d}
        fill={thick ? "none" : "currentColor"}
        stroke="currentColor"
        strokeWidth={thick ? 3.5 : 1.6}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
