import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { cancelledProblem } from '../core/util/problem.ts';
import { fileProblem } from './fileProblem.ts';

/** Folders in which nobody keeps datasets. Those whose name begins with a dot are skipped too. */
const SKIPPED = new Set(['node_modules', '__pycache__', 'venv', 'site-packages']);

/** What the paths on a command line, or a folder in the explorer, stand for. */
export interface ExpandedPaths {
  /** Datasets, each once, as paths that begin like the ones given. A path that does not exist is among them. */
  files: string[];
  /** Folders that were given and hold no dataset. */
  empty: string[];
}

/**
 * Replaces folders by the `.jsonl` files in and below them, in the order of their names. Other files are taken as they
 * are, whatever they are called. Links to folders are followed, each folder once.
 */
export async function expandPaths(
  given: readonly string[],
  cwd: string,
  signal?: AbortSignal,
): Promise<ExpandedPaths> {
  const files = new Map<string, string>();
  const add = (absolute: string, shown: string) => {
    if (!files.has(absolute)) files.set(absolute, shown);
  };
  const empty: string[] = [];
  for (const one of given) {
    const absolute = path.resolve(cwd, one);
    if (!(await isFolder(absolute))) {
      add(absolute, one);
      continue;
    }
    const found = await datasetsBelow(absolute, signal);
    if (found.length === 0) empty.push(one);
    for (const file of found) add(file, path.join(one, path.relative(absolute, file)));
  }
  return { files: [...files.values()], empty };
}

/** The absolute paths of the `.jsonl` files in and below a folder. */
export function datasetsBelow(folder: string, signal?: AbortSignal): Promise<string[]> {
  return filesBelow(folder, name => name.toLowerCase().endsWith('.jsonl'), signal);
}

/** The absolute paths of the files in and below a folder whose names are wanted. */
export async function filesBelow(
  folder: string,
  isWanted: (name: string) => boolean,
  signal?: AbortSignal,
): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  const walk = async (here: string): Promise<void> => {
    if (signal?.aborted) throw cancelledProblem();
    const real = await realpath(here).catch(() => undefined);
    if (real === undefined || seen.has(real)) return;
    seen.add(real);
    for (const entry of await entriesOf(here, here === folder)) {
      const full = path.join(here, entry.name);
      const kind = entry.isSymbolicLink() ? await kindOf(full) : entry;
      if (kind?.isDirectory()) {
        if (!SKIPPED.has(entry.name) && !entry.name.startsWith('.')) await walk(full);
      } else if (kind?.isFile() && isWanted(entry.name)) found.push(full);
    }
  };
  await walk(folder);
  return found;
}

/** The folder that was asked for must be readable; one below it that is not holds nothing for this user. */
async function entriesOf(folder: string, asked: boolean) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch (error) {
    if (asked) throw fileProblem(error, folder);
    return [];
  }
}

async function isFolder(file: string): Promise<boolean> {
  return (await kindOf(file))?.isDirectory() ?? false;
}

function kindOf(file: string) {
  return stat(file).catch(() => undefined);
}
