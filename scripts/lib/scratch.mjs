// Folders that are gone when the process has ended, however it ends.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atExit } from './processes.mjs';
import { fromRoot } from './project.mjs';

/**
 * A new folder far from the repository, so that VS Code finds no other git repository or project file above it. Its name
 * is short: desktop VS Code puts a socket below, whose path may have 103 characters on macOS.
 * @returns {string} absolute path
 */
export function makeScratch() {
  return removeAtExit(mkdtempSync(path.join(tmpdir(), 'tunewright-')));
}

/**
 * A folder in the repository, where the bundles of tests find its packages. The process id keeps runs apart that go on at
 * the same time.
 * @param {string} suite
 * @returns {string} absolute path
 */
export function makeRunFolder(suite) {
  const folder = fromRoot('out', `${suite}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return removeAtExit(folder);
}

/** @param {string} folder */
function removeAtExit(folder) {
  atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
