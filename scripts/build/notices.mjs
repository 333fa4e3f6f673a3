// The licences of the packages that the bundles carry: their authors ask for them to be passed on.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../lib/files.mjs';
import { fromRoot } from '../lib/project.mjs';

/**
 * Writes dist/THIRD-PARTY-NOTICES.txt.
 * @param {Iterable<string>} inputs bundled files, relative to the repository
 * @returns {string} the file's absolute path
 */
export function writeNotices(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll(path.sep, '/'));
    if (found) folders.add(found[0]);
  }
  const text = [...folders]
    .sort()
    .map(folder => describePackage(fromRoot(folder)))
    .join('\n');
  const file = fromRoot('dist/THIRD-PARTY-NOTICES.txt');
  replaceFile(file, Buffer.from(`Tunewright contains these packages.\n\n${text}`));
  return file;
}

/** @param {string} folder */
function describePackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
  const text =
    file && existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), 'utf8').trim() : '';
  return `--- ${name} ${version} (${license})\n\n${text}\n`;
}
