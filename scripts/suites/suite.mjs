// What a suite of tests is told and what it answers.

/**
 * What the user asked for: `paths` are files and folders (none: everything), `grep` is part of a test's full title,
 * `repeat` how often each end-to-end test file is run, to see whether it can be relied on.
 * @typedef {{ paths: string[], grep: string | undefined, repeat?: number }} Selection
 */
/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Result `failures` tells of each what it was, to be read at the end */
/** @typedef {(selection: Selection) => Promise<Result>} Suite */

/** @type {Result} */
export const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] };

/**
 * @param {string} what in a few words
 * @returns {Result}
 */
export function failure(what) {
  return { ...nothing, failed: 1, failures: [what] };
}

/**
 * @param {Result} a
 * @param {Result} b
 * @returns {Result}
 */
export function addResults(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

/** @param {Selection} selection */
export function isNarrowed({ paths, grep }) {
  return paths.length > 0 || grep !== undefined;
}

/** @param {Result} result */
export function describeResult({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * What failed, for the end of a long output, where it is looked for. Empty when nothing did.
 * @param {Result} result
 */
export function listFailures({ failures }) {
  if (failures.length === 0) return '';
  return `\nWhat failed:\n${failures.map((text, index) => `${index + 1}) ${text}\n`).join('')}\n`;
}
