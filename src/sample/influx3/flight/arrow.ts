import type { Rows } from '#sample/influx3/sql/run';
import { shown, type Value } from '#sample/influx3/sql/values';
import { Instant } from '#sample/influx3/time';
import { FlatWriter, type Slot } from './flatbuffer.ts';

/** A message of an Arrow stream: its FlatBuffers header and what follows it. */
export interface ArrowMessage {
  header: Buffer;
  body: Buffer;
}

type ColumnType = 'bool' | 'int' | 'float' | 'time' | 'text';

/** Arrow `Message.fbs` and `Schema.fbs`. */
const V5 = 4;
const SCHEMA = 1;
const RECORD_BATCH = 3;
const TYPE_IDS: Readonly<Record<ColumnType, number>> = { int: 2, float: 3, text: 5, bool: 6, time: 10 };
const NANOSECOND = 3;
const DOUBLE = 2;

/** What a query gave as Arrow messages: the schema, then all rows at once. */
export function arrowMessages({ columns, rows }: Rows): ArrowMessage[] {
  const cells = columns.map((_, index) => rows.map((row) => row[index] ?? null));
  const types = cells.map(typeOf);
  const fields = columns.map(
    (name, index) => (writer: FlatWriter) => writer.table(fieldSlots(name, types[index] ?? 'text')),
  );
  const schema: Slot[] = [undefined, { write: (writer) => writer.references(fields) }];
  const noBody = Buffer.alloc(0);
  return [{ header: message(SCHEMA, schema, noBody), body: noBody }, recordBatch(rows.length, cells, types)];
}

function typeOf(cells: readonly Value[]): ColumnType {
  const value = cells.find((cell) => cell !== null) ?? null;
  if (value instanceof Instant) return 'time';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  return typeof value === 'number' ? 'float' : 'text';
}

function fieldSlots(name: string, type: ColumnType): Slot[] {
  return [
    { write: (writer) => writer.text(name) },
    { bytes: 1, value: 1 },
    { bytes: 1, value: TYPE_IDS[type] },
    { write: (writer) => writer.table(typeSlots(type)) },
    undefined,
    { write: (writer) => writer.references([]) },
  ];
}

function typeSlots(type: ColumnType): Slot[] {
  switch (type) {
    case 'int':
      return [
        { bytes: 4, value: 64 },
        { bytes: 1, value: 1 },
      ];
    case 'float':
      return [{ bytes: 2, value: DOUBLE }];
    case 'time':
      return [{ bytes: 2, value: NANOSECOND }];
    default:
      return [];
  }
}

function message(type: number, slots: readonly Slot[], body: Buffer): Buffer {
  return FlatWriter.root([
    { bytes: 2, value: V5 },
    { bytes: 1, value: type },
    { write: (writer) => writer.table(slots) },
    { bytes: 8, value: body.length },
  ]);
}

function recordBatch(length: number, cells: readonly (readonly Value[])[], types: readonly ColumnType[]): ArrowMessage {
  const parts = cells.flatMap((column, index) => [validity(column), ...buffersOf(column, types[index] ?? 'text')]);
  const places: [number, number][] = [];
  let end = 0;
  const padded = parts.map((part) => {
    places.push([end, part.length]);
    const whole = Buffer.concat([part, Buffer.alloc((8 - (part.length % 8)) % 8)]);
    end += whole.length;
    return whole;
  });
  const body = Buffer.concat(padded);
  const nodes = cells.map((column): [number, number] => [length, column.filter((cell) => cell === null).length]);
  const slots: Slot[] = [
    { bytes: 8, value: length },
    { write: (writer) => writer.pairs(nodes) },
    { write: (writer) => writer.pairs(places) },
  ];
  return { header: message(RECORD_BATCH, slots, body), body };
}

function validity(cells: readonly Value[]): Buffer {
  return bits(cells.map((cell) => cell !== null));
}

function bits(flags: readonly boolean[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(flags.length / 8));
  for (const [index, flag] of flags.entries())
    if (flag) bytes.writeUInt8(bytes.readUInt8(index >> 3) | (1 << (index & 7)), index >> 3);
  return bytes;
}

function buffersOf(cells: readonly Value[], type: ColumnType): Buffer[] {
  if (type === 'bool') return [bits(cells.map((cell) => cell === true))];
  if (type === 'text') return textBuffers(cells);
  const bytes = Buffer.alloc(8 * cells.length);
  for (const [index, cell] of cells.entries()) {
    if (type === 'float') bytes.writeDoubleLE(Number(cell ?? 0), 8 * index);
    else bytes.writeBigInt64LE(BigInt.asIntN(64, wholeOf(cell)), 8 * index);
  }
  return [bytes];
}

function wholeOf(cell: Value): bigint {
  if (cell instanceof Instant) return cell.nanos;
  return typeof cell === 'bigint' ? cell : 0n;
}

function textBuffers(cells: readonly Value[]): Buffer[] {
  const texts = cells.map((cell) => Buffer.from(shown(cell)));
  const offsets = Buffer.alloc(4 * (cells.length + 1));
  let end = 0;
  for (const [index, text] of texts.entries()) {
    end += text.length;
    offsets.writeInt32LE(end, 4 * (index + 1));
  }
  return [offsets, Buffer.concat(texts)];
}
