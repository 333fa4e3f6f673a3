// Looks for a desktop VS Code that can be opened from here.
import { existsSync } from 'node:fs';
import { findOnPath } from '../lib/commands.mjs';
import { capture } from '../lib/processes.mjs';
import { readManifest } from '../lib/project.mjs';
import { say } from '../lib/terminal.mjs';

const macApplication = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';

/** @returns {Promise<string | undefined>} absolute path of the `code` command, if it is there, usable and new enough */
export async function findDesktop() {
  // In a terminal of a remote window, and in WSL, `code` speaks to a VS Code on another machine.
  const isRemote = process.env.VSCODE_IPC_HOOK_CLI !== undefined || process.env.WSL_DISTRO_NAME !== undefined;
  const command = findCommand();
  if (isRemote || !hasDisplay() || !command) return undefined;
  const { code, output } = await capture(command, ['--version']);
  const version = /^\d+\.\d+\.\d+/m.exec(output)?.[0];
  const needed = readManifest().engines.vscode.replace('^', '');
  if (code === 0 && version && isAtLeast(version, needed)) return command;
  say(`Not using ${command}: its version is ${version ?? 'unknown'}, and Tunewright needs ${needed}.`);
  return undefined;
}

/** Whether windows can be opened here. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function findCommand() {
  const onPath = findOnPath(process.platform === 'win32' ? 'code.cmd' : 'code');
  return onPath ?? (existsSync(macApplication) ? macApplication : undefined);
}

/**
 * @param {string} version
 * @param {string} needed
 */
function isAtLeast(version, needed) {
  return version.localeCompare(needed, 'en', { numeric: true }) >= 0;
}
