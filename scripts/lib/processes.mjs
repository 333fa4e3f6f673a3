// Child processes, each the leader of its own group, so that ending one ends everything that it started.
import { spawn } from 'node:child_process';

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv }} RunOptions */

/**
 * The groups that are still running.
 * @type {Set<{ stop(): Promise<void>, kill(): void }>}
 */
const running = new Set();
/** @type {Set<() => void>} */
const cleanUps = new Set();
const graceMilliseconds = 3000;
let guarded = false;
let ending = false;

/**
 * Starts a process group. It is ended when this process ends or is told to.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions & { stdio?: import('node:child_process').StdioOptions }} [options]
 */
export function startGroup(command, args, { cwd, env = process.env, stdio = 'inherit' } = {}) {
  guardExit();
  // Windows has no process groups, and `detached` would open a console window there.
  const detached = process.platform !== 'win32';
  // Node starts the batch files of Windows only by way of a shell, which wants quotes.
  const child = /\.cmd$/.test(command)
    ? spawn(
        `"${command}"`,
        args.map(argument => `"${argument}"`),
        { cwd, env, stdio, shell: true },
      )
    : spawn(command, args, { cwd, env, stdio, detached });
  /** @type {Promise<{ code: number, error?: Error }>} */
  const ended = new Promise(resolve => {
    child.once('error', error => resolve({ code: 1, error }));
    child.once('exit', code => resolve({ code: code ?? 1 }));
  });
  const group = {
    child,
    /**
     * Resolves with the exit code; a signal, or a command that cannot be started, counts as 1. Once this process is
     * being ended it never resolves, so that nothing goes on to its next step.
     */
    exited: ended.then(result => (ending ? new Promise(() => {}) : result)),
    /** Asks the group to end, then insists. */
    async stop() {
      signalGroup(child, 'SIGTERM');
      await Promise.race([ended, pause(graceMilliseconds)]);
      group.kill();
      await ended;
    },
    kill() {
      signalGroup(child, 'SIGKILL');
    },
  };
  running.add(group);
  ended.then(() => running.delete(group));
  return group;
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

/**
 * Registers what is to be cleaned up when this process ends, after its groups have ended.
 * @param {() => void} cleanUp
 */
export function atExit(cleanUp) {
  guardExit();
  cleanUps.add(cleanUp);
}

function guardExit() {
  if (guarded) return;
  guarded = true;
  process.once('exit', () => {
    for (const group of running) group.kill();
    // What was made last may need what was made before.
    for (const cleanUp of [...cleanUps].reverse()) cleanUp();
  });
  // 128 + the signal's number is what a shell reports. The second signal of a kind ends this process at once.
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.once(signal, () => endAll(code));
  }
  // npm hands a signal to the shell that it started us with, and that shell keeps it to itself.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid === parent || endAll(143), 500).unref();
  }
}

/** @param {number} code */
async function endAll(code) {
  ending = true;
  await Promise.all([...running].map(group => group.stop()));
  process.exit(code);
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
