// Starts the VS Code server of .vscode-test/host and installs extensions into it.
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { capture, startGroup } from '../lib/processes.mjs';
import { SetupFailure } from '../lib/terminal.mjs';
import { hostNode, hostServer } from './paths.mjs';
import { quietSettings } from './settings.mjs';

const startMilliseconds = 30_000;

/**
 * @typedef {object} ServerOptions
 * @property {string} folder everything of this run is kept there: user data, logs, and extensions unless said otherwise
 * @property {number} [port] absent: a free one
 * @property {Record<string, unknown>} [settings] user settings, on top of the quiet ones
 * @property {boolean} [restricted] the workspace is not trusted
 * @property {boolean} [testDriver] obey the page's payload that runs tests; suppresses notifications
 * @property {string} [extensions] folder that extensions are installed in
 * @property {Record<string, string>} [env] seen by the extension host
 */

/**
 * Starts a server and waits until it listens.
 * @param {ServerOptions} options
 */
export async function startServer(options) {
  const { folder, port = 0, restricted = false, testDriver = false } = options;
  writeUserSettings(folder, { ...(restricted ? restrictedSettings : {}), ...options.settings });
  const args = [
    hostServer,
    ...commonArguments(folder, options.extensions),
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...(restricted ? [] : ['--disable-workspace-trust']),
    ...(testDriver ? ['--enable-smoke-test-driver'] : []),
  ];
  const group = startGroup(hostNode, args, {
    env: serverEnvironment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(path.join(folder, 'server.log'));
  let output = '';
  /** @type {Promise<number>} */
  const listening = new Promise(resolve => {
    for (const stream of [group.child.stdout, group.child.stderr]) {
      stream?.on('data', chunk => {
        log.write(chunk);
        output += chunk;
        const found = /Extension host agent listening on (\d+)/.exec(output);
        if (found) resolve(Number(found[1]));
      });
    }
  });
  const actualPort = await Promise.race([listening, group.exited.then(() => undefined), afterStartTime()]);
  if (actualPort === undefined) {
    await group.stop();
    if (output.includes('EADDRINUSE'))
      throw new SetupFailure(`Port ${port} is taken.`, 'Give another: --port N.');
    throw new SetupFailure('The VS Code server did not start.', 'See its output above.', output);
  }
  return { port: actualPort, id: group.child.pid ?? 0, exited: group.exited, stop: group.stop };
}

/**
 * Address of a window.
 * @param {number} port
 * @param {string} workspace absolute path of the folder to open
 * @param {[string, string][]} payload what the window is told, such as `openFile`; files as `remoteUri` gives them
 */
export function workbenchUrl(port, workspace, payload = []) {
  const query = new URLSearchParams({ folder: workspace });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://localhost:${port}/?${query}`;
}

/**
 * @param {number} port
 * @param {string} file absolute path on this machine
 */
export function remoteUri(port, file) {
  return `vscode-remote://localhost:${port}${file}`;
}

/**
 * @param {string} vsix
 * @param {{ folder: string, extensions?: string }} options as for `startServer`
 */
export async function installExtension(vsix, { folder, extensions }) {
  const args = [hostServer, ...commonArguments(folder, extensions), '--install-extension', vsix, '--force'];
  const { code, output } = await capture(hostNode, args, { env: serverEnvironment() });
  if (code === 0 && /successfully installed/.test(output)) return;
  throw new SetupFailure(`VS Code did not install ${path.basename(vsix)}.`, 'See its output above.', output);
}

/** Restricted Mode without the dialog that asks for trust. */
const restrictedSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};

/**
 * @param {string} folder
 * @param {Record<string, unknown>} settings
 */
function writeUserSettings(folder, settings) {
  const file = path.join(folder, 'data/User/settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
}

/**
 * @param {string} folder
 * @param {string} [extensions]
 */
function commonArguments(folder, extensions) {
  return [
    '--accept-server-license-terms',
    '--disable-telemetry',
    ...['--server-data-dir', folder],
    ...(extensions ? ['--extensions-dir', extensions] : []),
  ];
}

/** @param {Record<string, string>} [extra] */
function serverEnvironment(extra) {
  // A terminal inside VS Code would hand its own window's variables on.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^VSCODE_/.test(name) && name !== 'NODE_OPTIONS' && name !== 'ELECTRON_RUN_AS_NODE',
  );
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{}', ...extra };
}

/** @returns {Promise<undefined>} */
function afterStartTime() {
  return new Promise(resolve => setTimeout(() => resolve(undefined), startMilliseconds).unref());
}
