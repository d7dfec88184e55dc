/**
 * Records as bytes: what a run tells is kept for the length of the run, and as objects it would be a gigabyte. A value is a tag
 * and what the tag needs; objects with the same keys share their keys, names that come again are written once. Typed arrays
 * stay what they are and are shared: they are long, and nobody writes to them.
 */

const UNDEFINED = 0;
const NULL = 1;
const FALSE = 2;
const TRUE = 3;
const WHOLE = 4;
const NEGATIVE = 5;
const FLOAT = 6;
const NAME = 7;
const TEXT = 8;
const HEX = 9;
const MESSAGE = 10;
const LIST = 11;
const OBJECT = 12;
const ARRAY = 13;
/** From here on the tag is the number itself. */
const SMALL = 14;
const SMALL_MOST = 255 - SMALL;

/** Texts up to this length come again and again: commands, names, reasons. */
const NAME_LENGTH_AT_MOST = 40;
/** There are not so many of them; who makes more has them written out. */
const NAMES_AT_MOST = 20_000;

const HEX_TEXT = /^(?:[0-9a-f]{2})+$/;
/** How messages are called: `node.sequence`. */
const MESSAGE_NAME = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

type Plain = Readonly<Record<string, unknown>>;
type Typed = Int32Array | Uint8Array;

/** Keys of objects, names and typed arrays: what packed values refer to. */
export class Packer {
  readonly #names: string[] = [];
  readonly #nameNumbers = new Map<string, number>();
  readonly #shapes: (readonly string[])[] = [];
  readonly #shapeNumbers = new Map<string, number>();
  readonly #arrays: Typed[] = [];
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  /** The bytes of `value`; they are good until the next call. */
  pack(value: unknown): Uint8Array {
    this.#at = 0;
    this.#write(value);
    return this.#bytes.subarray(0, this.#at);
  }

  /** The value whose bytes begin at `at`: a new one that is equal to what was packed. */
  unpack(bytes: Uint8Array, at: number): unknown {
    return new Reader(bytes, at, this.#names, this.#shapes, this.#arrays).read();
  }

  #write(value: unknown): void {
    switch (typeof value) {
      case "number":
        this.#number(value);
        return;
      case "string":
        this.#text(value);
        return;
      case "boolean":
        this.#byte(value ? TRUE : FALSE);
        return;
      case "object":
        if (value === null) this.#byte(NULL);
        else if (Array.isArray(value)) {
          this.#byte(LIST);
          this.#varint(value.length);
          for (const item of value) this.#write(item);
        } else if (value instanceof Int32Array || value instanceof Uint8Array) {
          this.#byte(ARRAY);
          this.#varint(this.#arrays.push(value) - 1);
        } else this.#object(value as Plain);
        return;
      case "undefined":
        this.#byte(UNDEFINED);
        return;
      default:
        throw new Error(`a record holds a ${typeof value}`);
    }
  }

  #number(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      this.#byte(FLOAT);
      this.#room(8);
      this.#view.setFloat64(this.#at, value, true);
      this.#at += 8;
    } else if (value < 0) {
      this.#byte(NEGATIVE);
      this.#varint(-1 - value);
    } else if (value <= SMALL_MOST) this.#byte(SMALL + value);
    else {
      this.#byte(WHOLE);
      this.#varint(value);
    }
  }

  #text(value: string): void {
    const known = this.#nameNumbers.get(value);
    if (known !== undefined) {
      this.#byte(NAME);
      this.#varint(known);
      return;
    }
    const message = MESSAGE_NAME.exec(value);
    if (message !== null) {
      this.#byte(MESSAGE);
      this.#varint(Number(message[1]));
      this.#varint(Number(message[2]));
    } else if (value.length >= 16 && HEX_TEXT.test(value)) {
      this.#byte(HEX);
      this.#varint(value.length / 2);
      for (let i = 0; i < value.length; i += 2) this.#byte(Number.parseInt(value.slice(i, i + 2), 16));
    } else if (value.length <= NAME_LENGTH_AT_MOST && this.#names.length < NAMES_AT_MOST) {
      const number = this.#names.push(value) - 1;
      this.#nameNumbers.set(value, number);
      this.#byte(NAME);
      this.#varint(number);
    } else {
      // By code units: a half of a pair is a text, too.
      this.#byte(TEXT);
      this.#varint(value.length);
      for (let i = 0; i < value.length; i++) this.#varint(value.charCodeAt(i));
    }
  }

  #object(value: Plain): void {
    const keys = Object.keys(value);
    const shape = keys.join();
    let number = this.#shapeNumbers.get(shape);
    if (number === undefined) {
      number = this.#shapes.push(keys) - 1;
      this.#shapeNumbers.set(shape, number);
    }
    this.#byte(OBJECT);
    this.#varint(number);
    for (const key of keys) this.#write(value[key]);
  }

  #byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#at++] = value;
  }

  /** 0 … 2⁵³ − 1, seven bits a byte, the lowest first. */
  #varint(value: number): void {
    let left = value;
    while (left >= 128) {
      this.#byte((left % 128) | 128);
      left = Math.floor(left / 128);
    }
    this.#byte(left);
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const longer = new Uint8Array(this.#bytes.length * 2);
    longer.set(this.#bytes);
    this.#bytes = longer;
    this.#view = new DataView(longer.buffer);
  }
}

const HEX_OF = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

class Reader {
  readonly #bytes: Uint8Array;
  #at: number;
  readonly #names: readonly string[];
  readonly #shapes: readonly (readonly string[])[];
  readonly #arrays: readonly Typed[];

  constructor(
    bytes: Uint8Array,
    at: number,
    names: readonly string[],
    shapes: readonly (readonly string[])[],
    arrays: readonly Typed[],
  ) {
    this.#bytes = bytes;
    this.#at = at;
    this.#names = names;
    this.#shapes = shapes;
    this.#arrays = arrays;
  }

  read(): unknown {
    const tag = this.#byte();
    if (tag >= SMALL) return tag - SMALL;
    switch (tag) {
      case NULL:
        return null;
      case FALSE:
        return false;
      case TRUE:
        return true;
      case WHOLE:
        return this.#varint();
      case NEGATIVE:
        return -1 - this.#varint();
      case FLOAT: {
        const { buffer, byteOffset } = this.#bytes;
        this.#at += 8;
        return new DataView(buffer, byteOffset + this.#at - 8, 8).getFloat64(0, true);
      }
      case NAME:
        return this.#names[this.#varint()];
      case TEXT: {
        const units = Array.from({ length: this.#varint() }, () => this.#varint());
        return units.map((unit) => String.fromCharCode(unit)).join("");
      }
      case HEX: {
        let text = "";
        for (let left = this.#varint(); left > 0; left--) text += HEX_OF[this.#byte()];
        return text;
      }
      case MESSAGE:
        return `${this.#varint()}.${this.#varint()}`;
      case LIST: {
        const list: unknown[] = [];
        for (let left = this.#varint(); left > 0; left--) list.push(this.read());
        return list;
      }
      case OBJECT: {
        const value: Record<string, unknown> = {};
        for (const key of this.#shapes[this.#varint()] ?? []) value[key] = this.read();
        return value;
      }
      case ARRAY:
        return this.#arrays[this.#varint()];
      default:
        return undefined;
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new Error("a record ends in the middle");
    return byte;
  }

  #varint(): number {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * weight;
      if (byte < 128) return value;
    }
  }
}
