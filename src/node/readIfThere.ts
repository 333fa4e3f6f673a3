import { readFile } from 'node:fs/promises';
import { fileProblem } from './fileProblem.ts';

/** The text of a file; undefined when there is none. Rejects with a `Problem` when it cannot be read. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const problem = fileProblem(error, file);
    if (problem.code === 'not-found') return undefined;
    throw problem;
  }
}
