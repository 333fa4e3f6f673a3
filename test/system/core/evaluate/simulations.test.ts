import assert from 'node:assert/strict';
import { compareMeans, compareRates } from '../../../../src/core/evaluate/verdict/comparePair.ts';
import { seededRandom } from '../../../../src/core/util/seededRandom.ts';
import { judge, scored } from '../../../support/verdicts.ts';

describe('verdicts of simulated comparisons', () => {
  const options = { confidence: 0.95, seed: 1, alpha: 0.05 };
  /** Pairs of yes and no with these chances. */
  const drawn = (random: () => number, cases: number, left: number, right: number) =>
    Array.from({ length: cases }, () => [random() < left ? 1 : 0, random() < right ? 1 : 0] as const);

  /** In how many of 1,000 comparisons one of two variants is called better. */
  const claims = (rounds: number, make: () => readonly (readonly [left: number, right: number])[]) => {
    let claimed = 0;
    for (let round = 0; round < rounds; round++) {
      const pairs = make();
      const rows = { a: pairs.map(([left]) => left), b: pairs.map(([, right]) => right) };
      const [verdict] = judge(scored(rows)).verdicts;
      if (verdict?.conclusion !== 'not-enough') claimed += 1;
    }
    return claimed;
  };

  it('calls equal variants different in at most 5 of 100 comparisons', () => {
    const random = seededRandom(11);
    const claimed = claims(1000, () => drawn(random, 200, 0.7, 0.7));
    assert.ok(claimed <= 50, `${claimed} of 1,000`);
  });

  it('does so when few cases have scores, and when scores of few cases differ', () => {
    for (const [cases, share] of [
      [4, 1],
      [5, 1],
      [8, 1],
      [40, 0.1],
    ] as const) {
      const random = seededRandom(cases);
      let claimed = 0;
      for (let round = 0; round < 150; round++) {
        const pairs = Array.from({ length: cases }, () =>
          random() >= share
            ? ([0.5, 0.5] as const)
            : random() < 0.5
              ? ([0.25, 0.75] as const)
              : ([0.75, 0.25] as const),
        );
        if (compareMeans(pairs, options).p <= 0.05) claimed += 1;
      }
      assert.ok(claimed <= 11, `${claimed} of 150 with ${cases} cases`);
    }
  });

  it('calls none of four equal variants better in at least 95 of 100 comparisons', () => {
    const random = seededRandom(12);
    let claimed = 0;
    for (let round = 0; round < 250; round++) {
      const answers = () => Array.from({ length: 100 }, () => (random() < 0.6 ? 1 : 0));
      const { verdicts } = judge(scored({ a: answers(), b: answers(), c: answers(), d: answers() }));
      if (verdicts.some(({ conclusion }) => conclusion !== 'not-enough')) claimed += 1;
    }
    assert.ok(claimed <= 12, `${claimed} of 250`);
  });

  it('finds a difference of 10 points over 400 cases in at least 80 of 100 comparisons', () => {
    const random = seededRandom(13);
    let found = 0;
    for (let round = 0; round < 1000; round++) {
      const { p, difference } = compareRates(drawn(random, 400, 0.6, 0.7), options);
      if (p <= 0.05 && difference.value > 0) found += 1;
    }
    assert.ok(found >= 800, `${found} of 1,000`);
  });
});
