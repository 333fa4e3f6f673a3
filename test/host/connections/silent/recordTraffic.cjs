// Loaded before anything else in a thread: appends a line to the file TUNEWRIGHT_TRAFFIC for the thread itself and for
// each attempt of it to reach out. The threads that it starts load this file too.
const dgram = require('node:dgram');
const dns = require('node:dns');
const { appendFileSync } = require('node:fs');
const net = require('node:net');
const threads = require('node:worker_threads');

const file = process.env.TUNEWRIGHT_TRAFFIC ?? '';

/**
 * @param {string} event
 * @param {unknown} [to]
 */
function record(event, to) {
  appendFileSync(file, `${JSON.stringify({ event, thread: threads.threadId, to: String(to) })}\n`);
}

/**
 * @param {any} owner
 * @param {string} name
 * @param {(args: any[]) => unknown} target what is reached for; undefined when it is nothing outside this process
 */
function watch(owner, name, target) {
  const original = owner[name];
  owner[name] = function (/** @type {any[]} */ ...args) {
    const to = target(args);
    if (to !== undefined) record(name, to);
    return original.apply(this, args);
  };
}

watch(net.Socket.prototype, 'connect', ([first, second]) => {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options !== 'object') return typeof options === 'number' ? `${second}:${options}` : undefined;
  // A path is a pipe of the workbench.
  return options.path === undefined ? `${options.host}:${options.port}` : undefined;
});
watch(dgram.Socket.prototype, 'send', args => args.slice(1));
watch(globalThis, 'fetch', ([request]) => request?.url ?? request);
for (const resolver of [dns, dns.promises])
  for (const name of Object.keys(resolver).filter(one => /^(lookup|resolve|reverse)/.test(one)))
    watch(resolver, name, ([host]) => host);

threads.Worker = class extends threads.Worker {
  /**
   * @param {string | URL} code
   * @param {import('node:worker_threads').WorkerOptions} [options]
   */
  constructor(code, options) {
    super(code, { ...options, execArgv: ['--require', __filename] });
  }
};

record('watching');
