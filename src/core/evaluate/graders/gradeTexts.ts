import { textSimilarity } from '../similarity/similarity.ts';
import { wordsOf } from '../../text/words.ts';
import { type Graded, type GradeInput, judgedText, wantedText, yesOrNo } from './gradeInput.ts';
import type { GraderOf } from './graderType.ts';
import { normaliseText } from './normaliseText.ts';

export function gradeExactMatch(grader: GraderOf<'exact_match'>, input: GradeInput): Graded {
  const [text, wanted] = [judgedText(grader, input), wantedText(grader, input)];
  return yesOrNo(normaliseText(text, grader.normalise) === normaliseText(wanted, grader.normalise));
}

/** What may not be there counts whatever else is. */
export function gradeContains(grader: GraderOf<'contains'>, input: GradeInput): Graded {
  const { any, all, none = [], normalise } = grader;
  const text = normaliseText(judgedText(grader, input), normalise);
  const has = (part: string) => text.includes(normaliseText(part, normalise));
  const forbidden = none.find(has);
  if (forbidden !== undefined) return yesOrNo(false, { reason: `Holds "${forbidden}".` });
  const missing = all?.find(part => !has(part));
  if (missing !== undefined) return yesOrNo(false, { reason: `Lacks "${missing}".` });
  if (any) return yesOrNo(any.some(has));
  if (all || none.length > 0) return yesOrNo(true);
  return yesOrNo(has(wantedText(grader, input)));
}

export function gradeRegex(grader: GraderOf<'regex'>, input: GradeInput): Graded {
  const found = input.tools.match(grader.pattern, grader.flags ?? '', judgedText(grader, input));
  const isFound = found !== undefined;
  return yesOrNo(
    grader.negate ? !isFound : isFound,
    found?.[0] === undefined ? {} : { reason: `Found "${short(found[0])}".` },
  );
}

export function gradeSimilarity(grader: GraderOf<'similarity'>, input: GradeInput): Graded {
  const value = textSimilarity(grader.metric, judgedText(grader, input), wantedText(grader, input));
  return { value, ...(grader.threshold !== undefined && { passed: value >= grader.threshold }) };
}

export function gradeLength(grader: GraderOf<'length'>, input: GradeInput): Graded {
  const { unit = 'characters', min, max } = grader;
  const text = judgedText(grader, input);
  const measured = LENGTHS[unit](text, input);
  if (min === undefined && max === undefined) return { measured };
  const passed = measured >= (min ?? 0) && measured <= (max ?? Infinity);
  return yesOrNo(passed, { measured });
}

const LENGTHS: Record<
  'characters' | 'words' | 'lines' | 'tokens',
  (text: string, input: GradeInput) => number
> = {
  characters: text => [...text].length,
  words: text => wordsOf(text).filter(({ kind }) => kind !== 'mark').length,
  lines: text => (text === '' ? 0 : text.replace(/\r?\n$/, '').split(/\r\n|\n|\r/).length),
  tokens: (text, { cell, tools }) =>
    (text === cell.output ? cell.usage?.completionTokens : undefined) ?? tools.countTokens(text),
};

/** Less than a line of it. */
function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
