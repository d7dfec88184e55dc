/** Three blocks, each with more ink than the one before. */
export function Logo() {
  return (
    <svg viewBox="0 0 28 24" width="28" height="24" aria-hidden="true" className="logo">
      <path d="M9 6h4v6h3M18 14v0" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <rect x="1" y="1.5" width="9" height="9" rx="2" className="solid" />
      <g>
        <rect x="9.5" y="8" width="9" height="9" rx="2" className="half" />
        <path d="M10.3 12.6h7.4v2.6a1 1 0 0 1-1 1h-5.4a1 1 0 0 1-1-1z" className="half-ink" />
      </g>
      <rect x="18" y="14" width="9" height="9" rx="2" className="hollow" />
    </svg>
  );
}
