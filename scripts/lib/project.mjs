// Where the project is and what its manifest says. Works from the scripts and from a bundle of them alike.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Absolute path of the repository. */
export const root = findRoot(import.meta.dirname);

/**
 * @param {string[]} parts path segments below the repository
 * @returns {string} absolute path
 */
export function fromRoot(...parts) {
  return path.join(root, ...parts);
}

/** @returns {{ name: string, publisher: string, version: string, engines: { node: string, vscode: string } }} the extension's manifest */
export function readManifest() {
  return JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
}

/** @param {string} start */
function findRoot(start) {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'tunewright') return folder;
    if (folder === path.dirname(folder)) throw new Error(`No Tunewright package.json at or above ${start}.`);
  }
}
