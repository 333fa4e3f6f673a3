import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLeaks } from '../../scripts/suites/leaks.mjs';

/** Files to make, by their path with forward slashes. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

/**
 * Runs a test in a new folder that holds some files, and removes it afterwards. The key that tests use must be in
 * no file that was not there before.
 */
export async function withFolder<T>(tree: Tree, test: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tunewright-test-'));
  try {
    for (const [name, content] of Object.entries(tree)) {
      const file = path.join(folder, ...name.split('/'));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    const result = await test(folder);
    assert.deepEqual(
      findLeaks(folder).filter(file => !(file.replaceAll('\\', '/') in tree)),
      [],
    );
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
