import type { Command } from '../command.ts';
import { usageProblem } from '../arguments.ts';
import { CAP_OPTION } from '../spending/projectLedger.ts';
import { CompareRun } from '../compare/compareRun.ts';

export const compare: Command = {
  name: 'compare',
  summary: 'Compare variants of prompts and models over the same cases, for a person or for CI.',
  usage: 'FILE [--cutoff "GRADER>=N"]... [--output FORMAT] [--max-cost N] [options]',
  details: [
    'FILE is a *.compare.json: variants, cases and graders. Answers are kept in .tunewright/results and never asked for',
    'twice, so a run that was stopped goes on where it was. Cases that a variant was trained on are left out of cutoffs.',
    'Exit code: 0 finished, 1 a cutoff is not held, 2 could not run or not to the end, 130 stopped by Ctrl-C.',
  ].join('\n'),
  options: [
    {
      name: 'cutoff',
      value: 'RULE',
      repeatable: true,
      description:
        'What a score must hold, such as "accuracy>=0.9" or "tuned:accuracy>=90%"; may be repeated.',
    },
    {
      name: 'output',
      value: 'FORMAT',
      description: 'text, json, junit, markdown or html.',
      choices: ['text', 'json', 'junit', 'markdown', 'html'],
    },
    {
      name: 'out',
      short: 'o',
      value: 'PATH',
      description: 'Where to write the report; standard output when left out.',
    },
    {
      name: 'max-cost',
      value: 'USD',
      description: 'The most that the comparison may cost in all, in US dollars.',
    },
    { name: 'sample', value: 'N', description: 'Draw so many of the cases.' },
    {
      name: 'estimate',
      description: 'Say what would be asked for and what it would cost, and send nothing.',
    },
    {
      name: 'batch',
      description:
        'Send what can be as a batch, which costs less and may take a day, and wait for it. Stopped, the same line goes on waiting.',
    },
    { name: 'resume', description: 'Only go on: fail when there are no results to go on from.' },
    {
      name: 'export-graders',
      description:
        'Print the graders as OpenAI’s API takes them, and say which it has none like. Exit code 1 when some are left out.',
    },
    CAP_OPTION,
    { name: 'offline', description: 'Judge the answers that are there, and send nothing.' },
    {
      name: 'root',
      value: 'DIR',
      description: 'The folder whose files may be read; the project’s when left out.',
    },
  ],
  examples: [
    {
      line: 'tunewright compare tone.compare.json',
      does: 'asks what is missing, and says what may be concluded',
    },
    {
      line: 'tunewright compare tone.compare.json --cutoff "accuracy>=0.9" --output junit -o results.xml',
      does: 'fails in CI when a variant is under the cutoff',
    },
    {
      line: 'tunewright compare tone.compare.json --offline --output markdown',
      does: 'writes a comment for a pull request',
    },
  ],
  async run(given, io) {
    const [name, ...others] = given.words;
    if (name === undefined || others.length > 0) {
      throw usageProblem('One file must be named.', 'Write tunewright compare FILE.');
    }
    return new CompareRun(given, io).run(name);
  },
};
