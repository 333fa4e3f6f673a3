import path from 'node:path';
import { lintingValidator } from '../../core/sandbox/lintingValidator.ts';
import { serveSandbox } from '../../node/sandbox/serve.ts';
import { textOption, usageProblem, wholeNumberOption } from '../arguments.ts';
import type { Command } from '../command.ts';
import { sandboxFolder } from '../connection/userFolder.ts';
import { EXIT } from '../io.ts';

export const sandbox: Command = {
  name: 'sandbox',
  summary: 'Serve an OpenAI-compatible rehearsal on this machine.',
  usage: '[--port N] [--dir DIR]',
  details: [
    'A small model that really learns, behind the endpoints of OpenAI: files, fine-tuning jobs, models, chat.',
    'It listens on this machine only, and answers only who sends the token that it prints. Files that OpenAI',
    'would refuse are refused with the line and the reason. It runs until Ctrl-C; training goes on at the next start.',
    'A request with the header x-sandbox-fault rehearses a failure: unauthorized, training-not-available,',
    'rate-limited; retry-after=2, server-error, timeout, cut-stream, failed-file, or die-at-step; step=10.',
  ].join('\n'),
  options: [
    { name: 'port', value: 'N', description: 'Port to listen on; a free one when left out.' },
    {
      name: 'dir',
      value: 'DIR',
      description: 'Folder for its files and models; ~/.tunewright/sandbox when left out.',
    },
  ],
  examples: [
    { line: 'tunewright sandbox --port 8787', does: 'serves http://127.0.0.1:8787/v1 and prints the token' },
  ],
  async run(given, io) {
    const port = wholeNumberOption(given, 'port') ?? 0;
    if (port > 65_535) throw usageProblem(`There is no port ${port}.`, 'Choose one up to 65535.');
    const dir = textOption(given, 'dir');
    const served = await serveSandbox({
      port,
      dir: dir === undefined ? sandboxFolder(io) : path.resolve(io.cwd, dir),
      validateTrainingFile: lintingValidator,
      trainWorker: path.join(io.bundles, 'trainWorker.cjs'),
    });
    try {
      await io.stdout.write(`export OPENAI_BASE_URL=${served.url}\nexport OPENAI_API_KEY=${served.token}\n`);
      await io.stderr.write('The sandbox is listening on this machine only. Ctrl-C stops it.\n');
      await aborted(io.signal);
    } finally {
      await served.close();
    }
    return EXIT.clean;
  },
};

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
}
