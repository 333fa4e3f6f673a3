import { type Graded, type GradeInput, type GradeTools, judgedText, wantedText } from './gradeInput.ts';
import type { GraderOf } from './graderType.ts';
import { normaliseText } from './normaliseText.ts';

type LabelGrader = Pick<GraderOf<'label'>, 'labels' | 'pattern' | 'flags' | 'take'>;

/** Whether the label in the answer is the wanted one. Both are kept, for the confusion matrix. */
export function gradeLabel(grader: GraderOf<'label'>, input: GradeInput): Graded {
  const reference = wantedText(grader, input);
  const labels = grader.labels ?? [reference.trim()];
  // A reference may explain itself too; one that is no known label is a label of its own.
  const expected = findLabel(reference, { labels, take: grader.take }, input.tools) ?? reference.trim();
  const { synonyms = {} } = grader;
  const words = Object.keys(synonyms);
  const known = words.length > 0 ? [...new Set([...labels, expected, ...words])] : grader.labels;
  const found = findLabel(judgedText(grader, input), { ...grader, labels: known }, input.tools, expected);
  const word = found === undefined ? undefined : words.find(one => isSame(one, found));
  const label = word === undefined ? found : synonyms[word];
  const passed = label !== undefined && isSame(label, expected);
  return {
    value: passed ? 1 : 0,
    passed,
    expected,
    ...(label !== undefined && { label: passed ? expected : label }),
  };
}

/**
 * The label in a text: what the pattern finds, else the text itself when it is one, else a label that stands in it as a
 * word. Undefined when there is none, or several where only one may be. Without a list of labels an answer that is one
 * short line is its own label, and `fallback` is looked for.
 */
export function findLabel(
  text: string,
  { labels, pattern, flags, take = 'last' }: LabelGrader,
  tools: Pick<GradeTools, 'match'>,
  fallback?: string,
): string | undefined {
  if (pattern !== undefined) {
    const found = tools.match(pattern, flags ?? '', text);
    const label = (found?.[1] ?? found?.[0])?.trim();
    return label === undefined ? undefined : (labels?.find(one => isSame(one, label)) ?? label);
  }
  const whole = labels?.find(one => isSame(one, text));
  if (whole !== undefined) return whole;
  const known = labels ?? (fallback === undefined ? [] : [fallback]);
  const places = known.flatMap(label => placesOf(label, text).map(at => ({ label, ...at })));
  const outer = outermost(places);
  if (outer.length > 0) {
    const isOne = outer.every(({ label }) => label === outer[0]!.label);
    if (take === 'only') return isOne ? outer[0]!.label : undefined;
    return outer.at(take === 'first' ? 0 : -1)!.label;
  }
  const line = text.trim();
  return labels === undefined && line !== '' && line.length <= 40 && !line.includes('\n') ? line : undefined;
}

interface Place {
  label: string;
  start: number;
  end: number;
}

/** In their order, without a label inside a longer one, such as "positive" in "very positive". */
function outermost(places: Place[]): Place[] {
  places.sort((one, other) => one.start - other.start || other.end - one.end);
  let widest: Place | undefined;
  return places.filter(one => {
    if (widest && widest.end >= one.end && (widest.start < one.start || widest.end > one.end)) return false;
    if (!widest || one.end > widest.end) widest = one;
    return true;
  });
}

function placesOf(label: string, text: string): { start: number; end: number }[] {
  const [wanted, all] = [label.trim().toLowerCase(), text.toLowerCase()];
  const places: { start: number; end: number }[] = [];
  if (wanted === '') return places;
  for (let start = all.indexOf(wanted); start >= 0; start = all.indexOf(wanted, start + 1)) {
    const end = start + wanted.length;
    const joins = (one: string | undefined, other: string | undefined) =>
      one !== undefined && other !== undefined && SPACED.test(one) && SPACED.test(other);
    if (!joins(all[start - 1], wanted[0]) && !joins(wanted.at(-1), all[end])) places.push({ start, end });
  }
  return places;
}

/** Signs of words that spaces keep apart, as they do not in Chinese, Japanese or Thai. */
const SPACED =
  /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}_]/u;

function isSame(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(text: string): string {
  const plain = normaliseText(text, ['case', 'space']);
  let [start, end] = [0, plain.length];
  while (start < end && BEFORE.includes(plain[start]!)) start++;
  while (end > start && AFTER.includes(plain[end - 1]!)) end--;
  return plain.slice(start, end);
}

/** What may stand around a label. */
const BEFORE = '"\'“”‘’`*. ';
const AFTER = `${BEFORE}!。`;
