import type { Inventory } from './inventory.ts';
import { type LearnerModel, WeightTable } from './model.ts';
import { PieceStatistics } from './pieceStatistics.ts';
import { RarityTable } from './rarity.ts';

/**
 * A model as bytes: `TWM1`, the length of the header (32 bits), the header as JSON, then the tables in the order of
 * the header. A table is kept whole, or as the places and values of what is not zero when that is shorter. Numbers
 * are little-endian. Yields between the parts of the work.
 */
export function* encodeModel(model: LearnerModel): Generator<void, Uint8Array> {
  const tables: PackedTable[] = [];
  for (const table of [model.weights.values, model.rarity.counts, model.pieces.single, model.pieces.pairs]) {
    tables.push(yield* packTable(table));
  }
  const header: Header = {
    inventory: model.inventory,
    prompts: model.rarity.prompts,
    total: model.pieces.total,
    tables: tables.map(({ length, count }) => ({ length, count })),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  yield;
  const size = tables.reduce((sum, table) => sum + table.bytes.length, HEAD_BYTES + json.length);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, json.length, true);
  bytes.set(json, HEAD_BYTES);
  let at = HEAD_BYTES + json.length;
  for (const table of tables) {
    bytes.set(table.bytes, at);
    at += table.bytes.length;
  }
  return bytes;
}

/** Reads a model. Throws a `RangeError` or `SyntaxError` on bytes that are no model, or are cut off. */
export function decodeModel(bytes: Uint8Array): LearnerModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== MAGIC) throw new RangeError('These bytes are no model.');
  const headerEnd = HEAD_BYTES + view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD_BYTES, headerEnd))) as Header;
  let at = headerEnd;
  const tables = header.tables.map(table => {
    const size = table.count === null ? table.length * 4 : table.count * 8;
    const values = unpackTable(bytes.slice(at, at + size), table);
    at += size;
    return values;
  });
  const [weights, counts, single, pairs] = tables as [Float32Array, Float32Array, Float32Array, Float32Array];
  return {
    inventory: header.inventory,
    weights: new WeightTable(weights),
    rarity: new RarityTable(counts, header.prompts),
    pieces: new PieceStatistics(single, pairs, header.total),
  };
}

interface Header {
  inventory: Inventory;
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
const HEAD_BYTES = 8;

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
