import type { Command } from '../command.ts';
import { DATASET_OPTIONS } from '../datasetOptions.ts';
import { FORMATTER_NAMES } from '../formatters/choose.ts';
import { LintRun } from '../lintRun.ts';

export const lint: Command = {
  name: 'lint',
  summary: 'Say what is wrong with datasets.',
  usage: 'FILES... [options]',
  details: [
    'FILES are datasets or folders of .jsonl files; - is standard input.',
    'Exit code: 0 clean, 1 findings at error level, 2 could not run.',
  ].join('\n'),
  options: [
    ...DATASET_OPTIONS,
    { name: 'fix', description: 'Mend what can be mended without changing what is learnt, in the files.' },
    { name: 'output', value: 'FORM', description: 'How to print findings.', choices: FORMATTER_NAMES },
    {
      name: 'baseline',
      value: 'FILE',
      description: 'Report only what is not in FILE, which --output sarif wrote earlier.',
    },
    { name: 'max-findings', value: 'N', description: 'Show at most N findings, the worst of a file first.' },
    {
      name: 'fail-on',
      value: 'LEVEL',
      description: 'Exit with 1 from this level on; error when left out.',
      choices: ['error', 'warning'],
    },
  ],
  examples: [
    { line: 'tunewright lint train.jsonl', does: 'shows what is wrong and what can be done' },
    {
      line: 'tunewright lint data/ --target together --fix',
      does: 'mends all datasets below data/ for Together',
    },
    {
      line: 'tunewright lint data/ --output github --fail-on warning',
      does: 'annotates the files of a pull request in GitHub Actions',
    },
    {
      line: 'tunewright lint train.jsonl --target openai,together',
      does: 'says of each finding for whom it is one',
    },
    { line: 'zcat train.jsonl.gz | tunewright lint -', does: 'reads what another program writes' },
  ],
  run: (given, io) => new LintRun(given, io).run(),
};
