import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { RenderClient } from '../node/renderClient.ts';
import { systemClock } from '../node/systemClock.ts';
import { ClosedOutput, EXIT, type Io, type Output } from './io.ts';

/** The process as the command line sees it. The first Ctrl-C asks it to stop, the second ends it. */
export function nodeIo(): Io {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT.cancelled);
      stop.abort();
    });
  }
  return {
    // A getter, because looking at stdin is enough to make Node keep it open.
    get stdin() {
      return process.stdin;
    },
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    cwd: process.cwd(),
    home: homedir(),
    bundles: import.meta.dirname,
    renderPrompt: inWorker(path.join(import.meta.dirname, 'renderWorker.cjs')),
    env: process.env,
    signal: stop.signal,
    version: versionOfPackage(),
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  // Without a listener, an error of the stream would end the process with a stack trace.
  stream.on('error', () => {});
  return {
    write: text =>
      new Promise((resolve, reject) => {
        stream.write(text, error => (error ? reject(new ClosedOutput(error.message)) : resolve()));
      }),
    isTTY: stream.isTTY === true,
    columns: stream.columns,
  };
}

/** The worker is started when something is to be rendered, and ends with the process. */
function inWorker(file: string): Io['renderPrompt'] {
  let starting: Promise<RenderClient> | undefined;
  return async (job, signal) => {
    starting ??= import('../node/renderClient.ts').then(module => new module.RenderClient(file, systemClock));
    return (await starting).renderPrompt(job, signal);
  };
}

/** The bundle lies in dist/ of the package. */
function versionOfPackage(): string {
  const manifest = path.join(import.meta.dirname, '..', 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
