import assert from 'node:assert/strict';
import type { Case } from '../../../../src/core/evaluate/case.ts';
import type { Judged } from '../../../../src/core/evaluate/compare/judgeComparison.ts';
import type { Feedback } from '../../../../src/core/evaluate/feedback/feedback.ts';
import { type Cell, cellId } from '../../../../src/core/evaluate/results/cell.ts';
import { emptyResults } from '../../../../src/core/evaluate/results/readResults.ts';
import type { Score } from '../../../../src/core/evaluate/results/score.ts';
import { caseOutcome } from '../../../../src/core/view/compare/caseOutcome.ts';
import type { GridQuery } from '../../../../src/core/view/compare/compareView.ts';
import { gridRow } from '../../../../src/core/view/compare/gridRow.ts';
import { GridIndex, type GridState, slotsOf } from '../../../../src/core/view/compare/gridState.ts';
import { orderCases } from '../../../../src/core/view/compare/orderCases.ts';

const CASES: Case[] = ['one', 'two', 'three', 'four'].map(id => ({
  id,
  title: id,
  values: { text: `Ask ${id}` },
  reference: id,
  from: {},
}));

type Told = Partial<Cell> & { value?: number; passed?: boolean };

/** `answers` by case: what `base` and `tuned` said. */
function state(answers: Record<string, [Told?, Told?]>, more: Partial<GridState> = {}): GridState {
  const results = emptyResults();
  const scores: Score[] = [];
  for (const [id, both] of Object.entries(answers)) {
    both.forEach((told, index) => {
      if (!told) return;
      const { value, passed, ...cell } = told;
      const key = { case: id, variant: ['base', 'tuned'][index]!, repetition: 0 };
      results.cells.set(cellId(key), { ...key, request: 'r', output: 'x', asked: 'm', ...cell });
      if (value !== undefined || passed !== undefined) {
        const worth = value ?? Number(passed);
        scores.push({ ...key, grader: 'exact', value: worth, ...(passed !== undefined && { passed }) });
      }
    });
  }
  const judged = { scores, trust: [], flaky: { answers: new Set(), passes: new Set() } };
  return {
    cases: CASES,
    variants: ['base', 'tuned'].map(name => ({ name, model: 'm', connection: 'Sandbox' })),
    repetitions: 1,
    results,
    judged: judged as unknown as Judged,
    feedback: [],
    leaks: new Map(),
    hidden: false,
    seed: 1,
    arriving: new Map(),
    ...more,
  };
}

const QUERY: GridQuery = { filter: 'all', text: '', sort: 'order' };

function order(given: GridState, query: Partial<GridQuery>): string {
  return orderCases(given, new GridIndex(given), { ...QUERY, ...query })
    .map(place => CASES[place]!.id)
    .join(' ');
}

describe('the order of a grid', () => {
  const given = state({
    one: [
      { output: 'a', passed: true },
      { output: 'a', passed: true },
    ],
    two: [
      { output: 'a', passed: false },
      { output: 'b', passed: true },
    ],
    three: [{ output: 'cut', truncated: true, value: 0.5 }, undefined],
  });
  const table: [query: Partial<GridQuery>, cases: string][] = [
    [{}, 'one two three four'],
    [{ filter: 'differ' }, 'two'],
    [{ filter: 'fails' }, 'two'],
    [{ filter: 'trouble' }, 'three'],
    [{ text: 'CUT' }, 'three'],
    [{ text: 'ask two' }, 'two'],
    [{ text: 'nobody says this' }, ''],
    [{ sort: 'worst' }, 'two three one four'],
    [{ sort: 'best' }, 'one two three four'],
    [{ sort: 'worst', slot: 1 }, 'one two three four'],
    [{ sort: 'spread' }, 'two one three four'],
    [{ sort: 'worst', grader: 'no such grader' }, 'one two three four'],
  ];
  for (const [query, cases] of table) {
    it(JSON.stringify(query), () => assert.equal(order(given, query), cases));
  }

  it('knows what nobody judged', () => {
    const feedback = [{ case: 'one', kind: 'ideal', ideal: 'x' }] as unknown as Feedback[];
    assert.equal(order({ ...given, feedback }, { filter: 'unjudged' }), 'two three four');
  });
});

