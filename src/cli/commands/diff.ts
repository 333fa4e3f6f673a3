import { type DatasetDiff, type DiffRow, diffDatasets } from '../../core/diff/diffDatasets.ts';
import type { OpenDataset } from '../../node/datasetSource.ts';
import { textOption, usageProblem } from '../arguments.ts';
import type { Command } from '../command.ts';
import { diffText } from '../diffText.ts';
import { EXIT } from '../io.ts';
import { openInput } from '../openInput.ts';
import { progressOf } from '../progress.ts';
import { styleFor, wantsColour } from '../terminal/style.ts';

export const diff: Command = {
  name: 'diff',
  summary: 'Compare two datasets by what their examples say.',
  usage: 'BEFORE AFTER [--output text|json]',
  details: [
    'Examples are compared by their values: spelling, the order of keys and where an example stands do not count.',
    'One of the two may be - for standard input. Exit code: 0 the same, 1 different, 2 could not run.',
  ].join('\n'),
  options: [
    {
      name: 'output',
      value: 'FORM',
      description: 'How to print the difference; text when left out.',
      choices: ['text', 'json'],
    },
  ],
  examples: [
    { line: 'tunewright diff old.jsonl new.jsonl', does: 'lists added, removed and changed examples' },
    {
      line: 'git show HEAD:train.jsonl | tunewright diff - train.jsonl',
      does: 'compares with what is committed',
    },
  ],
  async run(given, io) {
    const [first, second, ...more] = given.words;
    if (first === undefined || second === undefined || more.length > 0) {
      throw usageProblem('Two datasets are compared.', 'Write tunewright diff BEFORE AFTER.');
    }
    if (first === '-' && second === '-') {
      throw usageProblem('Standard input cannot be both datasets.', 'Name a file for one of them.');
    }
    const open: OpenDataset[] = [];
    try {
      for (const name of [first, second]) open.push(await openInput(name, io));
      const [before, after] = open as [OpenDataset, OpenDataset];
      const progress = progressOf(io, 'comparing', before.bytes + after.bytes);
      const found = await diffDatasets(before, after, {
        signal: io.signal,
        onProgress: fraction => progress.update(fraction * (before.bytes + after.bytes)),
      });
      await progress.end();
      const style = styleFor(wantsColour(io.stdout, io.env));
      const asJson = textOption(given, 'output') === 'json';
      await io.stdout.write(
        asJson ? `${JSON.stringify(oneBased(found), null, 2)}\n` : diffText(found, first, second, style),
      );
      const { added, removed, changed } = found;
      return added.length + removed.length + changed.length > 0 ? EXIT.findings : EXIT.clean;
    } finally {
      for (const one of open) await one.close();
    }
  },
};

/** Lines as people count them. */
function oneBased({ added, removed, changed, ...sums }: DatasetDiff) {
  const row = ({ line, title }: DiffRow) => ({ line: line + 1, title });
  return {
    added: added.map(row),
    removed: removed.map(row),
    changed: changed.map(one => ({ ...one, before: row(one.before), after: row(one.after) })),
    ...sums,
  };
}
