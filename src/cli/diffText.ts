import type { ChangedLeaf } from '../core/diff/changedLeaves.ts';
import type { DatasetDiff, DiffRow } from '../core/diff/diffDatasets.ts';
import { quoted } from '../core/lint/messages.ts';
import { count } from '../core/text/count.ts';
import { neutral } from './terminal/neutral.ts';
import type { Style } from './terminal/style.ts';

/** Units of a changed text that are shown around the first difference. */
const SHOWN = 100;

/** A difference for people: removed, then changed and added examples in the order of the second file, then the sums. */
export function diffText(diff: DatasetDiff, before: string, after: string, style: Style): string {
  const { added, removed, changed, unpaired } = diff;
  const row = (sign: string, file: string, { line, title }: DiffRow) =>
    `${sign} ${neutral(file)}:${line + 1}  ${neutral(title)}`;
  const blocks = [
    ...removed.map(one => style.red(row('-', before, one))),
    ...[
      ...added.map(one => ({ line: one.line, text: style.green(row('+', after, one)) })),
      ...changed.map(one => ({
        line: one.after.line,
        text: [
          `${style.yellow(row('~', after, one.after))} ${style.dim(`(was line ${one.before.line + 1})`)}`,
          ...one.changes.map(change => changeText(change, style)),
        ].join('\n'),
      })),
    ]
      .sort((a, b) => a.line - b.line)
      .map(({ text }) => text),
  ];
  const notes = unpaired ? ['Too many examples differ to tell which became which.'] : [];
  return `${[...blocks, ...notes, diffSums(diff)].join('\n')}\n`;
}

/** The sums in one line: `2 added, 1 removed, 1 changed, 40 unchanged (3 moved).` */
export function diffSums({ added, removed, changed, unchanged, moved }: DatasetDiff): string {
  const kept = `${unchanged.toLocaleString('en-US')} unchanged${moved > 0 ? ` (${moved.toLocaleString('en-US')} moved)` : ''}`;
  return `${count(added.length, 'example')} added, ${removed.length} removed, ${changed.length} changed, ${kept}.`;
}

function changeText({ path, before, after }: ChangedLeaf, style: Style): string {
  const from = commonStart(before ?? '', after ?? '');
  const piece = (text: string) => {
    const start = Math.max(0, from - SHOWN / 3);
    return `${start > 0 ? '…' : ''}${quoted(text.slice(start), SHOWN)}`;
  };
  return [
    `    ${neutral(path === '' ? 'the whole line' : path)}`,
    ...(before === undefined ? [] : [style.red(`      - ${neutral(piece(before))}`)]),
    ...(after === undefined ? [] : [style.green(`      + ${neutral(piece(after))}`)]),
  ].join('\n');
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}
