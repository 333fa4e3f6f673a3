import { open } from 'node:fs/promises';
import path from 'node:path';
import zlib from 'node:zlib';
import {
  type AsyncBuffer,
  type Compressors,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet';
import { ExactNumber } from '../../core/jsonl/exactNumbers.ts';
import { cancelledProblem, Problem } from '../../core/util/problem.ts';
import { fileProblem } from '../fileProblem.ts';
import { brokenTable, type OpenTable } from './readTable.ts';

/** Rows that are held at a time. */
const BATCH_ROWS = 2000;

/** Opens a Parquet file; only what is asked for is read. Throws a `Problem` for a file that is none. */
export async function openParquet(file: string, signal?: AbortSignal): Promise<OpenTable> {
  const name = path.basename(file);
  const handle = await open(file, 'r').catch(error => {
    throw fileProblem(error, name);
  });
  try {
    const { size } = await handle.stat();
    const buffer: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer.slice(0, bytesRead);
      },
    };
    const metadata = await parquetMetadataAsync(buffer);
    const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
    const total = Number(metadata.num_rows);
    const batches = async function* () {
      for (let rowStart = 0; rowStart < total; rowStart += BATCH_ROWS) {
        if (signal?.aborted) throw cancelledProblem();
        const rowEnd = Math.min(total, rowStart + BATCH_ROWS);
        const options = { file: buffer, metadata, compressors: COMPRESSORS, rowStart, rowEnd };
        yield (await told(name, parquetReadObjects(options))).map(
          row => plain(row) as Record<string, unknown>,
        );
      }
    };
    return { columns, batches: { [Symbol.asyncIterator]: batches }, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error instanceof Problem ? error : brokenParquet(name, error);
  }
}

async function told<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Problem ? error : brokenParquet(name, error);
  }
}

function brokenParquet(name: string, error: unknown): Problem {
  return brokenTable(
    name,
    `${error instanceof Error ? error.message : 'It is no Parquet file'}.`.replace(/\.\.$/, '.'),
  );
}

/** What the package does not unpack by itself, Node does. */
const COMPRESSORS: Compressors = {
  GZIP: bytes => zlib.gunzipSync(bytes),
  BROTLI: bytes => zlib.brotliDecompressSync(bytes),
  ZSTD(bytes) {
    const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array };
    if (zstdDecompressSync) return zstdDecompressSync(bytes);
    throw new Problem({
      code: 'not-supported',
      message: 'The file is compressed with Zstandard, which this version of Node cannot unpack.',
      remedy: 'Use Node 22.15 or newer, or save it with snappy or gzip.',
    });
  },
};

/** A value as JSON has it. What is null inside a record was absent: every record of a column has all its fields. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : new ExactNumber(value.toString());
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number | bigint>, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      one === null || one === undefined ? [] : [[key, plain(one)]],
    ),
  );
}
