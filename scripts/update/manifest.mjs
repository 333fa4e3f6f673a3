// package.json's generated parts and the JSON Schemas, from src/contributions.
import { readFileSync } from 'node:fs';
import { replaceFile } from '../lib/files.mjs';
import { fromRoot } from '../lib/project.mjs';
import { importSource } from './importSource.mjs';

/** @returns {Promise<string[]>} the files, relative to the repository */
export async function updateManifest() {
  const { manifest, schemas } = await importSource('src/contributions/manifest.ts');
  const file = fromRoot('package.json');
  writeJson('package.json', { ...JSON.parse(readFileSync(file, 'utf8')), ...manifest() });
  const made = schemas();
  for (const name of Object.keys(made)) writeJson(name, made[name]);
  return ['package.json', ...Object.keys(made)];
}

/**
 * @param {string} name relative to the repository
 * @param {unknown} value
 */
function writeJson(name, value) {
  replaceFile(fromRoot(name), Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
}
