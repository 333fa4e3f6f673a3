// Runs esbuild over the table of bundles and puts the results into dist/.
import * as esbuild from 'esbuild';
import { rmSync, statSync } from 'node:fs';
import { findFiles, replaceFile } from '../lib/files.mjs';
import { fromRoot } from '../lib/project.mjs';
import { bundle } from './bundle.mjs';
import { findBundles } from './bundles.mjs';
import { describeLibraries, lazyPackages } from './lazyPackages.mjs';
import { describePackages } from './notices.mjs';
import { packedData } from './packedData.mjs';
import { splitCommonJs } from './splitCommonJs.mjs';

/**
 * Builds everything once into dist/ and removes what a former build left there.
 * @param {{ production: boolean }} options production: minified and without source maps
 * @returns {Promise<number>} how many files dist/ holds
 */
export async function build(options) {
  const { files, inputs } = await bundleAll(options);
  files.set(fromRoot('dist/THIRD-PARTY-NOTICES.txt'), Buffer.from(describePackages(inputs)));
  for (const [file, contents] of files)
    replaceFile(file, contents, file === fromRoot('dist/cli.cjs') ? 0o755 : 0o644);
  // What ends in `.new` is being written by another build.
  const present = findFiles(fromRoot('dist'), name => !name.endsWith('.new'));
  for (const file of present) {
    if (!files.has(file) && (options.production || isOld(file))) rmSync(file, { force: true });
  }
  return files.size;
}

/**
 * True for what no running process reads any more. Parts of a bundle are read late, and have other names in each build.
 * @param {string} file
 */
function isOld(file) {
  const { mtimeMs = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return mtimeMs < Date.now() - 10 * 60_000;
}

/**
 * Bundles everything without writing it.
 * @param {{ production: boolean }} options
 * @returns {Promise<{ files: Map<string, Uint8Array>, inputs: Set<string> }>} bundles by absolute path; sources, relative
 */
export async function bundleAll({ production }) {
  /** @type {Set<string>} */
  const packages = new Set();
  const files = new Map();
  const inputs = new Set();
  /** @param {esbuild.BuildOptions[]} bundles */
  const add = async bundles => {
    const plugins = [lazyPackages(packages), splitCommonJs(), ...(production ? [packedData()] : [])];
    const mode = production ? { minify: true } : { sourcemap: /** @type {const} */ ('linked') };
    const complete = bundles.map(options => ({ ...options, ...mode, metafile: true, write: false, plugins }));
    for (const { metafile, outputFiles } of await bundle(complete, 'The build')) {
      for (const input of Object.keys(metafile?.inputs ?? {})) inputs.add(input);
      for (const { path, contents } of outputFiles ?? []) files.set(path, contents);
    }
  };
  await add(findBundles());
  if (packages.size > 0) await add([describeLibraries(packages)]);
  return { files, inputs };
}

/**
 * Rebuilds each bundle when one of its files changes, until the process is ended. A package that is newly imported
 * lazily, and a new entry, need a restart.
 */
export async function watch() {
  for (const options of findBundles()) {
    const context = await esbuild.context({
      ...options,
      sourcemap: 'linked',
      logLevel: 'info',
      write: false,
      plugins: [lazyPackages(new Set()), splitCommonJs(), writing()],
    });
    await context.watch();
  }
  await new Promise(() => {});
}

/**
 * Writes what the plugins before it made of the bundle.
 * @returns {esbuild.Plugin}
 */
function writing() {
  return {
    name: 'writing',
    setup: build =>
      build.onEnd(({ outputFiles = [] }) => {
        for (const { path, contents } of outputFiles) replaceFile(path, contents);
      }),
  };
}
