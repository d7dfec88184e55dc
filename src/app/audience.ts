/** Who is told that another moment is shown: panels and drawings, all of them together. */
export class Audience {
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #held = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever there is something new to read. */
  readonly getVersion = (): number => this.#version;

  /** Tells nobody of what comes meanwhile, and afterwards everybody, once. */
  async tellAfter(work: () => Promise<void>): Promise<void> {
    this.#held += 1;
    try {
      await work();
    } finally {
      this.#held -= 1;
      this.tell();
    }
  }

  tell(): void {
    if (this.#held > 0) return;
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
