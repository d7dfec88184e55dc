/** Who waits for the end of a run: told once, all together. */
export class EndWaiters {
  #waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

  get any(): boolean {
    return this.#waiting.length > 0;
  }

  wait(): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** The run has ended; or, with an error, it never will. */
  tell(error?: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { resolve, reject } of waiting) {
      if (error === undefined) resolve();
      else reject(error);
    }
  }
}
