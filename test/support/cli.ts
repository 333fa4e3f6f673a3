import { readFile } from 'node:fs/promises';
import { main } from '../../src/cli/main.ts';
import { ClosedOutput, type Io } from '../../src/cli/io.ts';
import { createRenderers } from '../../src/core/template/renderers.ts';
import { renderHandlers } from '../../src/worker/renderHandlers.ts';
import { fromRoot } from './root.ts';

export interface CliOptions {
  cwd: string;
  /** The user's home folder; the working directory when absent. */
  home?: string;
  stdin?: string | Uint8Array;
  env?: Record<string, string>;
  signal?: AbortSignal;
  /** Both outputs are terminals of this width. */
  columns?: number;
  /** Standard output is closed by its reader after so many writes. */
  closeAfter?: number;
  /** Called at each write to standard output. */
  onWrite?: (text: string) => void;
}

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** What the worker that renders does, in this thread: no test needs a build. */
const { renderPrompt } = renderHandlers(
  createRenderers({
    now: () => performance.now(),
    today: () => new Date(),
    readWasm: () => readFile(fromRoot('node_modules/minijinja-js/dist/web/minijinja_js_bg.wasm')),
  }),
);

/** Runs a command line in this process, with everything that it touches besides files in memory. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const result: CliResult = { code: -1, stdout: '', stderr: '' };
  let writes = 0;
  const isTTY = options.columns !== undefined;
  const io: Io = {
    stdin: (async function* () {
      const { stdin = '' } = options;
      yield typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin;
    })(),
    stdout: {
      isTTY,
      columns: options.columns,
      async write(text) {
        if (writes++ >= (options.closeAfter ?? Number.POSITIVE_INFINITY)) throw new ClosedOutput('EPIPE');
        result.stdout += text;
        options.onWrite?.(text);
      },
    },
    stderr: {
      isTTY,
      columns: options.columns,
      async write(text) {
        result.stderr += text;
      },
    },
    cwd: options.cwd,
    home: options.home ?? options.cwd,
    bundles: fromRoot('dist'),
    async renderPrompt(job, signal = new AbortController().signal) {
      return renderPrompt(job, { signal, progress: () => {} });
    },
    env: options.env ?? {},
    signal: options.signal ?? new AbortController().signal,
    version: '9.9.9',
  };
  result.code = await main(args, io);
  return result;
}
