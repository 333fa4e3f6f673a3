import assert from 'node:assert/strict';
import { meanInterval, resampledMeans } from '../../../../src/core/evaluate/statistics/bootstrap.ts';
import { pairedDifference } from '../../../../src/core/evaluate/statistics/newcombe.ts';
import { wilsonInterval } from '../../../../src/core/evaluate/statistics/wilson.ts';
import { seededRandom } from '../../../../src/core/util/seededRandom.ts';

describe('statistics: how often intervals hold the truth', () => {
  /** Differences of scores between 0 and 1, as graders give them; their mean is 0.1. */
  const draw = (random: () => number) => 0.1 + (random() + random() - random() - random()) * 0.4;
  for (const cases of [30, 100, 500]) {
    it(`does so 93 to 97 times of 100 for means of ${cases} cases`, () => {
      const random = seededRandom(cases);
      const [rounds, resamples] = [1000, cases > 100 ? 200 : 300];
      let held = 0;
      for (let round = 0; round < rounds; round++) {
        const values = Float64Array.from({ length: cases }, () => draw(random));
        const { low, high } = meanInterval(resampledMeans(values, { resamples, seed: round }), cases);
        if (low <= 0.1 && high >= 0.1) held += 1;
      }
      assert.ok(held >= 930 && held <= 970, `${held} of ${rounds}`);
    });
    it(`does so 93 to 97 times of 100 for shares and their differences over ${cases} cases`, () => {
      const random = seededRandom(cases + 1);
      let [shares, differences] = [0, 0];
      for (let round = 0; round < 2000; round++) {
        const table = { both: 0, leftOnly: 0, rightOnly: 0, neither: 0 };
        for (let index = 0; index < cases; index++) {
          const [easy, left, right] = [random() < 0.5, random() < 0.3, random() < 0.5];
          const [first, second] = [easy || left, easy || right];
          table[first ? (second ? 'both' : 'leftOnly') : second ? 'rightOnly' : 'neither'] += 1;
        }
        const share = wilsonInterval(table.both + table.leftOnly, cases);
        if (share.low <= 0.65 && share.high >= 0.65) shares += 1;
        const difference = pairedDifference(table);
        if (difference.low <= 0.1 && difference.high >= 0.1) differences += 1;
      }
      assert.ok(shares >= 1860 && shares <= 1940, `${shares} shares`);
      assert.ok(differences >= 1860 && differences <= 1940, `${differences} differences`);
    });
  }
});
