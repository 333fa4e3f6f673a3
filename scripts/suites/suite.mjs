// What a suite of tests is told and what it answers.

/**
 * What the user asked for: `paths` are files and folders (none: everything), `grep` is part of a test's full title,
 * `repeat` how often each end-to-end test file is run, to see whether it can be relied on.
 * @typedef {{ paths: string[], grep: string | undefined, repeat?: number }} Selection
 */
/** @typedef {{ passed: number, failed: number, skipped: number }} Result */
/** @typedef {(selection: Selection) => Promise<Result>} Suite */

/** @type {Result} */
export const nothing = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {Result} a
 * @param {Result} b
 * @returns {Result}
 */
export function addResults(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** @param {Selection} selection */
export function isNarrowed({ paths, grep }) {
  return paths.length > 0 || grep !== undefined;
}

/** @param {Result} result */
export function describeResult({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
