/** A worker that is asked now and then whether it is there. */
import type { Watched } from "./watch.ts";

export class Pinged implements Watched {
  readonly name: string;
  readonly #ping: () => Promise<void>;
  #owes = false;
  #waitedMs = 0;

  /** `ping` resolves with the worker's answer. */
  constructor(name: string, ping: () => Promise<void>) {
    this.name = name;
    this.#ping = ping;
  }

  wait(ms: number): number {
    if (this.#owes) {
      this.#waitedMs += ms;
      return this.#waitedMs;
    }
    this.#owes = true;
    this.#waitedMs = 0;
    void this.#ping().then(
      () => {
        this.#owes = false;
      },
      () => {},
    );
    return 0;
  }
}
