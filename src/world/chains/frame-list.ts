/** Where the blocks of block files are: a few bytes for each, since a file may hold millions. */

export interface BlockFrame {
  readonly file: string;
  /** Of its magic in its file. */
  readonly offset: number;
  /** The serialised block, of which it is only known that it can be read: a view of the file. */
  readonly bytes: Uint8Array;
}

/** Magic and length, which come before the block. */
export const FRAME_BYTES = 8;
const FIRST_CAPACITY = 1024;
/** Small, so that the list never holds much more than it needs. */
const GROWTH = 1.25;

export class FrameList {
  readonly #files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  #count = 0;
  #fileOf = new Uint32Array(FIRST_CAPACITY);
  /** Of the magic. */
  #offsets = new Uint32Array(FIRST_CAPACITY);
  /** Of the block. */
  #lengths = new Uint32Array(FIRST_CAPACITY);

  get count(): number {
    return this.#count;
  }

  /** Frames that are added from now on are in it. `bytes`: without obfuscation. */
  begin(name: string, bytes: Uint8Array): void {
    this.#files.push({ name, bytes });
  }

  add(offset: number, length: number): void {
    const i = this.#count++;
    if (i === this.#offsets.length) this.#grow();
    this.#fileOf[i] = this.#files.length - 1;
    this.#offsets[i] = offset;
    this.#lengths[i] = length;
  }

  at(i: number): BlockFrame {
    const offset = this.#offsets[i];
    if (i >= this.#count || offset === undefined) throw new RangeError(`no frame ${i} of ${this.#count}`);
    return { file: this.#fileAt(i).name, offset, bytes: this.bytes(i) };
  }

  /** The block alone. */
  bytes(i: number): Uint8Array {
    const start = this.#offsets[i]! + FRAME_BYTES;
    return this.#fileAt(i).bytes.subarray(start, start + this.#lengths[i]!);
  }

  #fileAt(i: number) {
    const file = this.#files[this.#fileOf[i]!];
    if (file === undefined) throw new RangeError(`no frame ${i} of ${this.#count}`);
    return file;
  }

  #grow(): void {
    const capacity = Math.ceil(this.#offsets.length * GROWTH);
    const fileOf = new Uint32Array(capacity);
    const offsets = new Uint32Array(capacity);
    const lengths = new Uint32Array(capacity);
    fileOf.set(this.#fileOf);
    offsets.set(this.#offsets);
    lengths.set(this.#lengths);
    this.#fileOf = fileOf;
    this.#offsets = offsets;
    this.#lengths = lengths;
  }
}
