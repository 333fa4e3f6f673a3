// The licences of the packages that the bundles carry: their authors ask for them to be passed on.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fromRoot } from '../lib/project.mjs';

/**
 * @param {Iterable<string>} inputs bundled files, relative to the repository
 * @returns {string} name, version and licence text of each package among them
 */
export function describePackages(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll(path.sep, '/'));
    if (found) folders.add(found[0]);
  }
  const packages = [...folders].sort().map(folder => describePackage(fromRoot(folder)));
  return ['Tunewright contains these packages.\n', ...packages].join('\n');
}

/** @param {string} folder */
function describePackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(path.join(folder, file), 'utf8').trim() : '';
  return `--- ${name} ${version} (${license})\n\n${text}\n`;
}
