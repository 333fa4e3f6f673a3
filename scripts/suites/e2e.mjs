// End-to-end tests: the packaged extension, installed in a VS Code that a browser shows.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { packageExtension } from '../build/vsix.mjs';
import { ensureHost } from '../host/install.mjs';
import { installExtension } from '../host/server.mjs';
import { fromRoot, root } from '../lib/project.mjs';
import { makeRunFolder } from '../lib/scratch.mjs';
import { complain, say } from '../lib/terminal.mjs';
import { runMocha } from './mocha.mjs';
import { bundleTests, selectTests } from './selection.mjs';
import { addResults, describeResult, failure, isNarrowed, nothing } from './suite.mjs';

/** A window waits for its server most of the time, so that two share two cores well. More than two only get in each other's way. */
const atOnce = Math.min(2, availableParallelism());

/**
 * Every file has a process, a browser and a log of its own: one that hangs or crashes takes no other along.
 * @type {import('./suite.mjs').Suite}
 */
export async function runEndToEndTests(selection) {
  const tests = selectTests(selection.paths, name => name.startsWith('e2e/'));
  if (tests.length === 0) return nothing;
  await ensureHost();
  const { file, bytes } = await packageExtension();
  say(`packaged ${path.basename(file)}, ${Math.ceil(bytes / 1000)} KB`);
  const folder = makeRunFolder('e2e');
  const extensions = path.join(folder, 'extensions');
  await installExtension(file, { folder: path.join(folder, 'installer'), extensions });
  rmSync(fromRoot('out/e2e'), { recursive: true, force: true });
  const entries = [fromRoot('test/e2e/support/hooks.ts'), ...tests];
  const [hooks, ...files] = await bundleTests(entries, folder, { format: 'esm', splitting: true });
  const repeated = Array.from({ length: selection.repeat ?? 1 }, () => files).flat();
  const queue = [...repeated.entries()];
  let total = nothing;
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [number, bundle] = next;
      const name = path.relative(path.join(folder, 'e2e'), bundle).replace(/\.test\.mjs$/, '');
      const result = await runFile({ bundle, name, number, hooks, folder, extensions, selection });
      total = addResults(total, result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return total;
}

/**
 * Runs the tests of one file; what they print comes in one piece, and stays in out/e2e.
 * @param {object} run
 * @param {string} run.bundle
 * @param {string} run.name of the file, below test/e2e
 * @param {number} run.number tells runs of the same file apart
 * @param {string | undefined} run.hooks
 * @param {string} run.folder
 * @param {string} run.extensions
 * @param {import('./suite.mjs').Selection} run.selection
 * @returns {Promise<import('./suite.mjs').Result>}
 */
async function runFile({ bundle, name, number, hooks, folder, extensions, selection }) {
  const times = selection.repeat ?? 1;
  const evidence = fromRoot('out/e2e', name.replaceAll(path.sep, '-') + (times > 1 ? `-${number}` : ''));
  mkdirSync(evidence, { recursive: true });
  const started = Date.now();
  let log = '';
  let result = failure(`e2e/${name}: the tests did not come to their end`);
  try {
    result = await runMocha({
      files: [bundle],
      hooks,
      folder: path.join(folder, `run-${number}`),
      grep: selection.grep,
      narrowed: isNarrowed(selection),
      reporter: 'spec',
      testMinutes: 3,
      totalMinutes: 15,
      env: { TUNEWRIGHT_EXTENSIONS: extensions, TUNEWRIGHT_ROOT: root, TUNEWRIGHT_EVIDENCE: evidence },
      print: text => (log += text),
    });
  } catch (cause) {
    complain(cause);
  }
  writeFileSync(path.join(evidence, 'tests.log'), log);
  process.stdout.write(log);
  say(`e2e/${name}: ${describeResult(result)}, ${Math.round((Date.now() - started) / 1000)} s`);
  if (result.failed > 0) say(`Pictures and logs of the failure are in ${evidence}.`);
  return result;
}
