import assert from 'node:assert/strict';
import { signTest, mcnemarTest } from '../../../src/core/evaluate/statistics/binomialTests.ts';
import {
  bcaInterval,
  meanDiffersP,
  meanInterval,
  percentileInterval,
  resampledMeans,
} from '../../../src/core/evaluate/statistics/bootstrap.ts';
import { casesForMeans, casesForShares } from '../../../src/core/evaluate/statistics/casesNeeded.ts';
import { holm } from '../../../src/core/evaluate/statistics/holm.ts';
import { cohensKappa, kappaOfTable } from '../../../src/core/evaluate/statistics/kappa.ts';
import { pairedDifference } from '../../../src/core/evaluate/statistics/newcombe.ts';
import { normalBelow, normalQuantile } from '../../../src/core/evaluate/statistics/normal.ts';
import { permutationTest } from '../../../src/core/evaluate/statistics/permutationTest.ts';
import { studentBelow, studentQuantile } from '../../../src/core/evaluate/statistics/studentT.ts';
import { wilsonInterval } from '../../../src/core/evaluate/statistics/wilson.ts';
import { seededRandom } from '../../../src/core/util/seededRandom.ts';

type Published = readonly [what: string, computed: number | undefined, published: number, within: number];

function check(table: readonly Published[]): void {
  for (const [what, computed, published, within] of table) {
    it(`${what}: ${published}`, () => {
      assert.ok(
        computed !== undefined && Math.abs(computed - published) <= within,
        `${computed} is not ${published}`,
      );
    });
  }
}

const ends = (
  what: string,
  { low, high }: { low: number; high: number },
  published: [number, number],
  within: number,
) =>
  [
    [`${what}, low`, low, published[0], within],
    [`${what}, high`, high, published[1], within],
  ] as const;

/** Fisher's differences in height of crossed and self-fertilised plants, after Darwin, in inches. */
const DARWIN = [6.125, -8.375, 1, 2, 0.75, 2.875, 3.5, 5.125, 1.75, 3.625, 7, 3, 9.375, 7.5, -6];
/** The sample that SciPy compares with R's package boot (test_bootstrap_against_R; a million resamples). */
const BOOT = [10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213];

