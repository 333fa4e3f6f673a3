import assert from 'node:assert/strict';
import type { Feedback } from '../../../src/core/evaluate/feedback/feedback.ts';
import type { Preference } from '../../../src/core/evaluate/results/score.ts';
import { flakyCells } from '../../../src/core/evaluate/verdict/flaky.ts';
import { judgeTrust } from '../../../src/core/evaluate/verdict/judgeTrust.ts';
import { judgeVariants } from '../../../src/core/evaluate/verdict/judgeVariants.ts';
import { seededRandom } from '../../../src/core/util/seededRandom.ts';
import { judge, scored } from '../../support/verdicts.ts';

const row = (ones: number, zeros: number) => [
  ...Array<number>(ones).fill(1),
  ...Array<number>(zeros).fill(0),
];
describe('verdict', () => {
  it('takes McNemar for yes and no, and says what is better by how much', () => {
    const { verdicts, scores } = judge(scored({ base: row(50, 50), tuned: row(75, 25) }));
    const [verdict] = verdicts;
    assert.equal(verdict?.test, 'mcnemar');
    assert.equal(verdict.conclusion, 'right');
    assert.equal(verdict.difference.value, 0.25);
    assert.ok(verdict.difference.low > 0 && verdict.difference.high < 0.4);
    assert.match(verdict.text, /tuned.*better than base.*25 points/);
    assert.deepEqual(
      scores.map(({ variant, value, kind }) => [variant, value, kind]),
      [
        ['base', 0.5, 'rate'],
        ['tuned', 0.75, 'rate'],
      ],
    );
  });

  it('says about how many more cases would be needed', () => {
    const { verdicts } = judge(scored({ base: [...row(60, 40)], tuned: [...row(52, 8), ...row(13, 27)] }));
    const [verdict] = verdicts;
    assert.equal(verdict?.conclusion, 'not-enough');
    assert.ok(verdict.moreCases !== undefined && verdict.moreCases > 100 && verdict.moreCases < 1000);
    assert.match(verdict.text, /^Not enough to tell base and tuned apart.*about \d+ more cases/);
  });

  it('makes no sentence of what is not there: no case, one case, all alike, none that both answered', () => {
    assert.deepEqual(judge([]), { scores: [], verdicts: [] });
    const one = judge(scored({ base: [0.2], tuned: [0.8] }));
    assert.equal(one.verdicts[0]?.conclusion, 'not-enough');
    assert.equal(one.verdicts[0].moreCases, 5);
    assert.match(one.verdicts[0].text, /no interval/);
    assert.doesNotMatch(one.verdicts[0].text, /infinity|NaN/i);
    for (const value of [0, 1, 0.5]) {
      const [alike] = judge(scored({ base: [value, value, value], tuned: [value, value, value] })).verdicts;
      assert.equal(alike?.conclusion, 'not-enough');
      assert.equal(alike.p, 1);
      assert.match(alike.text, /equally well on 3 cases/);
    }
    const apart = [...scored({ base: [1, 0] }), ...scored({ tuned: [1, 0, 1] }).slice(2)];
    assert.deepEqual(judge(apart).verdicts, []);
  });

  it('is not certain of a score because few cases have the same one', () => {
    const [few, many] = [5, 500].map(
      cases => judge(scored({ base: Array<number>(cases).fill(0.5) })).scores[0]!,
    );
    assert.ok(few!.low < 0.3 && few!.high > 0.7, `${few!.low} to ${few!.high}`);
    assert.ok(many!.low > 0.49 && many!.low < 0.5 && many!.high < 0.51);
  });

  it('leaves out scores that are no numbers, and takes the mean of repetitions however many there are', () => {
    const base = scored({ base: [1, Number.NaN, 0.5] });
    const again = { ...base[0]!, repetition: 1, value: 0 };
    const { scores } = judge([...base, again, ...scored({ tuned: [1, 1, Infinity] })]);
    assert.deepEqual(
      scores.map(({ variant, value, cases }) => [variant, value, cases]),
      [
        ['base', 0.5, 2],
        ['tuned', 1, 2],
      ],
    );
  });

  it('takes a paired bootstrap for scores', () => {
    const random = seededRandom(3);
    const base = Array.from({ length: 60 }, () => 0.2 + random() * 0.5);
    const tuned = base.map(value => value + 0.1 + (random() - 0.5) * 0.2);
    const [verdict] = judge(scored({ base, tuned })).verdicts;
    assert.equal(verdict?.test, 'paired-bootstrap');
    assert.equal(verdict.conclusion, 'right');
  });

  it('takes less time and money for better', () => {
    const timed = scored(
      { slow: [900, 1000, 1100, 950, 1000, 980], fast: [90, 100, 110, 95, 100, 98] },
      'latency',
    );
    const [verdict] = judge(
      timed.map(({ value, passed: _, ...rest }) => ({ ...rest, measured: value! })),
    ).verdicts;
    assert.equal(verdict?.conclusion, 'right');
    assert.match(verdict.text, /^fast does better/);
  });

  it('takes a sign test for preferences, whichever side an answer stood on', () => {
    const preferences = Array.from({ length: 20 }, (_, index): Preference => {
      const isTurned = index % 2 === 0;
      return {
        ...{ grader: 'taste', case: `c${index}`, repetition: 0, consistent: true },
        ...(isTurned
          ? { left: 'b', right: 'a', winner: 'left' }
          : { left: 'a', right: 'b', winner: 'right' }),
      } as Preference;
    });
    const [verdict] = judgeVariants({ variants: ['a', 'b'], scores: [], preferences }).verdicts;
    assert.equal(verdict?.test, 'sign');
    assert.equal(verdict.conclusion, 'right');
    assert.equal(verdict.difference.value, 1);
  });

  it('corrects for many variants', () => {
    const rows = { a: row(50, 50), b: row(58, 42), c: row(50, 50), d: row(51, 49) };
    const two = judge(scored({ a: rows.a, b: rows.b })).verdicts[0]!;
    const four = judge(scored(rows)).verdicts[0]!;
    assert.ok(two.adjusted <= 0.05 && two.conclusion === 'right');
    assert.ok(four.adjusted > two.adjusted);
    assert.equal(four.p, two.p);
  });

  it('shows every score for unseen cases too', () => {
    const { scores } = judge(scored({ base: row(2, 2), tuned: row(4, 0) }), { seen: new Set(['c0']) });
    assert.deepEqual(
      scores.map(({ scope, cases }) => [scope, cases]),
      [
        ['all', 4],
        ['all', 4],
        ['unseen', 3],
        ['unseen', 3],
      ],
    );
  });

  it('compares only cases that both answered', () => {
    const scores = scored({ base: row(3, 1), tuned: row(2, 0) });
    assert.equal(judge(scores).verdicts[0]?.difference.cases, 2);
  });

  it('doubts a judge that is not known to agree with people', () => {
    const { verdicts } = judge(scored({ base: row(0, 30), tuned: row(30, 0) }), {
      untrusted: new Set(['accuracy']),
    });
    assert.equal(verdicts[0]?.trusted, false);
    assert.match(verdicts[0].text, /counts for little/);
  });
});

