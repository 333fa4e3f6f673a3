import { parentPort } from 'node:worker_threads';
import type { Port } from '../protocol/channel.ts';

/** The wire to the thread that started this worker. */
export function parentThread(): Port {
  const port = parentPort;
  if (!port) throw new Error('This file runs only as a worker.');
  return {
    post: message => port.postMessage(message),
    onMessage: listener => {
      port.on('message', listener);
      return { dispose: () => void port.off('message', listener) };
    },
  };
}
