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
  /** Wanted labels first, then those that only answers have; `undefined` last, for answers without one. */
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
  const wanted = [...new Set(pairs.map(({ expected }) => expected))].sort();
  const given = [...new Set(pairs.map(({ label }) => label))].filter(label => label !== undefined).sort();
  const labels: (string | undefined)[] = [...new Set([...wanted, ...given])];
  if (pairs.some(({ label }) => label === undefined)) labels.push(undefined);
  const place = new Map(labels.map((label, index) => [label, index]));
  const counts = labels.map(() => labels.map(() => 0));
  for (const { expected, label } of pairs) counts[place.get(expected)!]![place.get(label)!]! += 1;
  const classes = labels.flatMap((label, index) =>
    label === undefined ? [] : [classScore(label, index, counts)],
  );
  const right = labels.reduce((sum, _, index) => sum + counts[index]![index]!, 0);
  const scored = classes.filter(one => one.wanted > 0);
  return {
    labels,
    counts,
    classes,
    accuracy: pairs.length === 0 ? 0 : right / pairs.length,
    macroF1:
      scored.length === 0 ? undefined : scored.reduce((sum, { f1 = 0 }) => sum + f1, 0) / scored.length,
  };
}

function classScore(label: string, index: number, counts: readonly (readonly number[])[]): ClassScore {
  const right = counts[index]![index]!;
  const wanted = counts[index]!.reduce((sum, one) => sum + one, 0);
  const given = counts.reduce((sum, row) => sum + row[index]!, 0);
  const share = (whole: number) => (whole === 0 ? undefined : right / whole);
  const f1 = wanted + given === 0 ? undefined : (2 * right) / (wanted + given);
  return { label, precision: share(given), recall: share(wanted), f1, wanted };
}
