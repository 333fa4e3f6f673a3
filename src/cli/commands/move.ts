import { TOOL_INFO, TOOLS } from '../../core/move/tools.ts';
import type { Command } from '../command.ts';
import { runMove } from '../move/moveRun.ts';

export const move: Command = {
  name: 'move',
  summary: 'Move a tune to another provider, or to a trainer of your own.',
  usage: 'FILE|JOB --to CONNECTION|TRAINER [options]',
  details: [
    'FILE is a *.tune.json file, JOB the id of a job or its beginning. Its datasets are linted and converted for the new',
    'place, each setting is mapped or listed as lost, a base model of about the same size is proposed, and comparisons',
    'of the old model are copied with the new one beside it. For a connection a new tune is written beside the old one;',
    'for a trainer, a folder with everything that it needs and the one command. Nothing that exists is written over.',
    `Trainers: ${TOOLS.map(tool => `${tool} (${TOOL_INFO[tool].description})`).join(', ')}.`,
    'Exit code: 0 moved, 1 moved but the linter still finds errors for the new place, 2 could not run.',
  ].join('\n'),
  options: [
    { name: 'to', value: 'PLACE', description: 'A connection, or a trainer of your own.' },
    { name: 'model', value: 'MODEL', description: 'The model to begin with there; proposed when left out.' },
    {
      name: 'out',
      value: 'DIR',
      description: 'Where the folder for a trainer is made; beside the tune when left out.',
    },
    { name: 'dry-run', description: 'Say what would be done, and write nothing.' },
    {
      name: 'output',
      value: 'FORM',
      description: 'How to print the plan; text when left out.',
      choices: ['text', 'json'],
    },
  ],
  examples: [
    { line: 'tunewright move reviews.tune.json --to together --dry-run', does: 'says what would change' },
    { line: 'tunewright move reviews.tune.json --to together', does: 'writes reviews-together.tune.json' },
    { line: 'tunewright move reviews.tune.json --to trl', does: 'writes the folder reviews-trl' },
  ],
  run: runMove,
};
