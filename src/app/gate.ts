/** A moment beyond which nothing goes while somebody guides through a run: what comes is not to be seen yet. */
import { t } from "./text.ts";
import type { ViewStore } from "./view-state.ts";
import { type Words, worded } from "./worded.ts";

export interface Gate {
  /** Virtual µs. */
  readonly at: number;
  /** How many records have happened there. */
  readonly position: number;
  /** Why nothing goes beyond it, and why nothing is done in the world, for a person. */
  readonly why: Words;
  readonly whyNoAct: Words;
}

/** Somebody wanted to go beyond it. Nothing has moved. */
export class GateShut extends RangeError {}

/** Who guides through a run. */
export interface Guide {
  /** Undefined: everything is open. */
  readonly gate: Gate | undefined;
  /** It has been played to the gate. */
  arrived(): void;
  /** The large button, or its key, was pressed at the gate. */
  press(): void;
  /** On by one, and back. */
  next(): void;
  back(): void;
  /** One more is for this choice, counted from 0; does nothing while no question is open. */
  vote(choice: number): void;
  /** What comes is no longer hidden. */
  reveal(): void;
  /** To where it began. */
  restart(): Promise<void>;
  /** Another world is there, which somebody else has chosen. */
  left(): void;
}

/** Who guides now, if anybody does. */
export class Guides {
  readonly #store: ViewStore;
  guide: Guide | undefined;

  constructor(store: ViewStore) {
    this.#store = store;
  }

  get gate(): Gate | undefined {
    return this.guide?.gate;
  }

  /** Somebody else has chosen another world. */
  end(): void {
    const { guide } = this;
    this.guide = undefined;
    guide?.left();
  }

  /** On the page, why nothing goes on. */
  say(why = this.gate?.why): void {
    this.#store.setState({ notice: why?.(t) });
  }

  /** Throws a GateShut, and says so, where so many records are beyond the gate. */
  mustBeOpen(position: number): void {
    if (this.gate !== undefined && position > this.gate.position) this.#refuse(this.gate.why);
  }

  /** Throws a GateShut, and says so, where nothing may be done. */
  mustBeFree(): void {
    if (this.gate !== undefined) this.#refuse(this.gate.whyNoAct);
  }

  #refuse(why: Words): never {
    this.say(why);
    throw worded(GateShut, why);
  }
}
