import { ALPACA_JOINS } from '../../core/convert/neutral.ts';
import { CONSUMER_IDS } from '../../core/convert/destinations.ts';
import { WRITABLE } from '../../core/convert/writers.ts';
import { FORMAT_IDS } from '../../core/formats/format.ts';
import type { Command } from '../command.ts';
import { runConvert } from '../convertRun.ts';

export const convert: Command = {
  name: 'convert',
  summary: 'Write a dataset in another format.',
  usage: 'FILE --to FORMAT [options]',
  details: [
    'Writes NAME_FORMAT.jsonl beside the file, which is never touched. What the other format cannot hold is listed.',
    'FILE is JSONL, a JSON array, or a table: CSV, TSV or Parquet.',
    `Formats: ${WRITABLE.join(', ')}.`,
    `Consumers, each with a format for every kind of example: ${CONSUMER_IDS.join(', ')}.`,
    'Exit code: 0 all converted, 1 something was lost or left out, 2 could not run.',
  ].join('\n'),
  options: [
    { name: 'to', value: 'FORMAT', description: 'A format, or a consumer whose format is meant.' },
    {
      name: 'from',
      value: 'FORMAT',
      description: 'The format of the file; recognised when left out.',
      choices: FORMAT_IDS,
    },
    { name: 'out', value: 'DIR', description: 'The folder of the result; beside the file when left out.' },
    {
      name: 'alpaca-join',
      value: 'HOW',
      description: 'What stands between instruction and input: a line break, a blank line or nothing.',
      choices: Object.keys(ALPACA_JOINS),
    },
    {
      name: 'columns',
      value: 'PAIRS',
      description:
        'What the columns of a table, or the keys of rows that are no examples, mean, as in prompt=question,answer=reply (also system, rejected); those of a table are guessed when left out.',
    },
    { name: 'model', value: 'MODEL', description: 'The model that batch requests ask.' },
    { name: 'strict', description: 'Write nothing when something would be lost or left out.' },
    {
      name: 'output',
      value: 'FORM',
      description: 'How to print the report; text when left out.',
      choices: ['text', 'json'],
    },
  ],
  examples: [
    { line: 'tunewright convert train.jsonl --to sharegpt', does: 'writes train_sharegpt.jsonl' },
    { line: 'tunewright convert pairs.jsonl --to trl', does: 'writes pairs_trl-preference.jsonl' },
    {
      line: 'tunewright convert faq.csv --to openai-sft --columns prompt=question,answer=reply',
      does: 'makes chat examples of a table',
    },
    { line: 'tunewright convert train.jsonl --to gemini --strict', does: 'refuses to lose anything' },
  ],
  run: runConvert,
};
