import { textSimilarity } from '../similarity/similarity.ts';
import { wordsOf } from '../../text/words.ts';
import { type Graded, type GradeInput, judgedText, wantedText, yesOrNo } from './gradeInput.ts';
import type { GraderOf } from './graderType.ts';
import { type Normalisation, normaliseText } from './normaliseText.ts';

export function gradeExactMatch(grader: GraderOf<'exact_match'>, input: GradeInput): Graded {
  const [text, wanted] = [judgedText(grader, input), wantedText(grader, input)];
  return yesOrNo(normaliseText(text, grader.normalise) === normaliseText(wanted, grader.normalise));
}

/** What may not be there counts whatever else is. */
export function gradeContains(grader: GraderOf<'contains'>, input: GradeInput): Graded {
  const { any, all, none = [] } = grader;
  const text = judgedText(grader, input);
  const has = (part: string) => holds(text, part, grader.normalise);
  const forbidden = none.find(has);
  if (forbidden !== undefined) return yesOrNo(false, { reason: `Holds "${forbidden}".` });
  const missing = all?.find(part => !has(part));
  if (missing !== undefined) return yesOrNo(false, { reason: `Lacks "${missing}".` });
  if (any) return yesOrNo(any.some(has));
  if (all || none.length > 0) return yesOrNo(true);
  const wanted = wantedText(grader, input);
  // Every text holds nothing.
  return wanted.trim() === '' ? { failure: 'The wanted answer is empty.' } : yesOrNo(has(wanted));
}

/** What is nothing but marks that make no difference is looked for as it is. */
function holds(text: string, part: string, normalise: readonly Normalisation[] | undefined): boolean {
  const wanted = normaliseText(part, normalise);
  return wanted === '' ? text.includes(part) : normaliseText(text, normalise).includes(wanted);
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
