// Tests in plain Node: everything below test/ that needs no VS Code and no browser.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { build } from '../build/build.mjs';
import { makeRunFolder } from '../lib/scratch.mjs';
import { complain } from '../lib/terminal.mjs';
import { runMocha } from './mocha.mjs';
import { addResults, isNarrowed, nothing } from './suite.mjs';
import { bundleTests, selectTests } from './selection.mjs';

/** The folders of test/ that have a runner of their own. */
const elsewhere = /^(host|e2e|bench)\//;

/** @type {import('./suite.mjs').Suite} */
export async function runUnitTests(selection) {
  const files = selectTests(selection.paths, name => !elsewhere.test(name));
  if (files.length === 0) return nothing;
  const built = await buildForTests();
  const folder = makeRunFolder('unit');
  const bundles = await bundleTests(files, folder, { format: 'esm', splitting: true });
  const shares = dealOut(bundles, files.length > 40 ? availableParallelism() : 1);
  const results = await Promise.all(
    shares.map((share, number) =>
      runMocha({
        files: share,
        folder: path.join(folder, `share-${number}`),
        grep: selection.grep,
        narrowed: isNarrowed(selection),
        reporter: files.length > 3 ? 'dot' : 'spec',
        testMinutes: 1,
        totalMinutes: 5,
      }),
    ),
  );
  return results.reduce(addResults, built);
}

/**
 * Deals files out to processes that run at the same time, one on each core: nobody waits twice for the unit tests.
 * @param {string[]} files
 * @param {number} hands
 * @returns {string[][]}
 */
function dealOut(files, hands) {
  return Array.from({ length: hands }, (_, hand) => files.filter((_file, index) => index % hands === hand));
}

/** Some tests start the built worker or the command line. Without them the others still have something to say. */
async function buildForTests() {
  try {
    await build({ production: false });
    return nothing;
  } catch (failure) {
    complain(failure);
    return { ...nothing, failed: 1 };
  }
}
