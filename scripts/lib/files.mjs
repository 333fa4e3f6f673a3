// Finding and replacing files.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} folder absolute; may be missing
 * @param {(name: string) => boolean} wanted told the path below the folder, with `/`
 * @returns {string[]} absolute paths of the files at any depth, sorted
 */
export function findFiles(folder, wanted) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .filter(file => wanted(path.relative(folder, file).replaceAll(path.sep, '/')))
    .sort();
}

/**
 * Writes a file whole or not at all, and leaves one with the same bytes alone: somebody may be reading it.
 * @param {string} file absolute
 * @param {Uint8Array} bytes
 * @param {number} [mode]
 */
export function replaceFile(file, bytes, mode = 0o644) {
  if (existsSync(file) && readFileSync(file).equals(bytes)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, bytes, { mode });
  renameSync(fresh, file);
}
