import { type Graded, type GradeInput, judgedText, wantedText, yesOrNo } from './gradeInput.ts';
import type { GraderOf } from './graderType.ts';

export function gradeNumber(grader: GraderOf<'number'>, input: GradeInput): Graded {
  const { absolute, relative, take = 'last', decimal } = grader;
  const wanted = numbersIn(wantedText(grader, input), decimal).at(-1);
  if (wanted === undefined) return { failure: 'The wanted answer holds no number.' };
  const found = numbersIn(judgedText(grader, input), decimal);
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

/**
 * Numbers as people write them: with a sign, thousands in groups, decimals, exponents. `decimal` says which sign decimals
 * begin with. Without it both may be meant: `1.234,56`, `0,125` and `12,5` are read with a comma, since nobody groups
 * thousands so, and `1,234` is a thousand.
 */
export function numbersIn(text: string, decimal?: 'point' | 'comma'): number[] {
  return [...text.matchAll(PATTERNS[decimal ?? 'either'])].map(({ 0: found, groups }) => {
    const plain = found.replace('\u2212', '-').replace(/[\u00a0\u2009\u202f'’]/g, '');
    const isComma = groups?.comma !== undefined;
    return Number(isComma ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', ''));
  });
}

const START = String.raw`(?<![\p{L}\d_.])[-\u2212]?`;
const EXPONENT = String.raw`(?:[eE][+-]?\d+)?`;
const NARROW = String.raw`\u00a0\u2009\u202f'’`;
/** Decimals after a point. */
const POINT = String.raw`\d{1,3}(?:[,${NARROW}]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+`;
/** Decimals after a comma. */
const COMMA = String.raw`\d{1,3}(?:[.${NARROW}]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?|,\d+`;
/** Those that can only be meant so; in `1,2,3` the comma separates. */
const SURELY_COMMA = String.raw`(?<!\d,-?)(?:\d{1,3}(?:[.${NARROW}]\d{3})+,\d+|0,\d+|\d+,(?:\d{1,2}|\d{4,}))(?![\d.]|,\d)`;
const pattern = (source: string) => new RegExp(source, 'gu');
const PATTERNS = {
  point: pattern(`${START}(?:${POINT})${EXPONENT}`),
  comma: pattern(`${START}(?<comma>${COMMA})${EXPONENT}`),
  either: pattern(`${START}(?:(?<comma>${SURELY_COMMA})|${POINT})${EXPONENT}`),
};
