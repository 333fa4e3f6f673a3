import type { Command } from '../command.ts';
import { DATASET_OPTIONS } from '../datasetOptions.ts';
import { runPrepare } from '../prepareRun.ts';

export const prepare: Command = {
  name: 'prepare',
  summary: 'Write a dataset that is ready to train on.',
  usage: 'FILE [options]',
  details: [
    'Lists every remedy with its count, applies those that are accepted, and writes NAME_prepared.jsonl beside the',
    'original, which is never touched. With --split, NAME_prepared_train.jsonl and NAME_prepared_valid.jsonl.',
    'Of standard input (-) it writes stdin_prepared.jsonl into the working directory or into --out.',
    'Exit code: 0 ready, 1 errors are left in what was written, 2 could not run.',
  ].join('\n'),
  options: [
    {
      name: 'accept',
      value: 'IDS',
      description: 'all, safe, none, or ids of remedies with commas between them; safe when left out.',
    },
    {
      name: 'split',
      value: 'FRACTION',
      description: 'Train on this part, such as 0.8, and hold back the rest.',
    },
    { name: 'seed', value: 'N', description: 'The same seed gives the same split; 42 when left out.' },
    {
      name: 'out',
      value: 'DIR',
      description: 'Folder for the result; it is written even when nothing changed.',
    },
    ...DATASET_OPTIONS,
  ],
  examples: [
    {
      line: 'tunewright prepare train.jsonl',
      does: 'applies what is safe and lists what else could be done',
    },
    {
      line: 'tunewright prepare train.jsonl --accept safe,leave-out/duplicates --split 0.8 --seed 7',
      does: 'leaves out copies too, and writes a training and a validation file',
    },
    { line: 'tunewright prepare train.jsonl --accept none', does: 'only lists the remedies' },
  ],
  run: runPrepare,
};
