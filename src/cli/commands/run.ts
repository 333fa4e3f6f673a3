import { textOption, usageProblem, wholeNumberOption } from '../arguments.ts';
import type { Command } from '../command.ts';
import { CONNECTION_OPTION } from '../connection/connectionOption.ts';
import { PROMPT_OPTIONS } from '../prompt/promptOptions.ts';
import { PromptRun } from '../run/promptRun.ts';

export const run: Command = {
  name: 'run',
  summary: 'Send a prompt to a model and print the answer as it arrives.',
  usage: 'FILE [--input NAME=VALUE]... [--connection C] [--model M] [--times N] [options]',
  details: [
    'FILE is what tunewright render takes. Without a connection, the sandbox on this machine answers: no account, no',
    'key, no network. Keys are read from the environment variable of the connection and are never printed. A prompt',
    'with choices asks which of them to run, and runs that. Exit code: 0 answered, 1 the answer is not whole, values',
    'are missing or the template is wrong, 2 could not run, 130 stopped by Ctrl-C.',
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
    return new PromptRun(given, io, times).run(name);
  },
};
