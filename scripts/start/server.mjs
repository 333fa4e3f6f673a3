// Shows the extension in the VS Code server that comes from npm, by a URL.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { currentPackage } from '../build/currentPackage.mjs';
import { ensureHost } from '../host/install.mjs';
import { installExtension, remoteUri, startServer, workbenchUrl } from '../host/server.mjs';
import { findOnPath } from '../lib/commands.mjs';
import { SetupFailure, say } from '../lib/terminal.mjs';
import { findingsSettings, showFindings } from './findings.mjs';
import { hasDisplay } from './findDesktop.mjs';

/**
 * Runs until it is interrupted.
 * @param {import('./workspace.mjs').Place} place
 * @param {{ port: number | undefined, browse: boolean }} options browse: show the URL in the browser, if there is one
 */
export async function openServer({ workspace, isCopy, file, scratch }, { port, browse }) {
  await ensureHost();
  const vsix = await currentPackage();
  const folder = path.join(scratch, 'server');
  await installExtension(vsix, { folder });
  say(`Installed ${path.basename(vsix)}.`);
  showFindings(path.join(folder, 'data/User'));
  const server = await startServer({ folder, port, settings: findingsSettings });
  const url = workbenchUrl(server.port, workspace, file ? [['openFile', remoteUri(server.port, file)]] : []);
  const shown = browse && browseTo(url);
  say(
    isCopy
      ? `The workspace is a copy of samples/, thrown away at the end: ${workspace}`
      : `The workspace is ${workspace}`,
  );
  say(shown ? 'VS Code is opening in your browser:' : 'VS Code is ready. Open this in a browser:');
  process.stdout.write(`\n  ${url}\n\nCtrl-C stops it.\n`);
  await server.exited;
  throw new SetupFailure('The VS Code server ended.', 'Run npm start again.');
}

/**
 * The server runs on Linux only, and so does its visitor.
 * @param {string} url
 * @returns {boolean} whether there is something to show it with
 */
function browseTo(url) {
  const opener = hasDisplay() ? findOnPath('xdg-open') : undefined;
  if (!opener) return false;
  // Without a browser the URL is printed all the same.
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
  return true;
}
