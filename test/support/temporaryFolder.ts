import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Files to make, by their path with forward slashes. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

/** Runs a test in a new folder that holds some files, and removes it afterwards. */
export async function withFolder<T>(tree: Tree, test: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tunewright-test-'));
  try {
    for (const [name, content] of Object.entries(tree)) {
      const file = path.join(folder, ...name.split('/'));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    return await test(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
