// Lets a script use a module of src/.
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { fromRoot, root } from '../lib/project.mjs';

/**
 * Bundles a TypeScript module and imports it.
 * @param {string} source relative to the repository
 * @returns {Promise<Record<string, any>>} its exports
 */
export async function importSource(source) {
  const outfile = fromRoot('out', `update-${process.pid}.mjs`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    // The query keeps Node from answering with the module that was imported before.
    return await import(`${pathToFileURL(outfile).href}?${encodeURIComponent(source)}`);
  } finally {
    rmSync(outfile, { force: true });
  }
}
