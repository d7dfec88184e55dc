/** Looking for a moment in what a run is yet to tell. */
import type { Condition } from "../replay/condition.ts";
import { nextTime } from "../replay/search.ts";
import type { LiveWorld } from "./live-world.ts";

/** A moment is wanted with all that happens in it. */
export type Wanted = Condition | { readonly kind: "time"; readonly at: number };

/** That it has come; after how many records, where that is not said by the moment. */
interface Found {
  readonly position?: number;
}

/** A host that runs until something is found among what it tells. */
export class Search {
  readonly #world: LiveWorld;
  readonly #condition: Wanted;
  readonly #show: () => void;
  #from: number;
  #isOver = false;
  #end: (found: Found | undefined) => void = () => {};
  /** Undefined: it did not come, or nobody wants it any more. */
  readonly found: Promise<Found | undefined>;

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

  /** Nobody looks any more. */
  end(found?: Found): void {
    this.#isOver = true;
    this.#end(found);
  }

  /** More has been told. */
  hear(): void {
    this.#show();
    // A host that is stopped has something to tell, too.
    if (this.#isOver) return;
    const found = this.#find();
    if (found !== undefined || this.#world.told.ended !== undefined) this.end(found);
  }

  #find(): Found | undefined {
    const condition = this.#condition;
    if (condition.kind === "time") return this.#world.reached > condition.at ? {} : undefined;
    const { history } = this.#world.told.view;
    const position = nextTime(history, condition, this.#from);
    this.#from = history.count;
    return position === undefined ? undefined : { position };
  }
}
