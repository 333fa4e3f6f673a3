// Tests in plain Node: everything below test/ that needs no VS Code and no browser. They are two suites, told apart by
// folder: units and properties are the inner loop, in less than 20 seconds on two cores; what drives whole commands, starts
// or kills processes, trains for long or reads every fixture is below test/system.
import { availableParallelism } from 'node:os';
import { build } from '../build/build.mjs';
import { makeRunFolder } from '../lib/scratch.mjs';
import { complain } from '../lib/terminal.mjs';
import { findPrinted, withLeaks } from './leaks.mjs';
import { runMocha } from './mocha.mjs';
import { bundleTests, selectTests } from './selection.mjs';
import { addResults, failure, isNarrowed, nothing } from './suite.mjs';

/** The folders of test/ that have a runner of their own. */
const elsewhere = /^(host|e2e|bench|system)\//;

/** @type {import('./suite.mjs').Suite} */
export const runUnitTests = selection => runInNode('unit', name => !elsewhere.test(name), selection, nothing);

/** @type {import('./suite.mjs').Suite} */
export async function runSystemTests(selection) {
  const belongs = (/** @type {string} */ name) => name.startsWith('system/');
  if (selectTests(selection.paths, belongs).length === 0) return nothing;
  return runInNode('system', belongs, selection, await buildForTests());
}

/**
 * @param {string} suite
 * @param {(name: string) => boolean} belongs told the path of a test file below test/
 * @param {import('./suite.mjs').Selection} selection
 * @param {import('./suite.mjs').Result} before what came of the preparations
 */
async function runInNode(suite, belongs, selection, before) {
  const files = selectTests(selection.paths, belongs);
  if (files.length === 0) return nothing;
  const folder = makeRunFolder(suite);
  const bundles = await bundleTests(files, folder, { format: 'esm', splitting: true });
  const shares = dealOut(bundles, files.length > 3 ? availableParallelism() : 1);
  let printed = '';
  const print = (/** @type {string} */ text) => {
    process.stdout.write(text);
    printed += text;
  };
  const results = await Promise.all(
    shares.map((share, number) =>
      runMocha({
        files: share,
        folder: `${folder}/share-${number}`,
        grep: selection.grep,
        narrowed: isNarrowed(selection),
        reporter: files.length > 3 ? 'dot' : 'spec',
        testMinutes: 1,
        totalMinutes: 15,
        print,
      }),
    ),
  );
  return withLeaks(results.reduce(addResults, before), findPrinted(printed));
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

/** The tests of the system start the built workers and the command line. Without these some still have something to say. */
async function buildForTests() {
  try {
    await build({ production: false });
    return nothing;
  } catch (cause) {
    complain(cause);
    return failure('the build');
  }
}
