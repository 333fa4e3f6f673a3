import { mcnemarTest, signTest } from '../statistics/binomialTests.ts';
import { mean, meanDiffersP, meanInterval, resampledMeans } from '../statistics/bootstrap.ts';
import { casesForMeans, casesForShares } from '../statistics/casesNeeded.ts';
import { permutationTest } from '../statistics/permutationTest.ts';
import { pairedDifference } from '../statistics/newcombe.ts';
import { type PairedTable, pairedTable } from '../statistics/pairedTable.ts';
import type { Estimate, Verdict } from './verdict.ts';

/** What the right test for the data says of a pair, before it is corrected for the other pairs. */
export interface PairResult {
  test: Verdict['test'];
  /** Right less left. */
  difference: Estimate;
  p: number;
  /** Cases in all that it would take to find a difference as large as this one; absent when there is none. */
  needed?: number;
}

export interface PairOptions {
  confidence: number;
  seed: number;
  /** How often a difference may be claimed that is not there, for this pair alone. */
  alpha: number;
}

/** Two variants by yes and no over the same cases. */
export function compareRates(
  pairs: readonly (readonly [left: number, right: number])[],
  options: PairOptions,
): PairResult {
  return ofTable(pairedTable(pairs.map(([left, right]) => [left === 1, right === 1])), 'mcnemar', options);
}

/** Two variants of which one was preferred, case by case. A tie is a case on which they do not differ. */
export function comparePreferences(
  winners: readonly ('left' | 'right' | 'tie')[],
  options: PairOptions,
): PairResult {
  const count = (who: string) => winners.filter(winner => winner === who).length;
  const table = { both: count('tie'), leftOnly: count('left'), rightOnly: count('right'), neither: 0 };
  return ofTable(table, 'sign', options);
}

/**
 * Two variants by scores over the same cases. Nothing is claimed that an exact permutation test would not, where few
 * cases differ.
 */
export function compareMeans(
  pairs: readonly (readonly [left: number, right: number])[],
  { confidence, seed, alpha }: PairOptions,
): PairResult {
  const differences = Float64Array.from(pairs, ([left, right]) => right - left);
  const value = mean(differences);
  const means = resampledMeans(differences, { seed });
  const { low, high } = meanInterval(means, differences.length, confidence);
  const variance = mean(differences.map(one => (one - value) ** 2));
  const moved = pairs.flatMap(([left, right]) => (left === right ? [] : [right - left]));
  const differing = moved.length / pairs.length;
  const needed = casesForMeans(value, Math.sqrt(variance), { alpha, differing });
  // A bootstrap of few values that differ claims too often; with those, all ways can be counted.
  const least = moved.length <= FEW ? permutationTest(moved) : 0;
  return {
    test: 'paired-bootstrap',
    difference: { value, low, high, cases: differences.length },
    p: Math.max(meanDiffersP(means, differences.length), least),
    ...(needed !== undefined && { needed }),
  };
}

/** With so few pairs that differ, chance is counted and not drawn. */
const FEW = 16;

function ofTable(
  table: PairedTable,
  test: 'mcnemar' | 'sign',
  { confidence, alpha }: PairOptions,
): PairResult {
  const { both, leftOnly, rightOnly, neither } = table;
  const cases = both + leftOnly + rightOnly + neither;
  const difference = { ...pairedDifference(table, confidence), cases };
  const p = (test === 'mcnemar' ? mcnemarTest : signTest)(leftOnly, rightOnly);
  const needed = casesForShares(difference.value, (leftOnly + rightOnly) / cases, { alpha });
  return { test, difference, p, ...(needed !== undefined && { needed }) };
}
