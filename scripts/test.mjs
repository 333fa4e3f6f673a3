#!/usr/bin/env node
// Runs the tests:   node scripts/test.mjs [check|unit|system|host|e2e] [FILE or FOLDER ...] [--grep TEXT] [--repeat N]
//
// Without a suite: all five, in this order. A file or folder narrows a suite to the tests below it, and --grep to the
// tests whose full title contains TEXT. With --repeat the end-to-end test files are run N times. What failed is listed
// at the end; the last line of the output is `N passed, N failed[, N skipped]`.
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { complain, runScript, SetupFailure, say } from './lib/terminal.mjs';
import { addResults, describeResult, failure, isNarrowed, listFailures, nothing } from './suites/suite.mjs';

/** @typedef {import('./suites/suite.mjs').Suite} Suite */

// Imported late: they use packages that are only there after the installation.
/** @type {Record<string, () => Promise<Suite>>} */
const suites = {
  check: async () => (await import('./suites/check.mjs')).runChecks,
  unit: async () => (await import('./suites/plainNode.mjs')).runUnitTests,
  system: async () => (await import('./suites/plainNode.mjs')).runSystemTests,
  host: async () => (await import('./suites/host.mjs')).runHostTests,
  e2e: async () => (await import('./suites/e2e.mjs')).runEndToEndTests,
};

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string' }, repeat: { type: 'string', default: '1' } },
  });
  const named = positionals[0] !== undefined && positionals[0] in suites ? positionals[0] : undefined;
  const paths = named ? positionals.slice(1) : positionals;
  const selection = { paths, grep: values.grep, repeat: readCount(values.repeat) };
  await ensureDependencies();
  let total = nothing;
  // The checks look at everything, so a run that is narrowed to some tests leaves them out.
  const wanted = Object.keys(suites).filter(name =>
    named ? name === named : name !== 'check' || !isNarrowed(selection),
  );
  for (const name of wanted) {
    say(`${name} ...`);
    const result = await runSuite(name, selection);
    say(`${name}: ${describeResult(result)}`);
    total = addResults(total, result);
  }
  process.stdout.write(`${listFailures(total)}${describeResult(total)}\n`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});

/**
 * A suite that cannot be run has failed.
 * @param {string} name
 * @param {import('./suites/suite.mjs').Selection} selection
 */
async function runSuite(name, selection) {
  try {
    const suite = await /** @type {() => Promise<Suite>} */ (suites[name])();
    const result = await suite(selection);
    if (result.passed + result.failed > 0 || isNarrowed(selection)) return result;
    throw new SetupFailure(
      `The suite ${name} ran no test.`,
      'Its test files are gone or all of its tests are skipped.',
    );
  } catch (cause) {
    complain(cause);
    return failure(`${name}: could not be run`);
  }
}

/** @param {string} given */
function readCount(given) {
  const count = Number(given);
  if (Number.isInteger(count) && count > 0) return count;
  throw new SetupFailure(`--repeat ${given} is no number of times.`, 'Give a whole number, 1 or more.');
}
