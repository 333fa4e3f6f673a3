import assert from 'node:assert/strict';
import type { PlanEntry } from '../../../src/core/run/plan.ts';
import { estimatePlan } from '../../../src/core/run/planEstimate.ts';
import { entryLine, headLine, parsePlanJournal } from '../../../src/core/run/planJournal.ts';
import { requestHash } from '../../../src/core/run/requestHash.ts';

describe('the journal of a plan', () => {
  const entry: PlanEntry<string> = { id: 'a', hash: 'h', at: 1, value: 'x\n"y"', price: 0.5 };

  it('reads what it wrote', () => {
    const text = headLine({ template: 't' }) + entryLine(entry);
    assert.deepEqual(parsePlanJournal(text), { head: { template: 't' }, entries: [entry], skipped: [] });
  });

  it('skips and reports what was torn, wherever it was cut', () => {
    const text = headLine({ template: 't' }) + entryLine(entry) + entryLine({ ...entry, id: 'b' });
    const whole = text.lastIndexOf('\n', text.length - 2) + 1;
    for (let cut = whole + 1; cut < text.length - 1; cut++) {
      const { entries, skipped } = parsePlanJournal(text.slice(0, cut));
      assert.deepEqual([entries.length, skipped], [1, [3]], String(cut));
    }
  });

  it('takes nothing for an entry that is none', () => {
    const lines = [
      '{"plan":{}}',
      '[]',
      'null',
      '{"id":1,"hash":"h","at":1}',
      '{"id":"a","hash":"h","at":1,"price":-4}',
    ];
    const { entries, skipped } = parsePlanJournal(lines.join('\n'));
    assert.deepEqual(skipped, [2, 3, 4]);
    assert.deepEqual(entries, [{ id: 'a', hash: 'h', at: 1 }]);
  });
});

describe('the price of a plan', () => {
  const requests = [
    { prompt: 100, likely: 50, most: 40 },
    { prompt: 200, likely: 50, most: 400 },
  ];

  it('says the least, the likely and the most', () => {
    const { price, promptTokens, likelyTokens } = estimatePlan(requests, { input: 1, output: 10 });
    assert.deepEqual([promptTokens, likelyTokens], [300, 90]);
    assert.deepEqual(price, { low: 0.00032, likely: 0.0012, most: 0.0047 });
  });

  it('says no price that nobody knows, and no most where there is no limit', () => {
    assert.equal(estimatePlan(requests, { input: 1 }).price, undefined);
    assert.equal('most' in estimatePlan([{ prompt: 1, likely: 1 }], { input: 1, output: 1 }).price!, false);
  });
});

describe('the hash of a request', () => {
  const request = {
    model: 'm',
    messages: [{ role: 'user', content: 'hi' }],
    parameters: { a: 1, b: [1, 2] },
  };

  it('is the same whatever the order of keys', async () => {
    const other = {
      parameters: { b: [1, 2], a: 1 },
      messages: [{ content: 'hi', role: 'user' }],
      model: 'm',
    };
    assert.equal(await requestHash('c', request), await requestHash('c', other));
  });

  it('differs with all that an answer depends on', async () => {
    const hashes = await Promise.all([
      requestHash('c', request),
      requestHash('d', request),
      requestHash('c', request, 1),
      requestHash('c', { ...request, model: 'n' }),
      requestHash('c', { ...request, messages: [{ role: 'user', content: 'ho' }] }),
      requestHash('c', { ...request, parameters: { a: 1, b: [2, 1] } }),
      requestHash('c', { ...request, parameters: { a: 1, b: { 0: 1, 1: 2 } } }),
    ]);
    assert.equal(new Set(hashes).size, hashes.length);
  });
});
