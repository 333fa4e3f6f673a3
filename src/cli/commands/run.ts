import { textOption, usageProblem, wholeNumberOption } from '../arguments.ts';
import type { Command } from '../command.ts';
import { CONNECTION_OPTION } from '../connection/connectionOption.ts';
import { PROMPT_OPTIONS } from '../prompt/promptOptions.ts';
import { BATCH_OPTIONS, strayBatchOptions } from '../run/batchOptions.ts';
import { BatchRun } from '../run/batchRun.ts';
import { CAP_OPTION } from '../spending/projectLedger.ts';
import { PromptRun } from '../run/promptRun.ts';

export const run: Command = {
  name: 'run',
  summary: 'Send a prompt to a model and print the answer as it arrives.',
  usage: 'FILE [--input NAME=VALUE]... [--over PATH] [--connection C] [--model M] [options]',
  details: [
    'FILE is what tunewright render takes. Without a connection, the sandbox on this machine answers: no account, no',
    'key, no network. Keys are read from the environment variable of the connection and are never printed. A prompt',
    'with choices asks which of them to run, and runs that. Exit code: 0 answered, 1 the answer is not whole, values',
    'are missing or the template is wrong, 2 could not run, 130 stopped by Ctrl-C.',
    '',
    'In a project (a folder with .git, tunewright.jsonc or .tunewright) the answer and what it cost are kept in',
    '.tunewright, as the editor does.',
    '',
    'With --over, the template is run for each row of a table or each text file of a folder, and the answers are',
    'gathered in one file beside it. Each answer is written down as it arrives: --resume goes on where a run ended,',
    'and asks nothing twice. Exit code 1 then also means that some rows failed or lines were rejected.',
  ].join('\n'),
  options: [
    ...PROMPT_OPTIONS,
    CONNECTION_OPTION,
    {
      name: 'model',
      short: 'm',
      value: 'M',
      description: 'The model; else the one that the prompt names, else the only one that there is.',
    },
    { name: 'times', value: 'N', description: 'Ask so many times, one after the other; once when left out.' },
    {
      name: 'output',
      value: 'FORMAT',
      description: 'text: the answer as it arrives; json: request, answers, model, usage and time.',
      choices: ['text', 'json'],
    },
    CAP_OPTION,
    ...BATCH_OPTIONS,
  ],
  examples: [
    { line: 'tunewright run ask.prompt.json --input text="Good morning"', does: 'asks the sandbox' },
    {
      line: 'tunewright run ask.prompt.json --inputs "#short" --connection openai --times 3',
      does: 'asks OpenAI three times, with the key in OPENAI_API_KEY',
    },
    {
      line: 'tunewright run ask.prompt.json -i text=Hi -c ollama -m llama3.2 --output json',
      does: 'asks a server on this machine and prints all there is to know',
    },
    {
      line: 'tunewright run judge.prompt.json --over titles.csv --limit 20 --max-cost 0.50',
      does: 'asks once for each of the first 20 rows, as long as that costs half a dollar at most',
    },
  ],
  async run(given, io) {
    const [name, ...others] = given.words;
    if (name === undefined || others.length > 0) {
      throw usageProblem('One file must be named.', 'Write tunewright run FILE.');
    }
    const times = wholeNumberOption(given, 'times') ?? 1;
    if (times < 1) {
      throw usageProblem(`--times cannot be ${textOption(given, 'times')}.`, 'Write for example --times 3.');
    }
    const over = textOption(given, 'over');
    if (over !== undefined) return new BatchRun(given, io, over).run(name);
    const [stray] = strayBatchOptions(given);
    if (stray !== undefined) {
      throw usageProblem(`--${stray} needs --over.`, 'Write --over and a table or a folder.');
    }
    return new PromptRun(given, io, times).run(name);
  },
};
