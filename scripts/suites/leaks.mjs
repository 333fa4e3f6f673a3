// Looks for the test key in what tests leave behind: what they print, and what a window of VS Code has written (logs,
// output channels, settings, the workspace).
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findFiles } from '../lib/files.mjs';
import { complain, SetupFailure } from '../lib/terminal.mjs';
import { addResults, failure } from './suite.mjs';
import { TEST_KEY } from './testKey.mjs';

/**
 * @param {string} folder everything that was written is there
 * @returns {string[]} the files that hold the test key, by their paths below the folder
 */
export function findLeaks(folder) {
  return findFiles(folder, () => true)
    .filter(file => readFileSync(file).includes(TEST_KEY))
    .map(file => path.relative(folder, file));
}

/**
 * The same for what was printed.
 * @param {string} printed
 */
export function findPrinted(printed) {
  return printed.includes(TEST_KEY) ? ['what the tests printed'] : [];
}

/**
 * The result of a suite; a key that it left somewhere is one more failure.
 * @param {import('./suite.mjs').Result} result
 * @param {readonly string[]} leaks
 * @returns {import('./suite.mjs').Result}
 */
export function withLeaks(result, leaks) {
  if (leaks.length === 0) return result;
  const leak = `The test key was written to ${leaks.join(', ')}.`;
  complain(new SetupFailure(leak, 'A key may be kept in the secret storage only: find out who writes it.'));
  return addResults(result, failure(leak));
}