describe('statistics: published values', () => {
  describe('normal and t distribution (SciPy 1.17: stats.norm, stats.t)', () => {
    check([
      ['below -6', normalBelow(-6), 9.865876450376946e-10, 1e-22],
      ['below -3.5', normalBelow(-3.5), 0.00023262907903552502, 1e-17],
      ['below 0.5', normalBelow(0.5), 0.6914624612740131, 1e-15],
      ['below 1.96', normalBelow(1.96), 0.9750021048517795, 1e-15],
      ['quantile 1e-10', normalQuantile(1e-10), -6.361340902404056, 1e-12],
      ['quantile 0.8', normalQuantile(0.8), 0.8416212335729143, 1e-14],
      ['quantile 0.975', normalQuantile(0.975), 1.959963984540054, 1e-14],
      ['t below 2, 1 degree', studentBelow(2, 1), 0.8524163823495667, 1e-13],
      ['t below -1.5, 7 degrees', studentBelow(-1.5, 7), 0.088649243494985, 1e-13],
      ['t quantile 0.975, 29 degrees', studentQuantile(0.975, 29), 2.045229642132703, 1e-11],
      ['t quantile 0.995, 10 degrees', studentQuantile(0.995, 10), 3.16927267261695, 1e-11],
    ]);
  });

  describe('Wilson interval', () => {
    check([
      // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
      ...ends('81 of 263 (Newcombe)', wilsonInterval(81, 263), [0.2553, 0.3662], 5e-5),
      ...ends('15 of 148 (Newcombe)', wilsonInterval(15, 148), [0.0624, 0.1605], 5e-5),
      ...ends('0 of 20 (Newcombe)', wilsonInterval(0, 20), [0, 0.1611], 5e-5),
      ...ends('1 of 29 (Newcombe)', wilsonInterval(1, 29), [0.0061, 0.1718], 5e-5),
      // R, binom::binom.confint, as kept in the tests of statsmodels.
      ...ends('18 of 20 (R)', wilsonInterval(18, 20), [0.6989663547715128, 0.972133518786232], 1e-12),
      ...ends('4 of 20 (R)', wilsonInterval(4, 20), [0.0806576625797981, 0.4160174322518935], 1e-12),
      ...ends(
        '19 of 38 (statsmodels)',
        wilsonInterval(19, 38),
        [0.348499283643951, 0.651500716356049],
        1e-12,
      ),
      // SciPy 1.17, stats.binomtest(10, 20).proportion_ci(method='wilson').
      ...ends('10 of 20, 90 %', wilsonInterval(10, 20, 0.9), [0.32740376788515596, 0.672596232114844], 1e-12),
      ...ends(
        '10 of 20, 99 %',
        wilsonInterval(10, 20, 0.99),
        [0.25044770032177954, 0.7495522996782205],
        1e-12,
      ),
    ]);
  });

  describe('exact McNemar and sign test', () => {
    check([
      // R, mcnemar.exact, as kept in the tests of statsmodels.
      ['McNemar 15 and 19 (R)', mcnemarTest(15, 19), 0.60759136127308, 1e-12],
      // SciPy 1.17, stats.binomtest(k, n, 0.5); the first is the example of its documentation of the sign test.
      [
        'McNemar 86 and 150 (Agresti, approval of a prime minister)',
        mcnemarTest(86, 150),
        3.7159361395713866e-5,
        1e-15,
      ],
      ['5 and 13', signTest(5, 13), 0.09625244140625, 1e-14],
      ['1 and 7', signTest(1, 7), 0.0703125, 1e-14],
      ['0 and 6', signTest(0, 6), 0.03125, 1e-15],
      ['3 and 6', signTest(3, 6), 0.5078125, 1e-14],
      ['2 and 12', signTest(2, 12), 0.012939453125, 1e-14],
      ['450 and 550', signTest(450, 550), 0.0017305360849763027, 1e-12],
      ['none', signTest(0, 0), 1, 0],
      ['as many of each', signTest(4, 4), 1, 0],
      // Fagerland, Lydersen, Laake 2014, Statistics in Medicine 33:2850: airway hyper-responsiveness.
      ['McNemar 1 and 7 (Fagerland)', mcnemarTest(1, 7), 0.0703, 5e-5],
    ]);
  });

  describe('paired difference of shares', () => {
    const table = { both: 1, leftOnly: 1, rightOnly: 7, neither: 12 };
    const bentur = pairedDifference(table);
    check([
      // The same paper: -0.286, Newcombe's interval -0.507 to -0.026; there left less right.
      ['difference', bentur.value, 0.286, 5e-4],
      ...ends('interval', bentur, [0.026, 0.507], 5e-4),
    ]);
    it('turns round with its sides', () => {
      const turned = pairedDifference({ ...table, leftOnly: 7, rightOnly: 1 });
      assert.ok(Math.abs(turned.low + bentur.high) < 1e-12 && Math.abs(turned.high + bentur.low) < 1e-12);
    });
  });

  describe('kappa', () => {
    const skin = kappaOfTable([
      [10, 4, 1, 0],
      [5, 10, 12, 2],
      [2, 4, 12, 5],
      [0, 2, 6, 13],
    ]);
    const radiology = kappaOfTable([
      [21, 12, 0, 0],
      [4, 17, 1, 0],
      [3, 9, 15, 2],
      [0, 0, 0, 1],
    ]);
    const counted = (table: number[][]) => kappaOfTable(table).kappa;
    check([
      // Examples of the article on Cohen's kappa in Wikipedia.
      [
        '20 5 10 15',
        counted([
          [20, 5],
          [10, 15],
        ]),
        0.4,
        1e-12,
      ],
      [
        '45 15 25 15',
        counted([
          [45, 15],
          [25, 15],
        ]),
        0.1304,
        5e-5,
      ],
      [
        '25 35 5 35',
        counted([
          [25, 35],
          [5, 35],
        ]),
        0.2593,
        5e-5,
      ],
      // SAS/STAT, PROC FREQ, agreement study (skin condition).
      ['skin condition', skin.kappa, 0.3449, 5e-5],
      ...ends('skin condition', skin, [0.203, 0.4868], 5e-5),
      // Altman 1991 as in Penn State's STAT 509: radiologists and xeromammograms.
      ['xeromammograms', radiology.kappa, 0.4728, 5e-5],
    ]);
    it('has no value when there is nothing to agree on', () => {
      assert.equal(
        cohensKappa([
          ['up', 'up'],
          ['up', 'up'],
        ]).kappa,
        undefined,
      );
      assert.equal(cohensKappa([]).kappa, undefined);
    });
  });

  describe('Holm correction', () => {
    const four = holm([0.01, 0.04, 0.03, 0.005]);
    const five = holm([0.01, 0.02, 0.03, 0.04, 0.05]);
    check([
      // Wikipedia, Holm-Bonferroni method, the example of four hypotheses.
      ...[0.03, 0.06, 0.06, 0.02].map(
        (value, index): Published => [`H${index + 1}`, four[index], value, 1e-12],
      ),
      // R, p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), 'holm').
      ...[0.05, 0.08, 0.09, 0.09, 0.09].map(
        (value, index): Published => [`R ${index + 1}`, five[index], value, 1e-12],
      ),
    ]);
  });

  describe('how many cases', () => {
    check([
      // G*Power 3.1, t test of matched pairs, two tails, alpha 0.05, power 0.8.
      ['dz = 0.2', casesForMeans(0.2, 1), 199, 0],
      ['dz = 0.5', casesForMeans(0.5, 1), 34, 0],
      ['dz = 0.8', casesForMeans(0.8, 1), 15, 0],
      // Connor's formula with Fleiss's correction, computed with SciPy's quantiles: 359 before it.
      ['10 points, 46 % differ', casesForShares(0.1, 0.46), 379, 0],
    ]);
    it('finds a difference of shares about as often as it says', () => {
      for (const [difference, differing] of [
        [0.1, 0.46],
        [0.1, 0.2],
        [0.05, 0.1],
        [0.2, 0.3],
      ] as const) {
        const [cases, random] = [casesForShares(difference, differing)!, seededRandom(21)];
        let found = 0;
        for (let round = 0; round < 1000; round++) {
          let [left, right] = [0, 0];
          for (let index = 0; index < cases; index++) {
            const draw = random();
            if (draw < (differing + difference) / 2) right += 1;
            else if (draw < differing) left += 1;
          }
          if (right > left && mcnemarTest(left, right) <= 0.05) found += 1;
        }
        assert.ok(found >= 770 && found <= 880, `${difference}: ${found} of 1,000 with ${cases} cases`);
      }
    });
    it('asks for enough cases to claim anything when all differ alike', () => {
      assert.equal(casesForMeans(0.5, 0), 6);
      assert.equal(casesForMeans(0.5, 0, { differing: 0.5 }), 12);
      assert.equal(casesForMeans(0, 1), undefined);
    });
  });

  describe('permutation test', () => {
    check([
      // Fisher 1935, section 21: 1,726 of 32,768 ways are as extreme.
      ['Darwin, all ways', permutationTest(DARWIN), 1726 / 32768, 1e-12],
      ['Darwin, drawn', permutationTest(DARWIN, { exactUpTo: 0, draws: 20_000 }), 1726 / 32768, 0.005],
    ]);
  });

  describe('bootstrap', () => {
    const means = resampledMeans(BOOT, { resamples: 60_000 });
    check([
      ...ends('percentile (R)', percentileInterval(means), [28.86, 84.21], 0.5),
      ...ends('BCa (R)', bcaInterval(BOOT, means), [32.31, 91.43], 0.8),
    ]);
    it('agrees with the permutation test, and with its own interval', () => {
      const drawn = resampledMeans(DARWIN);
      assert.ok(Math.abs(meanDiffersP(drawn, DARWIN.length) - permutationTest(DARWIN)) < 0.025);
      const { low, high } = meanInterval(drawn, DARWIN.length);
      assert.equal(low <= 0 && high >= 0, meanDiffersP(drawn, DARWIN.length) > 0.05);
    });
    it('gives the same for the same seed', () => {
      assert.deepEqual(resampledMeans(DARWIN), resampledMeans(DARWIN));
      assert.notDeepEqual(resampledMeans(DARWIN, { seed: 2 }), resampledMeans(DARWIN));
    });

    it('knows without drawing what drawing would give of many skewed values', () => {
      const random = seededRandom(7);
      const values = Float64Array.from({ length: 1500 }, () => Math.abs(Math.log(1 - random())) ** 3);
      const drawn = resampledMeans(values, { resamples: 20_000 });
      const known = resampledMeans(values);
      const at = (means: Float64Array, share: number) => means[Math.floor(share * means.length)]!;
      const error = (at(drawn, 0.841) - at(drawn, 0.159)) / 2;
      for (const share of [0.005, 0.025, 0.25, 0.5, 0.75, 0.975, 0.995])
        assert.ok(Math.abs(at(known, share) - at(drawn, share)) < 0.08 * error, `${share}`);
    });
  });
});
