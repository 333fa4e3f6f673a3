// Finding programs.
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} name of a program, with its ending on Windows
 * @returns {string | undefined} absolute path of the first one on the PATH
 */
export function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map(folder => path.join(folder, name)).find(file => existsSync(file));
}
