import type { Preference, Score } from '../results/score.ts';
import { mean, meanInterval, resampledMeans } from '../statistics/bootstrap.ts';
import { holm } from '../statistics/holm.ts';
import { type Interval, wilsonInterval } from '../statistics/wilson.ts';
import {
  comparePreferences,
  compareMeans,
  compareRates,
  type PairOptions,
  type PairResult,
} from './comparePair.ts';
import { preferenceCounts, type Series, seriesOf } from './series.ts';
import type { Scope, VariantScore, Verdict } from './verdict.ts';
import { verdictText } from './verdictText.ts';

export interface JudgeInput {
  /** Names, in the order of the comparison. */
  variants: readonly string[];
  scores: Iterable<Score>;
  preferences: Iterable<Preference>;
  /** Cases that were found in some variant's training file; all are unseen when left out. */
  seen?: ReadonlySet<string>;
  /** Graders whose word does not count yet. */
  untrusted?: ReadonlySet<string>;
  confidence?: number;
  seed?: number;
}

export interface Judgement {
  scores: VariantScore[];
  verdicts: Verdict[];
}

/** Says of every grader how each variant did, and of each pair of variants what may be concluded. */
export function judgeVariants(input: JudgeInput): Judgement {
  const { seen = new Set<string>() } = input;
  const scopes: Scope[] = seen.size > 0 ? ['all', 'unseen'] : ['all'];
  const result: Judgement = { scores: [], verdicts: [] };
  const all = [...input.scores];
  const preferences = [...input.preferences];
  for (const scope of scopes) {
    const inScope = ({ case: id }: { case: string }) => scope === 'all' || !seen.has(id);
    for (const series of seriesOf(all.filter(inScope))) {
      result.scores.push(...variantScores(series, scope, input));
      result.verdicts.push(...verdicts(series.grader, scope, input, pairsOf(series, input)));
    }
    result.verdicts.push(...preferenceVerdicts(preferences.filter(inScope), scope, input));
  }
  return result;
}

function variantScores(
  series: Series,
  scope: Scope,
  { variants, confidence, seed }: JudgeInput,
): VariantScore[] {
  return variants.flatMap(variant => {
    const values = Float64Array.from(series.values.get(variant)?.values() ?? []);
    if (values.length === 0) return [];
    const about = { variant, grader: series.grader, scope, kind: series.kind, cases: values.length };
    const value = mean(values);
    const interval =
      series.kind === 'rate'
        ? wilsonInterval(Math.round(value * values.length), values.length, confidence)
        : (alikeInterval(values, series.kind, confidence) ??
          meanInterval(resampledMeans(values, { seed: seed ?? 1 }), values.length, confidence));
    return [{ ...about, value, ...interval }];
  });
}

/**
 * Scores from 0 to 1 that are all alike have no spread, and a few of them say little: as many of all cases as none of
 * these were may score anything.
 */
function alikeInterval(
  values: Float64Array,
  kind: Series['kind'],
  confidence: number | undefined,
): Interval | undefined {
  const [first = 0] = values;
  if (kind !== 'mean' || first < 0 || first > 1 || values.some(one => one !== first)) return undefined;
  const { high: others } = wilsonInterval(0, values.length, confidence);
  return { low: first * (1 - others), high: first + (1 - first) * others };
}

/** A pair of variants with its result, before the correction. */
interface Pair extends PairResult {
  left: string;
  right: string;
  kind: Series['kind'] | 'preference';
  values?: readonly [left: number, right: number];
}

function pairsOf({ values, kind }: Series, input: JudgeInput): Pair[] {
  const names = input.variants.filter(name => values.has(name));
  const options = pairOptions(input, (names.length * (names.length - 1)) / 2);
  return names.flatMap((left, index) =>
    names.slice(index + 1).flatMap((right): Pair[] => {
      const [first, second] = [values.get(left)!, values.get(right)!];
      const pairs = [...first].flatMap(([id, one]) => {
        const other = second.get(id);
        return other === undefined ? [] : [[one, other] as const];
      });
      if (pairs.length === 0) return [];
      const result = (kind === 'rate' ? compareRates : compareMeans)(pairs, options);
      const means = [mean(pairs.map(pair => pair[0])), mean(pairs.map(pair => pair[1]))] as const;
      return [{ ...result, left, right, kind, values: means }];
    }),
  );
}

function preferenceVerdicts(preferences: readonly Preference[], scope: Scope, input: JudgeInput): Verdict[] {
  const all = preferenceCounts(preferences);
  return [...new Set(all.map(({ grader }) => grader))].flatMap(grader => {
    const counts = all.filter(one => one.grader === grader);
    const options = pairOptions(input, counts.length);
    const judged = counts.filter(({ winners }) => winners.size > 0);
    const pairs = judged.map(({ left, right, winners }): Pair => {
      const result = comparePreferences([...winners.values()], options);
      return { ...result, left, right, kind: 'preference' };
    });
    return verdicts(grader, scope, input, pairs);
  });
}

function pairOptions({ confidence = 0.95, seed = 1 }: JudgeInput, pairs: number): PairOptions {
  return { confidence, seed, alpha: (1 - confidence) / Math.max(1, pairs) };
}

function verdicts(grader: string, scope: Scope, input: JudgeInput, pairs: readonly Pair[]): Verdict[] {
  const { confidence = 0.95, untrusted } = input;
  const adjusted = holm(pairs.map(({ p }) => p));
  return pairs.map(({ left, right, test, difference, p, needed, kind, values }, index) => {
    const isTold = adjusted[index]! <= 1 - confidence;
    const isRightBetter = difference.value > 0 !== (kind === 'amount');
    const more = isTold || needed === undefined ? undefined : Math.max(1, needed - difference.cases);
    const verdict: Omit<Verdict, 'text'> = {
      ...{ grader, scope, left, right, test, difference, p },
      adjusted: adjusted[index]!,
      conclusion: isTold ? (isRightBetter ? 'right' : 'left') : 'not-enough',
      ...(more !== undefined && more <= MOST_CASES && { moreCases: more }),
      trusted: !untrusted?.has(grader),
    };
    return {
      ...verdict,
      text: verdictText(verdict, { kind, confidence, pairs: pairs.length, ...(values && { values }) }),
    };
  });
}

/** Nobody has more cases than this; a difference that needs them is none. */
const MOST_CASES = 100_000;
