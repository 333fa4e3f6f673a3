import { textOption, usageProblem, wholeNumberOption } from '../arguments.ts';
import { CAP_OPTION } from '../spending/projectLedger.ts';
import type { Command } from '../command.ts';
import { ConverseRun } from '../users/converseRun.ts';

export const converse: Command = {
  name: 'converse',
  summary: 'Let models that play users talk with models that answer, and keep the conversations.',
  usage: 'FILE.users.json [--resume] [--format FORMAT] [--out OUT] [options]',
  details: [
    'The file says who talks to whom: a model that plays the user, personas and topics, models that answer with',
    'their weights, how many questions and how many conversations. What it will cost is said first. Each',
    'conversation is written down when it ends: --resume has only those that are missing. Exit code: 0 all were',
    'had, 1 some failed or the cap was reached, 2 could not run, 130 stopped by Ctrl-C.',
  ].join('\n'),
  options: [
    { name: 'limit', value: 'N', description: 'Only the first N conversations.' },
    { name: 'concurrency', value: 'N', description: 'Conversations at once; 4 when left out.' },
    { name: 'max-cost', value: 'USD', description: 'Begin no conversation that could cost more in all.' },
    { name: 'estimate', description: 'Only say what it would need and cost.' },
    CAP_OPTION,
    { name: 'resume', description: 'Go on with the last run of this file.' },
    {
      name: 'format',
      value: 'FORMAT',
      description:
        'jsonl: a dataset of chats. csv: a message a line. sqlite: a database that only grows by what is new.',
      choices: ['jsonl', 'csv', 'sqlite'],
    },
    { name: 'out', value: 'OUT', description: 'The file to write; beside FILE when left out.' },
  ],
  examples: [
    { line: 'tunewright converse visitors.users.json --estimate', does: 'says what it would cost' },
    {
      line: 'tunewright converse visitors.users.json --limit 10',
      does: 'has ten conversations and writes a dataset',
    },
    {
      line: 'tunewright converse visitors.users.json --resume --format sqlite --out talks.db',
      does: 'has those that are missing and stores all in a database',
    },
  ],
  async run(given, io) {
    const [name, ...others] = given.words;
    if (name === undefined || others.length > 0) {
      throw usageProblem('One file must be named.', 'Write tunewright converse FILE.users.json.');
    }
    const concurrency = wholeNumberOption(given, 'concurrency') ?? 4;
    const limit = wholeNumberOption(given, 'limit');
    const cost = textOption(given, 'max-cost');
    if (cost !== undefined && !/^\d+(\.\d+)?$/.test(cost)) {
      throw usageProblem(
        `--max-cost must be US dollars, not "${cost}".`,
        'Write for example --max-cost 2.50.',
      );
    }
    if (concurrency < 1 || limit === 0)
      throw usageProblem('At least one must be had.', 'Write a number from 1.');
    return new ConverseRun(given, io).run(name, {
      concurrency,
      ...(limit !== undefined && { limit }),
      ...(cost !== undefined && { maxPrice: Number(cost) }),
    });
  },
};
