// Shows the extension in a desktop VS Code that has nothing to do with the user's own: other settings, other extensions.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { currentPackage } from '../build/currentPackage.mjs';
import { quietSettings } from '../host/settings.mjs';
import { atExit, capture, run } from '../lib/processes.mjs';
import { SetupFailure, say } from '../lib/terminal.mjs';
import { findingsSettings, showFindings } from './findings.mjs';

/**
 * Runs until the window is closed or this process is interrupted.
 * @param {string} command absolute path of `code`
 * @param {import('./workspace.mjs').Place} place
 */
export async function openDesktop(command, { workspace, isCopy, file, scratch }) {
  const vsix = await currentPackage();
  const userData = path.join(scratch, 'user');
  const folders = ['--user-data-dir', userData, '--extensions-dir', path.join(scratch, 'extensions')];
  if (process.getuid?.() === 0) folders.push('--no-sandbox');
  const settings = path.join(userData, 'User');
  mkdirSync(settings, { recursive: true });
  writeFileSync(
    path.join(settings, 'settings.json'),
    JSON.stringify({ ...quietSettings, ...findingsSettings }, null, 2),
  );
  showFindings(settings);
  const { code, output } = await capture(command, [...folders, '--install-extension', vsix, '--force']);
  if (code !== 0)
    throw new SetupFailure(`${command} did not install the extension.`, 'See its output above.', output);
  say(
    isCopy
      ? `The workspace is a copy of samples/, thrown away at the end: ${workspace}`
      : `The workspace is ${workspace}`,
  );
  say(`Opening it with ${command}. Closing the window or Ctrl-C ends this.`);
  atExit(() => endWindow(userData));
  const opened = [
    '--new-window',
    '--wait',
    '--disable-workspace-trust',
    workspace,
    ...(file ? ['--goto', file] : []),
  ];
  return run(command, [...folders, ...opened]);
}

/**
 * `code` starts the window in a process group of its own; VS Code leaves that one's id in its data folder.
 * @param {string} userData
 */
function endWindow(userData) {
  try {
    process.kill(Number(readFileSync(path.join(userData, 'code.lock'), 'utf8')));
  } catch {
    // The window has been closed already.
  }
}
