import type { Scores } from '../compare/scoreCells.ts';
import type { OpenComparison } from '../compare/openComparison.ts';
import { cellId } from '../results/cell.ts';
import type { Results } from '../results/readResults.ts';
import type { Feedback } from './feedback.ts';

/**
 * What a grader says, as if a person had raised or lowered a thumb: answers that pass are liked. Where a person judged
 * the same answer, the person is believed.
 */
export function graderFeedback(
  grader: string,
  { path, cases, variants }: Pick<OpenComparison, 'path' | 'cases' | 'variants'>,
  results: Results,
  { scores }: Pick<Scores, 'scores'>,
  own: readonly Feedback[] = [],
): Feedback[] {
  const byId = new Map(cases.map(one => [one.id, one]));
  const byName = new Map(variants.map(variant => [variant.name, variant]));
  const judged = new Set(own.flatMap(one => (one.thumb && one.answer ? [keyOf(one.case, one.answer)] : [])));
  return scores.flatMap((score): Feedback[] => {
    const [one, variant] = [byId.get(score.case), byName.get(score.variant)];
    const cell = results.cells.get(cellId(score));
    if (score.grader !== grader || score.passed === undefined || !one || !variant || !cell) return [];
    const { output, repetition, answered, asked, at = 0 } = cell;
    const { prompt } = variant;
    const answer = {
      ...{ variant: score.variant, output, repetition, model: answered ?? asked },
      ...(prompt && { template: prompt.file.path, templateHash: prompt.hash }),
    };
    if (judged.has(keyOf(one.id, answer))) return [];
    const { id, values, messages, from } = one;
    return [
      {
        ...{ id: `${grader}:${cellId(score)}`, at, kind: 'thumb', case: id, values, from, answer },
        ...(messages && { messages }),
        ...{ thumb: score.passed ? 'up' : 'down', source: path },
      },
    ];
  });
}

function keyOf(id: string, { variant, output }: { variant: string; output: string }): string {
  return JSON.stringify([id, variant, output]);
}
