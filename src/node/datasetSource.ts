import { readSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatasetSource } from '../core/lint/streamLinter.ts';
import { cancelledProblem, Problem } from '../core/util/problem.ts';
import { fileProblem } from './fileProblem.ts';

/** A dataset on disk. Its chunks may be read any number of times, each time from the beginning. */
export interface OpenDataset extends DatasetSource {
  /** Size when it was opened. What is appended later is not read. */
  bytes: number;
  /** Closing twice does nothing. */
  close(): Promise<void>;
}

/** Bytes read at a time: large enough that calls cost nothing, small enough that a cancellation is noticed soon. */
const CHUNK_BYTES = 1024 * 1024;

/** The size of a dataset that can be read more than once. Throws a `Problem` for a folder, a pipe or a missing file. */
export async function sizeOfDataset(file: string, shown = file): Promise<number> {
  try {
    const stats = await stat(file);
    if (stats.isDirectory()) throw folderProblem(shown);
    if (stats.isFile()) return stats.size;
  } catch (error) {
    throw fileProblem(error, shown);
  }
  throw new Problem({
    code: 'not-supported',
    message: `${shown} is no ordinary file, so it cannot be read twice.`,
    remedy: 'Save what it holds to a file first.',
  });
}

/**
 * Opens a dataset for reading. Pipes and devices are copied to a temporary file first, because they can be read only
 * once. Throws a `Problem` for a folder, a missing file or missing permission, which calls the file `shown`.
 */
export async function openDataset(file: string, signal?: AbortSignal, shown = file): Promise<OpenDataset> {
  try {
    const handle = await open(file, 'r');
    try {
      const stats = await handle.stat();
      if (stats.isDirectory()) throw folderProblem(shown);
      if (stats.isFile()) return opened(handle, path.basename(file), shown, stats.size);
      const copy = await spoolDataset(chunksOf(handle, undefined), path.basename(file), signal);
      await handle.close();
      return copy;
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    throw fileProblem(error, shown);
  }
}

/** Copies a stream, such as standard input, to a temporary file that nobody else sees and that ends with its handle. */
export async function spoolDataset(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  signal?: AbortSignal,
): Promise<OpenDataset> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tunewright-'));
  try {
    const handle = await open(path.join(folder, 'spool'), 'wx+', 0o600);
    // The name is given up at once: the bytes live as long as the handle, so that nothing can be left behind.
    await rm(folder, { recursive: true, force: true });
    try {
      let bytes = 0;
      const iterator = stream[Symbol.asyncIterator]();
      for (;;) {
        const { done, value } = await nextUnlessAborted(iterator, signal);
        if (done) break;
        await writeAll(handle, value);
        bytes += value.length;
      }
      return opened(handle, name, name, bytes);
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw fileProblem(error, name);
  }
}

function opened(handle: FileHandle, name: string, shown: string, bytes: number): OpenDataset {
  let closed: Promise<void> | undefined;
  return {
    name,
    bytes,
    chunks: {
      [Symbol.asyncIterator]: () => shownErrors(chunksOf(handle, bytes), shown)[Symbol.asyncIterator](),
    },
    read(offset, length) {
      const buffer = new Uint8Array(Math.max(0, Math.min(length, bytes - offset)));
      let filled = 0;
      while (filled < buffer.length) {
        const count = readSync(handle.fd, buffer, filled, buffer.length - filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return buffer.subarray(0, filled);
    },
    close() {
      closed ??= handle.close();
      return closed;
    },
  };
}

/**
 * Reads from the beginning up to `limit` bytes, or to the end. A file that shrank meanwhile ends early. Every chunk
 * lies in the same memory: it is valid until the next one is asked for.
 */
async function* chunksOf(handle: FileHandle, limit: number | undefined): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(CHUNK_BYTES, Math.max(limit ?? CHUNK_BYTES, 1)));
  let at = 0;
  for (;;) {
    const wanted = Math.min(buffer.length, (limit ?? Number.POSITIVE_INFINITY) - at);
    if (wanted <= 0) return;
    const { bytesRead } = await handle.read(buffer, 0, wanted, limit === undefined ? null : at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* shownErrors(chunks: AsyncGenerator<Uint8Array>, shown: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw fileProblem(error, shown);
  }
}

/** The next chunk. A pipe may never give one, so a cancellation does not wait for it. */
async function nextUnlessAborted(
  iterator: AsyncIterator<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<IteratorResult<Uint8Array>> {
  if (!signal) return iterator.next();
  if (signal.aborted) throw cancelledProblem();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelledProblem());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([iterator.next(), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    at += (await handle.write(chunk, at, chunk.length - at)).bytesWritten;
  }
}

function folderProblem(file: string): Problem {
  return new Problem({
    code: 'rejected',
    message: `${file} is a folder.`,
    remedy: 'Name a file in it.',
  });
}
