// VS Code has no setting and no argument that opens the Problems panel, but a task of the user's that runs when a folder
// is opened may ask for it.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Lets the task below run without a question. */
export const findingsSettings = { 'task.allowAutomaticTasks': 'on' };

/**
 * Makes a window show its findings from the start.
 * @param {string} userFolder VS Code's folder of user settings
 */
export function showFindings(userFolder) {
  const task = {
    label: 'Show findings',
    type: 'process',
    command: process.execPath,
    args: ['--version'],
    runOptions: { runOn: 'folderOpen' },
    presentation: { reveal: 'never', revealProblems: 'always', echo: false, close: true },
    problemMatcher: [],
  };
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(
    path.join(userFolder, 'tasks.json'),
    JSON.stringify({ version: '2.0.0', tasks: [task] }, null, 2),
  );
}
