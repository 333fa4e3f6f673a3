import { type Graded, type GradeInput, judgedText, wantedText, yesOrNo } from './gradeInput.ts';
import type { GraderOf } from './graderType.ts';

export function gradeNumber(grader: GraderOf<'number'>, input: GradeInput): Graded {
  const { absolute, relative, take = 'last' } = grader;
  const wanted = numbersIn(wantedText(grader, input)).at(-1);
  if (wanted === undefined) return { failure: 'The wanted answer holds no number.' };
  const found = numbersIn(judgedText(grader, input));
  const isSeveral = take === 'only' && new Set(found).size > 1;
  const number = isSeveral ? undefined : found.at(take === 'first' ? 0 : -1);
  const expected = String(wanted);
  if (number === undefined) {
    return yesOrNo(false, {
      expected,
      reason: isSeveral ? 'There are several numbers.' : 'There is no number.',
    });
  }
  const allowed = Math.max(absolute ?? 0, (relative ?? 0) * Math.abs(wanted));
  // Decimal fractions are not exact in binary.
  const rounding = 1e-9 * Math.max(1, Math.abs(wanted));
  return yesOrNo(Math.abs(number - wanted) <= allowed + rounding, { expected, label: String(number) });
}

/** Numbers as people write them: with a sign, thousands separated by commas or thin spaces, decimals, exponents. */
export function numbersIn(text: string): number[] {
  return [...text.matchAll(NUMBER)].map(([found]) =>
    Number(found.replace(/[,\u2009\u202f]/g, '').replace('\u2212', '-')),
  );
}

const NUMBER =
  /(?<![\p{L}\d_.])[-\u2212]?(?:\d{1,3}(?:[,\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/gu;
