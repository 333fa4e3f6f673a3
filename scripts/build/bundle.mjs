// Runs esbuild and says what it found. esbuild would print from a process of its own, whenever that gets round to it.
import * as esbuild from 'esbuild';
import { SetupFailure } from '../lib/terminal.mjs';

/**
 * Makes several bundles at once. Warnings are printed, errors thrown, each once.
 * @param {esbuild.BuildOptions[]} bundles
 * @param {string} what named in the failure, such as `The build`
 * @returns {Promise<esbuild.BuildResult[]>}
 */
export async function bundle(bundles, what) {
  const outcomes = await Promise.allSettled(
    bundles.map(options => esbuild.build({ ...options, logLevel: 'silent' })),
  );
  const results = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? outcome.value : []));
  const errors = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? errorsOf(outcome.reason) : []));
  const warnings = await describe(
    results.flatMap(result => result.warnings),
    'warning',
  );
  if (errors.length > 0) {
    const details = warnings + (await describe(errors, 'error'));
    throw new SetupFailure(`${what} failed.`, 'Mend the errors that esbuild names above.', details);
  }
  process.stderr.write(warnings);
  return results;
}

/**
 * @param {unknown} failure
 * @returns {esbuild.Message[]}
 */
function errorsOf(failure) {
  if (failure instanceof Error && 'errors' in failure)
    return /** @type {esbuild.BuildFailure} */ (failure).errors;
  throw failure;
}

/**
 * @param {esbuild.Message[]} messages
 * @param {'error' | 'warning'} kind
 */
async function describe(messages, kind) {
  const texts = await esbuild.formatMessages(messages, { kind, color: process.stderr.isTTY });
  // The same file in several bundles says the same in each.
  return [...new Set(texts)].join('');
}
