// Runs mocha in a process of its own, so that a test that hangs, crashes or leaks takes nothing else along.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startGroup } from '../lib/processes.mjs';
import { fromRoot, root } from '../lib/project.mjs';
import { SetupFailure } from '../lib/terminal.mjs';

/** Tests make much that is soon forgotten: with more room for it the collector of garbage has a tenth of the work. */
const youngHeap = '--max-semi-space-size=64';

/**
 * @typedef {object} MochaRun
 * @property {string[]} files bundled tests
 * @property {string} folder for the plan and the result of this run
 * @property {string | undefined} grep
 * @property {boolean} narrowed whether the user asked for a part only: then `.only` is allowed
 * @property {string} reporter
 * @property {number} testMinutes how long one test may take
 * @property {number} totalMinutes how long all of them may take
 * @property {string} [hooks] a bundle that exports `mochaHooks`
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(text: string) => void} [print] told what the tests print; absent: it goes to the terminal
 */

/**
 * @param {MochaRun} plan
 * @returns {Promise<import('./suite.mjs').Result>}
 */
export async function runMocha(plan) {
  const resultFile = path.join(plan.folder, 'result.json');
  const planFile = path.join(plan.folder, 'plan.json');
  mkdirSync(plan.folder, { recursive: true });
  rmSync(resultFile, { force: true });
  writeFileSync(planFile, JSON.stringify({ ...plan, resultFile }));
  const child = startGroup(
    process.execPath,
    [youngHeap, fromRoot('scripts/suites/mochaProcess.mjs'), planFile],
    {
      cwd: root,
      env: { ...process.env, ...plan.env },
      stdio: plan.print ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    },
  );
  for (const stream of [child.child.stdout, child.child.stderr]) {
    stream?.setEncoding('utf8').on('data', text => plan.print?.(text));
  }
  const limit = setTimeout(child.stop, plan.totalMinutes * 60_000);
  await child.exited;
  clearTimeout(limit);
  return readResult(resultFile);
}

/**
 * @param {string} file
 * @returns {import('./suite.mjs').Result}
 */
export function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new SetupFailure(
      'The tests ended without a result.',
      'A test hung, ended the process, or its file could not be loaded: see the output above.',
    );
  }
}
