// The package of the sources as they are: the one of the last time when nothing has changed since.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findFiles } from '../lib/files.mjs';
import { fromRoot, root } from '../lib/project.mjs';
import { say } from '../lib/terminal.mjs';
import { packageExtension, packagePath } from './vsix.mjs';

/** All that has a part in the package. */
const folders = ['src', 'media', 'docs/rules', 'schemas', 'syntaxes', 'scripts/build'];
const files = [
  ...['package.json', 'package-lock.json', 'node_modules/.package-lock.json', '.vscodeignore'],
  ...['README.md', 'CHANGELOG.md', 'LICENSE'],
];

/** @returns {Promise<string>} the package's absolute path */
export async function currentPackage() {
  const file = packagePath();
  const note = `${file}.sources`;
  const sources = describeSources();
  if (existsSync(file) && existsSync(note) && readFileSync(note, 'utf8') === `${sources} ${stamp(file)}`) {
    say('The extension has not changed since it was packaged.');
    return file;
  }
  say('Building and packaging the extension ...');
  await packageExtension();
  writeFileSync(note, `${sources} ${stamp(file)}`);
  return file;
}

/** A hash of names, sizes and times: reading two thousand files would take longer than building. */
function describeSources() {
  const all = [
    ...folders.flatMap(folder => findFiles(fromRoot(folder), () => true)),
    ...files.map(name => fromRoot(name)),
  ];
  const hash = createHash('sha256');
  for (const file of all) hash.update(`${path.relative(root, file)} ${stamp(file)}\n`);
  return hash.digest('hex');
}

/** @param {string} file */
function stamp(file) {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.mtimeMs}` : 'none';
}
