/** Who is told that there is something new to see: panels, which read it when they render, and drawings. */
export class Audience {
  readonly #listeners = new Set<() => void>();
  readonly #painters = new Set<() => void>();
  #version = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever there is something new to read. */
  readonly getVersion = (): number => this.#version;

  /** Called for every frame in which the picture may have changed. */
  onPaint(painter: () => void): () => void {
    this.#painters.add(painter);
    return () => this.#painters.delete(painter);
  }

  tell(): void {
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
    this.paint();
  }

  paint(): void {
    for (const painter of this.#painters) painter();
  }
}