describe('a row of a grid', () => {
  it('says what is asked, wanted and answered', () => {
    const given = state({ one: [{ output: 'a', ms: 1200, price: 0.001, passed: true }] });
    const row = gridRow(given, new GridIndex(given), 0);
    assert.deepEqual([row.number, row.question, row.reference], [1, 'Ask one', 'one']);
    assert.deepEqual(
      row.cells.map(({ state: how, output }) => `${how} ${output}`),
      ['done a', 'missing '],
    );
    assert.deepEqual(row.cells[0]?.scores, [{ grader: 'exact', text: 'yes', passed: true }]);
    assert.deepEqual(row.cells[0]?.facts, ['m', '1.2 s', '$0.001']);
  });

  it('says of a question that a server refused for now what it said, but not while names are hidden', () => {
    const of = (hidden: boolean) => {
      const given = state({ one: [] }, { hidden });
      const ids = given.variants.map(({ name }) => cellId({ case: 'one', variant: name, repetition: 0 }));
      const refused = new Map(ids.map(id => [id, 'fast.example: too many requests']));
      const row = gridRow({ ...given, refused }, new GridIndex(given), 0);
      return row.cells.map(cell => [cell.state, cell.refused?.includes('fast.example')]);
    };
    assert.deepEqual(
      [of(false)[0], of(true)[0]],
      [
        ['missing', true],
        ['missing', false],
      ],
    );
  });

  it('is the same when what is looked up is sorted piece by piece', async () => {
    const scores = Array.from({ length: 9000 }, (_, index) => ({
      ...{ case: `case-${index % 4000}`, variant: 'a', repetition: 0, grader: `grader ${index}`, value: 1 },
    }));
    const given = { judged: { scores } as unknown as Judged, feedback: [] };
    let rests = 0;
    const index = await GridIndex.gradually(given, async () => {
      rests += 1;
    });
    assert.equal(rests, 2);
    const whole = new GridIndex(given);
    for (const id of ['case-0', 'case-3999', 'no such case']) {
      const key = { case: id, variant: 'a', repetition: 0 };
      assert.deepEqual(index.scores(key), whole.scores(key));
    }
  });

  it('says loudly that another model answered', () => {
    const given = state({ one: [{ answered: 'other', asked: 'm', wrongModel: true }] });
    const [cell] = gridRow(given, new GridIndex(given), 0).cells;
    assert.deepEqual(cell?.wrongModel, { asked: 'm', answered: 'other' });
  });

  it('hides everything that could tell which variant it is', () => {
    const given = state(
      {
        one: [
          { output: 'a', ms: 5, price: 1, passed: true, wrongModel: true },
          { output: 'b', ms: 9 },
        ],
      },
      { hidden: true },
    );
    const row = gridRow(given, new GridIndex(given), 0);
    for (const cell of row.cells) {
      assert.deepEqual(
        [cell.facts, cell.scores, cell.wrongModel, cell.flaky],
        [[], [], undefined, undefined],
      );
    }
  });

  it('shows the hidden answers to a case together, and no server’s words', () => {
    const refused = { code: 'not-found', message: 'No model ft:secret.', remedy: 'Ask ft:other.' } as const;
    const given = state(
      { one: [{ output: 'b' }, undefined], two: [{ output: '', problem: { ...refused, retryable: false } }] },
      { hidden: true },
    );
    const cellsOf = (more: Partial<GridState>, place: number) => {
      const all = { ...given, ...more };
      return gridRow(all, new GridIndex(all), place).cells;
    };
    const texts = (more: Partial<GridState>) => cellsOf(more, 0).map(one => `${one.state} ${one.output}`);
    assert.deepEqual(texts({ isRunning: true }), ['running ', 'running ']);
    assert.deepEqual(texts({ isRunning: false }).sort(), ['done b', 'missing ']);
    assert.deepEqual(texts({ isRunning: true, hidden: false }), ['done b', 'missing ']);
    assert.ok(!JSON.stringify(cellsOf({ isRunning: false }, 1)).includes('ft:'));
  });

  it('shuffles hidden columns for each case, the same way each time', () => {
    const cases = Array.from({ length: 60 }, (_, index) => ({ ...CASES[0]!, id: `case ${index}` }));
    const given = state({}, { hidden: true, cases });
    const orders = cases.map(({ id }) => slotsOf(given, id).join());
    assert.deepEqual(
      orders,
      cases.map(({ id }) => slotsOf(given, id).join()),
    );
    assert.deepEqual([...new Set(orders)].sort(), ['0,1', '1,0']);
  });

  it('shows what the person said of the answer that is there now', () => {
    const answer = { variant: 'tuned', output: 'b', repetition: 0 };
    const feedback = [
      { id: '1', at: 1, case: 'one', values: {}, kind: 'thumb', thumb: 'up', answer },
      { id: '2', at: 2, case: 'one', values: {}, kind: 'comment', comment: 'Nice.', answer },
      {
        id: '3',
        at: 3,
        case: 'one',
        values: {},
        kind: 'thumb',
        thumb: 'down',
        answer: { ...answer, output: 'old' },
      },
      { id: '4', at: 4, case: 'one', values: {}, kind: 'ideal', ideal: 'The best.' },
    ] as Feedback[];
    const given = state({ one: [{ output: 'a' }, { output: 'b' }] }, { feedback });
    const row = gridRow(given, new GridIndex(given), 0);
    assert.deepEqual([row.ideal, row.cells[1]?.thumb, row.cells[1]?.comment], ['The best.', 'up', 'Nice.']);
    assert.equal(row.cells[0]?.thumb, undefined);
  });
});

describe('a case as a test', () => {
  const problem = { code: 'timeout' as const, message: 'Too late.', remedy: 'Again.', retryable: true };
  const table: [what: string, answers: [Told?, Told?], outcome: string, messages: number][] = [
    ['passes when all pass', [{ passed: true }, { passed: true }], 'passed', 0],
    ['fails when one fails', [{ passed: true }, { passed: false }], 'failed', 1],
    ['is missing an answer', [{ passed: true }], 'missing', 0],
    ['errs when a request failed', [{ passed: true }, { problem }], 'errored', 1],
    [
      'errs when another model answered',
      [{ wrongModel: true, answered: 'other' }, { passed: true }],
      'errored',
      1,
    ],
    ['fails rather than errs', [{ passed: false }, { problem }], 'failed', 2],
  ];
  for (const [what, answers, outcome, messages] of table) {
    it(what, () => {
      const given = state({ one: answers });
      const found = caseOutcome(given, new GridIndex(given), CASES[0]!);
      assert.deepEqual([found.state, found.messages.length], [outcome, messages]);
    });
  }
});
