/** Who is told that another moment is shown: panels and drawings, all of them together. */
export class Audience {
  readonly #listeners = new Set<() => void>();
  #version = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever there is something new to read. */
  readonly getVersion = (): number => this.#version;

  tell(): void {
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
