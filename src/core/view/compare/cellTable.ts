import type { Case } from '../../evaluate/case.ts';
import type { Cell } from '../../evaluate/results/cell.ts';
import { cellId } from '../../evaluate/results/cell.ts';
import type { Score } from '../../evaluate/results/score.ts';
import { tableCsv } from '../chart/csv.ts';
import { questionOf } from './gridRow.ts';

/** Every answer as a row of a CSV table, with a column for each grader. */
export function cellTable(cases: readonly Case[], cells: readonly Cell[], scores: readonly Score[]): string {
  const graders = [...new Set(scores.map(({ grader }) => grader))];
  const byCell = new Map<string, Map<string, Score>>();
  for (const score of scores) {
    const id = cellId(score);
    const own = byCell.get(id) ?? new Map<string, Score>();
    byCell.set(id, own.set(score.grader, score));
  }
  const byId = new Map(cases.map(one => [one.id, one]));
  const rows = cells.flatMap(cell => {
    const one = byId.get(cell.case);
    if (!one) return [];
    const own = byCell.get(cellId(cell));
    return [
      [
        questionOf(one),
        one.reference ?? '',
        cell.variant,
        String(cell.repetition + 1),
        cell.output,
        cell.answered ?? cell.asked,
        cell.ms === undefined ? '' : String(cell.ms),
        cell.price === undefined ? '' : String(cell.price),
        cell.problem?.message ?? '',
        ...graders.map(grader => scoreValue(own?.get(grader))),
      ],
    ];
  });
  return tableCsv({ columns: [...COLUMNS, ...graders].map(title => ({ title })), rows });
}

const COLUMNS = [
  'question',
  'wanted',
  'variant',
  'repetition',
  'answer',
  'model',
  'milliseconds',
  'dollars',
  'problem',
];

function scoreValue(score: Score | undefined): string {
  const value = score?.label ?? score?.value ?? score?.measured;
  return value === undefined ? '' : String(value);
}
