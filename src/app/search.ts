/** Looking for a moment in what a run is yet to tell. */
import type { Condition } from "../replay/condition.ts";
import { nextTime } from "../replay/search.ts";
import type { WorldView } from "../replay/world-view.ts";
import type { LiveWorld } from "./live-world.ts";

/** A moment is wanted with all that happens in it. */
export type Wanted = Condition | { readonly kind: "time"; readonly at: number };

/** A host that runs until something is found among what it tells. */
export class Search {
  readonly #world: LiveWorld;
  readonly #condition: Wanted;
  readonly #show: () => void;
  #from: number;
  #end: (found: boolean) => void = () => {};
  readonly found: Promise<boolean>;
  position: number | undefined;

  constructor(world: LiveWorld, condition: Wanted, show: () => void) {
    this.#world = world;
    this.#condition = condition;
    this.#show = show;
    this.#from = world.told.view.history.count;
    this.found = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** What is told from now on is heard. */
  start(): void {
    this.#world.host.runTo(this.#condition.kind === "time" ? this.#condition.at + 1 : undefined);
  }

  end(found: boolean): void {
    this.#end(found);
  }

  /** More has been told. */
  hear(): void {
    this.#show();
    const { view, ended } = this.#world.told;
    if (this.#isFound(view)) this.end(true);
    else if (ended !== undefined) this.end(false);
  }

  #isFound(view: WorldView): boolean {
    const condition = this.#condition;
    if (condition.kind === "time") return this.#world.reached > condition.at;
    this.position = nextTime(view.history, condition, this.#from);
    this.#from = view.history.count;
    return this.position !== undefined;
  }
}
