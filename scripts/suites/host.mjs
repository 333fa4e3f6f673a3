// Tests inside VS Code's extension host. The files of test/host are one suite; a folder there with a `suite.json` is
// another, with a server, a browser window and settings of its own.
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from '../build/build.mjs';
import { ensureHost } from '../host/install.mjs';
import { fromRoot } from '../lib/project.mjs';
import { makeRunFolder, makeScratch } from '../lib/scratch.mjs';
import { complain, SetupFailure, say } from '../lib/terminal.mjs';
import { findLeaks, withLeaks } from './leaks.mjs';
import { bundleTests, selectTests } from './selection.mjs';
import { addResults, failure, isNarrowed, nothing } from './suite.mjs';

/**
 * What a suite.json may say.
 * @typedef {object} HostSuite
 * @property {string} [workspace] folder to open a copy of, relative to the repository; absent: test/fixtures/workspace
 * @property {Record<string, unknown>} [settings] user settings
 * @property {boolean} [restricted] open the workspace untrusted
 * @property {Record<string, string>} [env] environment of the extension host
 * @property {number} [minutes] how long the suite may take; absent: 12
 */

/** @type {import('./suite.mjs').Suite} */
export async function runHostTests(selection) {
  const files = selectTests(selection.paths, name => name.startsWith('host/'));
  if (files.length === 0) return nothing;
  await ensureHost();
  await build({ production: false });
  let total = nothing;
  for (const [home, tests] of groupBySuite(files))
    total = addResults(total, await runSuite(home, tests, selection));
  return total;
}

/**
 * A suite that ends badly has failed; the others are run all the same.
 * @param {string} home
 * @param {string[]} tests
 * @param {import('./suite.mjs').Selection} selection
 */
async function runSuite(home, tests, selection) {
  const name = path.relative(fromRoot('test'), home);
  say(`${name}: ${tests.length} ${tests.length === 1 ? 'file' : 'files'}`);
  try {
    const folder = makeScratch();
    const suite = readSuite(home);
    const workspace = copyWorkspace(suite, path.join(folder, 'workspace'));
    const entry = fromRoot('test/host/support/run.ts');
    const extension = copyExtension(path.join(makeRunFolder('host'), name.replaceAll(path.sep, '-')));
    // Inside the extension, so that both have the same `vscode`, of which tests replace parts.
    const bundles = path.join(extension, 'tests');
    const [run = '', ...loaded] = await bundleTests([entry, ...tests], bundles, { format: 'cjs' });
    const plan = { files: loaded, grep: selection.grep, narrowed: isNarrowed(selection) };
    // Imported late: playwright-core is slow to load.
    const { runInWindow } = await import('./hostWindow.mjs');
    const logs = fromRoot('out', name);
    const result = await runInWindow({ suite, folder, extension, workspace, run, plan, logs });
    return withLeaks(result, findLeaks(folder));
  } catch (cause) {
    complain(cause);
    return failure(`${name}: the tests could not be run`);
  }
}

/**
 * @param {string[]} files
 * @returns {Map<string, string[]>} the tests of each suite, by the suite's folder
 */
function groupBySuite(files) {
  const suites = new Map();
  for (const file of files) {
    let home = path.dirname(file);
    while (home !== fromRoot('test/host') && !existsSync(path.join(home, 'suite.json')))
      home = path.dirname(home);
    suites.set(home, [...(suites.get(home) ?? []), file]);
  }
  return suites;
}

/**
 * @param {string} home
 * @returns {HostSuite}
 */
function readSuite(home) {
  const file = path.join(home, 'suite.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/**
 * @param {HostSuite} suite
 * @param {string} copy
 */
function copyWorkspace({ workspace = 'test/fixtures/workspace' }, copy) {
  const original = fromRoot(workspace);
  if (!existsSync(original)) {
    throw new SetupFailure(`There is no workspace ${workspace}.`, 'Mend `workspace` in the suite.json.');
  }
  cpSync(original, copy, { recursive: true });
  return copy;
}

/** What VS Code needs of the repository to run the extension. */
const shipped = ['package.json', 'dist', 'docs/rules', 'media', 'schemas', 'syntaxes'];

/**
 * The window reads parts of the extension late, and another build may have replaced them by then.
 * @param {string} copy
 */
function copyExtension(copy) {
  for (const name of shipped) {
    if (existsSync(fromRoot(name))) cpSync(fromRoot(name), path.join(copy, name), { recursive: true });
  }
  return copy;
}
