// Installs the project's npm packages when what is installed is not what package-lock.json asks for.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';
import { root } from './project.mjs';
import { SetupFailure, say } from './terminal.mjs';

/** npm would try for over a minute, without a word, to reach a registry that is not there. */
const shortRetries = ['--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000'];

/** Runs `npm ci` when it is needed; otherwise returns at once. */
export async function ensureDependencies() {
  if (isInstalled(root)) return;
  say('Installing the npm packages of package-lock.json (about 110 MB from the npm registry) ...');
  await npmCi(root, 'the npm packages that build and test Tunewright');
  say('npm packages installed.');
}

/**
 * `npm ci` without install scripts: nothing here needs one, and none should run unasked.
 * @param {string} folder holds package.json and package-lock.json
 * @param {string} what named in the failure
 */
export async function npmCi(folder, what) {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...shortRetries];
  const cli = process.env.npm_execpath;
  const code = cli?.endsWith('npm-cli.js')
    ? await run(process.execPath, [cli, ...args], { cwd: folder })
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: folder });
  if (code === 0) return;
  throw new SetupFailure(
    `npm could not install ${what} (npm ci ended with ${code}).`,
    'Check the network and the registry (`npm ping`, `npm config get registry`; behind a proxy set ' +
      '`npm config set https-proxy URL`) and the free disk space, then run the same command again.',
  );
}

/**
 * Compares npm's record of what it installed with the lock file. Packages for other platforms may be absent.
 * @param {string} folder
 */
function isInstalled(folder) {
  const record = path.join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = readPackages(path.join(folder, 'package-lock.json'));
  const installed = readPackages(record);
  return Object.entries(wanted).every(([place, { version, integrity, optional }]) => {
    if (place === '') return true;
    const found = installed[place];
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>}
 */
function readPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
