import type { Command } from '../command.ts';
import { CAP_OPTION } from '../spending/projectLedger.ts';
import { TuneRun } from '../tune/tuneRun.ts';

export const tune: Command = {
  name: 'tune',
  summary: 'Check, estimate, launch and watch fine-tuning jobs.',
  usage: 'check|estimate|launch FILE... | watch|cancel [JOB|FILE] | list',
  details: [
    'FILE is a *.tune.json file. check says what is wrong with it and with its datasets, estimate also what it will cost',
    'and take; launch does so, launches and watches. Ctrl-C leaves the job running and says how to come back. When it',
    'succeeded, the name of the model is all that is printed on standard output. JOB is an id or its beginning; the',
    'latest job that runs when left out. The command line keeps its jobs in ~/.tunewright/jobs; list --connection C',
    'also takes up those that were launched elsewhere. A launch is entered in .tunewright/ledger.jsonl of the project.',
    'Exit code: 0 sound or succeeded, 1 errors, not launched, failed or cancelled, 2 could not run, 130 Ctrl-C.',
  ].join('\n'),
  options: [
    { name: 'yes', short: 'y', description: 'Launch in spite of warnings.' },
    {
      name: 'confirm',
      value: 'MODEL',
      description: 'Launch although the base model ends soon: its name, as the tune says it.',
    },
    { name: 'detach', description: 'launch: do not wait for the end once the provider has the job.' },
    CAP_OPTION,
    { name: 'connection', short: 'c', value: 'C', description: 'list: ask this connection for its jobs.' },
    {
      name: 'output',
      value: 'FORMAT',
      description: 'Text, or JSON; a watched job is then one line of JSON for each change.',
      choices: ['text', 'json'],
    },
  ],
  examples: [
    { line: 'tunewright tune estimate reviews.tune.json', does: 'says what a launch would cost' },
    {
      line: 'tunewright tune launch reviews.tune.json',
      does: 'launches, and prints the name of the new model',
    },
    { line: 'tunewright tune watch', does: 'goes on watching the latest job' },
  ],
  run: (given, io) => TuneRun.run(given, io),
};
