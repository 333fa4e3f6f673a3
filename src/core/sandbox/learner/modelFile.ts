import { runToEnd } from '../../util/runToEnd.ts';
import type { Field, Inventory, Value } from './inventory.ts';
import { type LearnerModel, WeightTable } from './model.ts';
import { PieceStatistics } from './pieceStatistics.ts';
import { RarityTable } from './rarity.ts';

/**
 * A model as bytes: `TWM1`, the lengths of the header and of the values (32 bits each), the header as JSON, the
 * values as JSON lines, then the tables in the order of the header. A table is kept whole, or as the places and
 * values of what is not zero when that is shorter. Numbers are little-endian. Yields between the parts of the work.
 */
export function* encodeModel(model: LearnerModel): Generator<void, Uint8Array> {
  const tables: PackedTable[] = [];
  for (const table of [model.weights.values, model.rarity.counts, model.pieces.single, model.pieces.pairs]) {
    tables.push(yield* packTable(table));
  }
  const { skeletons, fields, openings, closings } = model.inventory;
  const values = yield* valueLines(fields);
  const header: Header = {
    inventory: { skeletons, openings, closings, fields: fields.map(field => field.name) },
    prompts: model.rarity.prompts,
    total: model.pieces.total,
    tables: tables.map(({ length, count }) => ({ length, count })),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, json.length, true);
  view.setUint32(8, lengthOf(values), true);
  yield;
  return concatenated([head, json, ...values, ...tables.map(table => table.bytes)]);
}

/** Reads a model at once. Throws a `RangeError` or `SyntaxError` on bytes that are no model, or are cut off. */
export function decodeModel(bytes: Uint8Array): LearnerModel {
  return runToEnd(decodeModelInSteps(bytes));
}

/** Reads a model, with a yield now and then. Throws as `decodeModel` does. */
export function* decodeModelInSteps(bytes: Uint8Array): Generator<void, LearnerModel> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== MAGIC) throw new RangeError('These bytes are no model.');
  const headerEnd = HEAD_BYTES + view.getUint32(4, true);
  const valuesEnd = headerEnd + view.getUint32(8, true);
  const decoder = new TextDecoder();
  const header = JSON.parse(decoder.decode(bytes.subarray(HEAD_BYTES, headerEnd))) as Header;
  const fields: Field[] = header.inventory.fields.map(name => ({ name, values: [] }));
  yield;
  for (const [at, line] of decoder.decode(bytes.subarray(headerEnd, valuesEnd)).split('\n').entries()) {
    if (at % LINES_OF_CHUNK === 0) yield;
    if (line === '') continue;
    const [field, value] = JSON.parse(line) as [number, Value];
    fields[field]!.values.push(value);
  }
  let at = valuesEnd;
  const tables: Float32Array[] = [];
  for (const table of header.tables) {
    yield;
    const size = table.count === null ? table.length * 4 : table.count * 8;
    tables.push(unpackTable(bytes.slice(at, at + size), table));
    at += size;
  }
  const [weights, counts, single, pairs] = tables as [Float32Array, Float32Array, Float32Array, Float32Array];
  return {
    inventory: { ...header.inventory, fields },
    weights: new WeightTable(weights),
    rarity: new RarityTable(counts, header.prompts),
    pieces: new PieceStatistics(single, pairs, header.total),
  };
}

interface Header {
  /** The values of the fields follow as lines, of which there may be very many. */
  inventory: Omit<Inventory, 'fields'> & { fields: string[] };
  /** Prompts in the table of rarities. */
  prompts: number;
  /** Pieces in the statistics. */
  total: number;
  tables: TableHeader[];
}

interface TableHeader {
  length: number;
  /** Values that are not zero; null for a table that is kept whole. */
  count: number | null;
}

const MAGIC = 0x54574d31;
const HEAD_BYTES = 12;

interface PackedTable extends TableHeader {
  bytes: Uint8Array;
}

function* packTable(table: Float32Array): Generator<void, PackedTable> {
  let count = 0;
  for (let place = 0; place < table.length; place++) if (table[place] !== 0) count += 1;
  yield;
  if (count * 2 >= table.length) return { length: table.length, count: null, bytes: bytesOf(table.slice()) };
  const places = new Uint32Array(count);
  const values = new Float32Array(count);
  let at = 0;
  for (let place = 0; place < table.length; place++) {
    if (table[place] === 0) continue;
    places[at] = place;
    values[at] = table[place]!;
    at += 1;
  }
  yield;
  const bytes = new Uint8Array(count * 8);
  bytes.set(bytesOf(places));
  bytes.set(bytesOf(values), count * 4);
  return { length: table.length, count, bytes };
}

/** Every machine that runs Node or a browser today is little-endian; bytes are used as they lie in memory. */
function unpackTable(bytes: Uint8Array<ArrayBuffer>, { length, count }: TableHeader): Float32Array {
  if (count === null) return new Float32Array(bytes.buffer, 0, length);
  const places = new Uint32Array(bytes.buffer, 0, count);
  const values = new Float32Array(bytes.buffer, count * 4, count);
  const table = new Float32Array(length);
  for (let index = 0; index < count; index++) table[places[index]!] = values[index]!;
  return table;
}

function bytesOf(numbers: Uint32Array | Float32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** A line `[field, value]` for each value, in chunks. */
function* valueLines(fields: readonly Field[]): Generator<void, Uint8Array[]> {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  for (const [index, { values }] of fields.entries()) {
    for (let start = 0; start < values.length; start += LINES_OF_CHUNK) {
      yield;
      const lines = values
        .slice(start, start + LINES_OF_CHUNK)
        .map(value => `${JSON.stringify([index, value])}\n`);
      chunks.push(encoder.encode(lines.join('')));
    }
  }
  return chunks;
}

const LINES_OF_CHUNK = 500;

function lengthOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(lengthOf(chunks));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
