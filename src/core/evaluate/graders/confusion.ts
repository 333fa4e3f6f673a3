import type { Score } from '../results/score.ts';

export interface ClassScore {
  label: string;
  /** Undefined when the label was never given. */
  precision: number | undefined;
  /** Undefined when the label was never wanted. */
  recall: number | undefined;
  f1: number | undefined;
  /** How often it was wanted. */
  wanted: number;
}

export interface Confusion {
  /**
   * Wanted labels first, then those that only answers have; of many the most frequent, with one for all others.
   * `undefined` last, for answers without one.
   */
  labels: (string | undefined)[];
  /** How often a label was wanted (row) and another given (column). */
  counts: number[][];
  classes: ClassScore[];
  accuracy: number;
  /** Mean of the classes that were wanted. */
  macroF1: number | undefined;
}

/** Which labels are taken for which, from the scores of one label grader for one variant. */
export function confusionOf(scores: Iterable<Score>): Confusion {
  const pairs = [...scores].flatMap(({ expected, label }) =>
    expected === undefined ? [] : [{ expected, label }],
  );
  const wanted = countsOf(pairs.map(({ expected }) => expected));
  const given = countsOf(pairs.flatMap(({ label }) => label ?? []));
  const right = countsOf(pairs.flatMap(({ expected, label }) => (expected === label ? [expected] : [])));
  const own = [...given.keys()].filter(label => !wanted.has(label));
  const named = [...[...wanted.keys()].sort(), ...own.sort()];
  const shown = named.length > MOST_LABELS ? mostFrequent(named, wanted, given) : named;
  const labels: (string | undefined)[] = [...shown, ...(shown.length < named.length ? [OTHERS] : [])];
  if (pairs.some(({ label }) => label === undefined)) labels.push(undefined);
  const place = new Map(labels.map((label, index) => [label, index]));
  const placeOf = (label: string | undefined) => place.get(label) ?? place.get(OTHERS)!;
  const counts = labels.map(() => labels.map(() => 0));
  for (const { expected, label } of pairs) counts[placeOf(expected)]![placeOf(label)]! += 1;
  const classes = named.map(label =>
    classScore(label, right.get(label) ?? 0, wanted.get(label) ?? 0, given.get(label) ?? 0),
  );
  const scored = classes.filter(one => one.wanted > 0);
  return {
    labels,
    counts,
    classes: classes.filter(({ label }) => place.has(label)),
    accuracy: pairs.length === 0 ? 0 : [...right.values()].reduce((sum, one) => sum + one, 0) / pairs.length,
    macroF1:
      scored.length === 0 ? undefined : scored.reduce((sum, { f1 = 0 }) => sum + f1, 0) / scored.length,
  };
}

/** More labels than these are answers in their own words: a table of them says nothing, and takes all memory. */
const MOST_LABELS = 40;
const OTHERS = '(others)';

function countsOf(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** The labels that are wanted and given most, in their order. */
function mostFrequent(
  named: readonly string[],
  wanted: ReadonlyMap<string, number>,
  given: ReadonlyMap<string, number>,
): string[] {
  const often = (label: string) => 2 * (wanted.get(label) ?? 0) + (given.get(label) ?? 0);
  const kept = new Set([...named].sort((one, other) => often(other) - often(one)).slice(0, MOST_LABELS - 1));
  return named.filter(label => kept.has(label));
}

function classScore(label: string, right: number, wanted: number, given: number): ClassScore {
  const share = (whole: number) => (whole === 0 ? undefined : right / whole);
  const f1 = wanted + given === 0 ? undefined : (2 * right) / (wanted + given);
  return { label, precision: share(given), recall: share(wanted), f1, wanted };
}
