import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { filesBelow } from '../expandPaths.ts';

/** Comparisons are written by hand; a larger file is none. */
const LARGEST = 1_000_000;

/** The comparisons in and below a folder, by their paths relative to it. One that cannot be read is left out. */
export async function findComparisons(
  folder: string,
  signal?: AbortSignal,
): Promise<{ path: string; text: string }[]> {
  const found = await filesBelow(folder, name => /\.compare\.jsonc?$/i.test(name), signal);
  const texts = await Promise.all(
    found.map(async file => {
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text === undefined || text.length > LARGEST) return [];
      return [{ path: path.relative(folder, file).split(path.sep).join('/'), text }];
    }),
  );
  return texts.flat();
}
