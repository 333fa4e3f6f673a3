// Child processes, each the leader of its own group, so that ending one ends everything that it started.
import { spawn } from 'node:child_process';

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv }} RunOptions */

/** Leaders of the groups that are still running. */
const running = new Set();
const graceMilliseconds = 3000;
let guarded = false;

/**
 * Starts a process group. It is ended when this process ends or is told to.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions & { stdio?: import('node:child_process').StdioOptions }} [options]
 */
export function startGroup(command, args, { cwd, env = process.env, stdio = 'inherit' } = {}) {
  guardExit();
  // Windows has no process groups, and `detached` would open a console window there.
  const child = spawn(command, args, { cwd, env, stdio, detached: process.platform !== 'win32' });
  running.add(child);
  /** Resolves with the exit code; a signal or a command that cannot be started counts as 1. */
  const exited = new Promise(resolve => {
    child.once('error', error => resolve({ code: 1, error }));
    child.once('exit', code => resolve({ code: code ?? 1, error: undefined }));
  }).finally(() => running.delete(child));
  return {
    child,
    /** @type {Promise<{ code: number, error: Error | undefined }>} */
    exited,
    /** Asks the group to end, then insists. */
    async stop() {
      signalGroup(child, 'SIGTERM');
      await Promise.race([exited, pause(graceMilliseconds)]);
      signalGroup(child, 'SIGKILL');
      await exited;
    },
  };
}

/**
 * Runs a command to its end with its output on the terminal.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} the exit code
 */
export async function run(command, args, options) {
  return (await startGroup(command, args, options).exited).code;
}

/**
 * Runs a command to its end and keeps its output.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} exit code, and stdout and stderr as they came
 */
export async function capture(command, args, options) {
  const { child, exited } = startGroup(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk));
  const { code, error } = await exited;
  return { code, output: error ? `${output}${error.message}` : output };
}

/** Ends every group that this process started, without waiting. */
function killAll() {
  for (const child of running) signalGroup(child, 'SIGTERM');
}

function guardExit() {
  if (guarded) return;
  guarded = true;
  process.on('exit', killAll);
  // 128 + the signal's number is what a shell reports; `exit` handlers then end the groups.
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.once(signal, () => process.exit(code));
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (!child.pid) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds).unref());
}
