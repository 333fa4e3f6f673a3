// Which test files a run is about, and their bundles.
import path from 'node:path';
import { bundle } from '../build/bundle.mjs';
import { findFiles } from '../lib/files.mjs';
import { fromRoot, root } from '../lib/project.mjs';

/**
 * @param {string[]} paths files or folders given by the user, relative to the working directory; none: everything
 * @param {(name: string) => boolean} belongs told the path below test/, with `/`
 * @returns {string[]} absolute paths of the test files
 */
export function selectTests(paths, belongs) {
  const wanted = paths.map(given => path.resolve(given));
  return findFiles(fromRoot('test'), name => /\.test\.tsx?$/.test(name) && belongs(name)).filter(
    file => wanted.length === 0 || wanted.some(place => file === place || file.startsWith(place + path.sep)),
  );
}

/**
 * Bundles test files, packages left out, so that the runner can load them as JavaScript.
 * @param {string[]} files absolute, below test/
 * @param {string} folder where the bundles go, in the layout of test/
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<string[]>} the bundles, in the order of the files
 */
export async function bundleTests(files, folder, options) {
  const extension = options.format === 'cjs' ? '.cjs' : '.mjs';
  const settings = {
    absWorkingDir: root,
    entryPoints: files,
    outbase: fromRoot('test'),
    outdir: folder,
    outExtension: { '.js': extension },
    bundle: true,
    packages: /** @type {const} */ ('external'),
    platform: /** @type {const} */ ('node'),
    jsx: /** @type {const} */ ('automatic'),
    jsxImportSource: 'preact',
    sourcemap: /** @type {const} */ ('linked'),
    ...options,
  };
  await bundle([settings], 'The bundling of the tests');
  return files.map(file =>
    path.join(folder, path.relative(fromRoot('test'), file)).replace(/\.tsx?$/, extension),
  );
}
