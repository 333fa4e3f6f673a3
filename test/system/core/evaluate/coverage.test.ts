import assert from 'node:assert/strict';
import { meanInterval, resampledMeans } from '../../../../src/core/evaluate/statistics/bootstrap.ts';
import { pairedDifference } from '../../../../src/core/evaluate/statistics/newcombe.ts';
import { wilsonInterval } from '../../../../src/core/evaluate/statistics/wilson.ts';
import { seededRandom } from '../../../../src/core/util/seededRandom.ts';

describe('statistics: how often intervals hold the truth', () => {
  /** What differences and scores are like, evenly and not, with the mean of each. */
  const DRAWS: [what: string, mean: number, draw: (random: () => number) => number][] = [
    ['even ones', 0.1, random => 0.1 + (random() + random() - random() - random()) * 0.4],
    ['one of ten is 1, the others 0', 0.1, random => (random() < 0.1 ? 1 : 0)],
    ['more often 1 than -1, mostly 0', 0.1, random => signOf(random(), 0.15, 0.05)],
    ['exponential ones', 1, random => -Math.log(1 - random())],
  ];
  const signOf = (chance: number, up: number, down: number) =>
    chance < up ? 1 : chance < up + down ? -1 : 0;
  for (const cases of [30, 50, 100, 500]) {
    for (const [what, truth, draw] of DRAWS) {
      it(`does so 93 to 97 times of 100 for means of ${cases} cases: ${what}`, () => {
        const random = seededRandom(cases + 7);
        const [rounds, resamples] = [1000, cases > 100 ? 200 : 300];
        let held = 0;
        for (let round = 0; round < rounds; round++) {
          const values = Float64Array.from({ length: cases }, () => draw(random));
          const { low, high } = meanInterval(resampledMeans(values, { resamples, seed: round }), cases);
          if (low <= truth && high >= truth) held += 1;
        }
        assert.ok(held >= 930 && held <= 970, `${held} of ${rounds}`);
      });
    }
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
