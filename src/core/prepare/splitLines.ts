import { holdBack, type SplitGroup } from './assignParts.ts';
import type { SplitChoice } from './plan.ts';
import type { Survey } from './survey.ts';

export const DEFAULT_FRACTION = 0.8;
export const DEFAULT_SEED = 42;

/** More are not held back by the legacy tool's own rule. */
const LEGACY_VALIDATION = 1000;

/**
 * Decides for every line of a dataset to which part of a split it goes. Equal examples go to the same part, or the
 * validation would measure what was learnt by heart. Lines that are no example go to the training part.
 */
export function partOfLines(survey: Survey, choice: SplitChoice): (line: number) => 'train' | 'validation' {
  const { table, firstOf, classes } = survey;
  const groups: SplitGroup[] = [];
  const groupOf = new Map<number, number>();
  let examples = 0;
  for (let line = 0; line < table.length; line++) {
    if (table.kind(line) !== 'object') continue;
    examples += 1;
    const known = groupOf.get(firstOf.get(line) ?? line);
    if (known === undefined) {
      groupOf.set(line, groups.length);
      groups.push({ size: 1, answer: classes === undefined ? 0 : table.answer(line) });
    } else {
      groupOf.set(line, known);
      groups[known]!.size += 1;
    }
  }
  const legacy = survey.columns !== undefined && classes !== undefined;
  const training = trainingExamples(examples, choice.fraction, legacy);
  const held = holdBack(groups, examples - training, choice.seed ?? DEFAULT_SEED);
  return line => (held[groupOf.get(line) ?? -1] ? 'validation' : 'train');
}

/**
 * How many of the examples are trained on. Without a fraction, classes of completions (`legacy`) are split as the
 * legacy tool does: a fifth is held back, but at most 1,000.
 */
export function trainingExamples(examples: number, fraction: number | undefined, legacy: boolean): number {
  const wanted = Math.floor(examples * (fraction ?? DEFAULT_FRACTION));
  const training = fraction === undefined && legacy ? Math.max(examples - LEGACY_VALIDATION, wanted) : wanted;
  // Both parts get something, as far as there is something.
  return Math.max(Math.min(training, examples - 1), Math.min(1, examples));
}
