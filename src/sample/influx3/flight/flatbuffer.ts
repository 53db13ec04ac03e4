/** One field of a table: a number of some size, something that stands elsewhere, or nothing. */
export type Slot = { bytes: 1 | 2 | 4 | 8; value: number | bigint } | { write: Writing } | undefined;

/** Writes something at the end and gives the place where it begins. */
type Writing = (writer: FlatWriter) => number;

/** Writes FlatBuffers from front to back: what a table points to stands behind it. Little-endian, as the format is. */
export class FlatWriter {
  #bytes = Buffer.alloc(1024);
  #end = 0;

  /** A whole buffer with this table as its root, its length a multiple of 8. */
  static root(slots: readonly Slot[]): Buffer {
    const writer = new FlatWriter();
    writer.#reserve(4);
    writer.#bytes.writeUInt32LE(writer.table(slots), 0);
    writer.#align(8);
    return writer.#bytes.subarray(0, writer.#end);
  }

  table(slots: readonly Slot[]): number {
    this.#align(2);
    const vtable = this.#reserve(4 + 2 * slots.length);
    this.#align(8);
    const table = this.#reserve(4);
    this.#bytes.writeInt32LE(table - vtable, table);
    const places = slots.map((slot, index) => {
      if (!slot) return 0;
      const size = 'bytes' in slot ? slot.bytes : 4;
      this.#align(size);
      const place = this.#reserve(size);
      this.#bytes.writeUInt16LE(place - table, vtable + 4 + 2 * index);
      if ('bytes' in slot) this.#number(place, slot.bytes, slot.value);
      return place;
    });
    this.#bytes.writeUInt16LE(4 + 2 * slots.length, vtable);
    this.#bytes.writeUInt16LE(this.#end - table, vtable + 2);
    for (const [index, slot] of slots.entries())
      if (slot && 'write' in slot) this.#point(places[index] ?? 0, slot.write);
    return table;
  }

  text(given: string): number {
    const bytes = Buffer.from(given);
    this.#align(4);
    const place = this.#reserve(4 + bytes.length + 1);
    this.#bytes.writeUInt32LE(bytes.length, place);
    bytes.copy(this.#bytes, place + 4);
    return place;
  }

  /** A vector of things that stand elsewhere. */
  references(items: readonly Writing[]): number {
    this.#align(4);
    const place = this.#reserve(4 + 4 * items.length);
    this.#bytes.writeUInt32LE(items.length, place);
    for (const [index, write] of items.entries()) this.#point(place + 4 + 4 * index, write);
    return place;
  }

  /** A vector of structs that are pairs of 64-bit numbers. */
  pairs(items: readonly (readonly [number, number])[]): number {
    this.#align(8);
    this.#reserve(4);
    const place = this.#reserve(4);
    this.#bytes.writeUInt32LE(items.length, place);
    for (const value of items.flat()) this.#number(this.#reserve(8), 8, value);
    return place;
  }

  #point(from: number, write: Writing): void {
    const target = write(this);
    this.#bytes.writeUInt32LE(target - from, from);
  }

  #number(place: number, bytes: 1 | 2 | 4 | 8, value: number | bigint): void {
    if (bytes === 8) this.#bytes.writeBigInt64LE(BigInt(value), place);
    else this.#bytes.writeUIntLE(Number(value), place, bytes);
  }

  #align(size: number): void {
    this.#reserve((size - (this.#end % size)) % size);
  }

  /** Room for so many bytes of zero; gives where it begins. */
  #reserve(count: number): number {
    const place = this.#end;
    this.#end += count;
    if (this.#end > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#end + this.#bytes.length)]);
    return place;
  }
}
