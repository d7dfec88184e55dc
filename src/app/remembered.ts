/** What somebody chose for good, kept by the browser; storage may be closed to us, and then a choice lasts as long as the page. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`headway-${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, chosen: string): void {
  try {
    localStorage.setItem(`headway-${name}`, chosen);
  } catch {
    // It was chosen all the same.
  }
}
