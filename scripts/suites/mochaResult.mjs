// What came of a run of mocha, in the process that runs it.

/**
 * Begins to note what fails. Call it as soon as the run was started.
 * @param {Mocha.Runner} runner
 * @returns {() => import('./suite.mjs').Result} the result so far
 */
export function followRunner(runner) {
  /** @type {string[]} */
  const failures = [];
  runner.on('fail', (test, failure) => failures.push(`${test.fullTitle()}\n${summarize(failure)}`));
  return () => {
    const { passes = 0, pending = 0 } = runner.stats ?? {};
    return { passed: passes, failed: failures.length, skipped: pending, failures };
  };
}

/** The whole of it stands where it happened; here it only has to be told from others. */
const linesOfFailure = 8;

/** @param {unknown} failure */
function summarize(failure) {
  const message = failure instanceof Error ? failure.message : String(failure);
  const lines = message.split('\n').filter(line => line.trim() !== '');
  return lines
    .slice(0, linesOfFailure)
    .map(line => `  ${line}`)
    .join('\n');
}
