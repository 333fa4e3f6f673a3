import { appendFile, mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { SandboxStore } from '../../core/sandbox/store.ts';
import { replaceFile } from '../atomicWrite.ts';
import { fileProblem } from '../fileProblem.ts';
import { withFileLock } from '../fileLock.ts';

/**
 * A store in a folder: each key is a file, each `/` a folder. A value is written beside its place and moved there, so
 * that a crash leaves the old or the new one. `update` holds a lock file for its key, which processes that share the
 * folder respect; appends are single writes to the end of a file.
 * Rejects with a `Problem` when the disk refuses.
 */
export function fileStore(folder: string): SandboxStore {
  const fileOf = (key: string): string => path.join(folder, ...key.split('/').map(encodedSegment));

  async function read(key: string): Promise<Uint8Array | undefined> {
    const file = fileOf(key);
    try {
      return new Uint8Array(await readFile(file));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw fileProblem(error, file);
    }
  }

  async function write(key: string, value: Uint8Array): Promise<void> {
    const file = fileOf(key);
    await inFolder(file, () => replaceFile(file, [value]));
  }

  return {
    read,
    write,
    async append(key, addition) {
      const file = fileOf(key);
      await inFolder(file, () => appendFile(file, addition));
    },
    async remove(key) {
      const file = fileOf(key);
      await rm(file, { force: true });
      // The folder goes with its last file; that it is not empty, or gone already, is no failure.
      await rmdir(path.dirname(file)).catch(() => {});
    },
    list: prefix => listKeys(folder, prefix),
    async update(key, change) {
      const file = fileOf(key);
      return inFolder(file, () =>
        withFileLock(file, async () => {
          const before = await read(key);
          const next = change(before);
          if (next === undefined) return before;
          await replaceFile(file, [next]);
          return next;
        }),
      );
    },
  };
}

/** Does something with a file whose folder may have to be made, or was removed by another process meanwhile. */
async function inFolder<T>(file: string, action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      await mkdir(path.dirname(file), { recursive: true });
      return await action();
    } catch (error) {
      const isGone = isMissing(error) || (error as { code?: unknown }).code === 'not-found';
      if (!isGone || attempt >= 5) throw fileProblem(error, file);
    }
  }
}

async function listKeys(folder: string, prefix: string): Promise<string[]> {
  const segments = prefix.split('/').slice(0, -1);
  const start = path.join(folder, ...segments.map(encodedSegment));
  const entries = await readdir(start, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw fileProblem(error, start);
  });
  return entries
    .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
    .map(entry => {
      const inside = path.relative(start, path.join(entry.parentPath, entry.name));
      return [...segments, ...inside.split(path.sep).map(decodeURIComponent)].join('/');
    });
}

/** Part of a key as the name of a file or folder. Names with a leading dot are kept for locks and unfinished files. */
function encodedSegment(segment: string): string {
  if (segment === '') throw new RangeError('A key has no empty parts.');
  return encodeURIComponent(segment).replace(/^\./, '%2E').replaceAll('*', '%2A');
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
