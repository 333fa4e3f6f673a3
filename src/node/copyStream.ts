import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileProblem } from './fileProblem.ts';

/**
 * Copies a stream that can be read only once to a file of this name, in a temporary folder of its own, for work that
 * wants a path. Whoever asked for it removes it.
 */
export async function copyStream(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  signal: AbortSignal,
): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tunewright-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const copy = path.join(folder, name);
  try {
    await pipeline(stream, createWriteStream(copy, { flags: 'wx', mode: 0o600 }), { signal });
  } catch (error) {
    await remove();
    throw fileProblem(error, name);
  }
  return { path: copy, remove };
}
