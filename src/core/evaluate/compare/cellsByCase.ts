import type { Case } from '../case.ts';
import { type Cell, cellId } from '../results/cell.ts';
import type { Results } from '../results/readResults.ts';
import type { OpenComparison } from './openComparison.ts';

/** The answers that are there, case by case, in the order of the comparison. Cells of earlier versions are left out. */
export function* cellsByCase(
  {
    cases,
    variants,
    file,
  }: Pick<OpenComparison, 'cases' | 'file'> & { variants: readonly { name: string }[] },
  results: Results,
): Generator<{ one: Case; cells: Cell[] }> {
  for (const one of cases) {
    const cells: Cell[] = [];
    for (const { name } of variants) {
      for (let repetition = 0; repetition < (file.repetitions ?? 1); repetition++) {
        const cell = results.cells.get(cellId({ case: one.id, variant: name, repetition }));
        if (cell) cells.push(cell);
      }
    }
    yield { one, cells };
  }
}