describe('judgeTrust', () => {
  const thumbs = (agreeing: number, disagreeing: number) => {
    const total = agreeing + disagreeing;
    const scores = scored({ tuned: Array.from({ length: total }, (_, index) => index % 2) }, 'judge');
    const feedback = scores.map(({ case: id, value }, index): Feedback => {
      const isUp = (value === 1) === index < agreeing;
      const answer = { variant: 'tuned', output: '' };
      return {
        id: `${index}`,
        at: 0,
        kind: 'thumb',
        case: id,
        values: {},
        answer,
        thumb: isUp ? 'up' : 'down',
      };
    });
    return judgeTrust('judge', { scores, preferences: [] }, feedback, 0.6);
  };

  it('trusts a judge that agrees, not one that does not, and none without thumbs', () => {
    assert.deepEqual([thumbs(20, 0).trusted, thumbs(20, 0).kappa], [true, 1]);
    assert.equal(thumbs(10, 10).trusted, false);
    assert.equal(thumbs(4, 0).trusted, false);
    assert.equal(thumbs(0, 0).kappa, undefined);
  });
});

describe('flakyCells', () => {
  it('finds repetitions that disagree', () => {
    const cell = (id: string, repetition: number, output: string) => ({
      ...{ case: id, variant: 'a', repetition, request: '', output, asked: 'm' },
    });
    const cells = [cell('1', 0, 'x'), cell('1', 1, 'y'), cell('2', 0, 'x'), cell('2', 1, 'x')];
    const score = (id: string, repetition: number, passed: boolean) => ({
      ...{ grader: 'g', case: id, variant: 'a', repetition, value: Number(passed), passed },
    });
    const { answers, passes } = flakyCells(cells, [score('2', 0, true), score('2', 1, false)]);
    assert.deepEqual([[...answers], [...passes]], [['["1","a"]'], ['["2","a"]']]);
  });
});
