import assert from 'node:assert/strict';
import type { RunRecord } from '../../../src/core/run/runRecord.ts';
import { previewTokens } from '../../../src/core/view/previewFacts.ts';
import { type RunDelta, type RunsView, withDelta } from '../../../src/core/view/runs.ts';
import { runText } from '../../../src/core/view/runText.ts';
import { runView } from '../../../src/core/view/runView.ts';

const LIVE: RunsView = {
  shown: [],
  history: [],
  total: 0,
  live: { id: 'r', sequence: 2, steps: [], answers: [{ text: 'Hel', calls: [] }], waiting: 'a while' },
};

const RECORD: RunRecord = {
  id: 'r',
  at: 0,
  template: { path: 'a.prompt.json', hash: 'h' },
  variables: { text: 'x' },
  connection: { id: 'c', name: 'Mine' },
  request: { model: 'asked', temperature: 0, messages: [{ role: 'user', content: 'Hi' }] },
  answers: [{ text: 'Hello', finish: 'length' }],
  model: 'answered',
  usage: { promptTokens: 3, completionTokens: 1, cachedTokens: 2 },
  ms: 1500,
};

describe('runs as a page shows them', () => {
  const delta = (change: Partial<RunDelta> = {}): RunDelta => ({
    run: 'r',
    sequence: 3,
    choice: 0,
    kind: 'text',
    text: 'lo',
    ...change,
  });

  it('add the piece that follows, and end the waiting', () => {
    const { live } = withDelta(LIVE, delta())!;
    assert.deepEqual([live!.answers[0]!.text, live!.sequence, live!.waiting], ['Hello', 3, undefined]);
    assert.equal(withDelta(LIVE, delta({ choice: 1 }))!.live!.answers[1]!.text, 'lo');
  });

  it('refuse a piece of another run, one that came twice, and one after a gap', () => {
    for (const change of [{ run: 'x' }, { sequence: 2 }, { sequence: 4 }]) {
      assert.equal(withDelta(LIVE, delta(change)), undefined);
    }
  });

  it('say who really answered, and that the price is not known', () => {
    const { facts, notes, isStale } = runView(RECORD, { path: 'a.prompt.json', hash: 'other' });
    assert.deepEqual(facts, [
      'answered answered for asked',
      'Mine',
      '3 tokens in (2 cached)',
      '1 out',
      'price unknown',
      '1.5 s',
    ]);
    assert.equal(notes.length, 1);
    assert.equal(isStale, true);
    assert.equal(runView(RECORD, { path: 'b.prompt.json', hash: 'other' }).isStale, undefined);
  });

  it('are texts that can be compared line by line', () => {
    const text = runText(RECORD);
    for (const line of ['# user', 'Hi', '# Answer', 'Hello'])
      assert.ok(text.split('\n').includes(line), line);
  });
});

describe('the size of a request in words', () => {
  const counted = { messages: [9], total: 1200, exact: true, encoding: 'o200k_base' };
  const price = { input: 1, output: 10 };

  it('tells tokens, room and price with the day of the table', () => {
    const model = { id: 'm', price, priceDate: '2026-11-21', contextTokens: 128_000 };
    const { summary, over } = previewTokens(counted, model, 1000);
    assert.equal(over, undefined);
    assert.equal(
      summary,
      '1,200 tokens of 128,000 (o200k_base, exact) · $0.0012, with the longest answer $0.011 (prices of 2026-11-21)',
    );
  });

  it('says what is no more than an estimate, and what nobody knows', () => {
    const { summary } = previewTokens({ messages: [9], total: 12, exact: false }, {}, undefined);
    assert.equal(summary, '≈ 12 tokens (estimate: no model is chosen) · price unknown');
  });

  it('says when a request does not fit, and when it costs nothing', () => {
    const model = { id: 'm', contextTokens: 1000, price: { input: 0, output: 0 } };
    const { summary, over } = previewTokens(counted, model, undefined);
    assert.match(summary, /free$/);
    assert.match(over!, /1,200 tokens.*1,000/);
  });
});
