import type { Command } from '../command.ts';
import { FeedbackRun, wrongNumberOfFiles } from '../feedback/writeFeedback.ts';

export const feedback: Command = {
  name: 'feedback',
  summary: 'Make a training file of what people said about answers.',
  usage: '[DIR] --to sft|dpo --out FILE [--comparison FILE [--grader NAME]] [options]',
  details: [
    'Thumbs, choices and ideal answers are kept in .tunewright/feedback.jsonl of a project. Liked and ideal answers',
    'become examples (sft); better and worse ones on the same case become pairs (dpo). Prompts are rendered from the',
    'templates as they are now. Beside FILE, FILE.origins.jsonl says for each row which feedback it rests on.',
    'Exit code: 0 written, 1 there was nothing to write, 2 could not run.',
  ].join('\n'),
  options: [
    {
      name: 'to',
      value: 'KIND',
      description: 'sft: examples to imitate; dpo: pairs of answers.',
      choices: ['sft', 'dpo'],
    },
    { name: 'out', short: 'o', value: 'FILE', description: 'The dataset to write.' },
    {
      name: 'comparison',
      value: 'FILE',
      description: 'Only what was said in this comparison.',
    },
    {
      name: 'grader',
      value: 'NAME',
      description:
        'A grader of it, such as a judge: what it passes is liked, unless a person said otherwise.',
    },
    {
      name: 'training',
      value: 'FILE',
      description: 'A training file: what stands in it already is left out.',
    },
    {
      name: 'held-out',
      value: 'FILE',
      repeatable: true,
      description: 'A file whose cases are for evaluation: none of them is written; may be repeated.',
    },
  ],
  examples: [
    {
      line: 'tunewright feedback --to sft -o round2.jsonl --training train.jsonl',
      does: 'writes examples that are new',
    },
    {
      line: 'tunewright feedback --to dpo -o pairs.jsonl --held-out valid.jsonl',
      does: 'writes pairs, but of no case in valid.jsonl',
    },
  ],
  async run(given, io) {
    if (given.words.length > 1) throw wrongNumberOfFiles();
    return new FeedbackRun(given, io).run(given.words[0] ?? '.');
  },
};
