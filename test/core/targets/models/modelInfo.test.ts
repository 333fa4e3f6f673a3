import assert from 'node:assert/strict';
import { connectionKinds } from '../../../../src/core/provider/connectionKinds.ts';
import {
  baseModelOf,
  daysBetween,
  endText,
  modelInfo,
  modelTables,
} from '../../../../src/core/targets/models/modelInfo.ts';

const today = '2026-11-21';

describe('the dated tables of models', () => {
  it('know tunes and checkpoints by their base', () => {
    for (const id of [
      'gpt-4.1-mini-2025-04-14',
      'gpt-4.1-mini',
      'ft:gpt-4.1-mini-2025-04-14:acme::AbC1',
      'ft:gpt-4.1-mini-2025-04-14:acme:name:AbC1:ckpt-step-90',
    ]) {
      const info = modelInfo('openai', id, today);
      assert.equal(info?.id, 'gpt-4.1-mini-2025-04-14', id);
      assert.equal(info?.tuned, id !== info?.id && id.startsWith('ft:'), id);
      assert.equal(info?.encoding, 'o200k_base');
    }
    assert.equal(baseModelOf('ft:gpt-4.1:x'), 'gpt-4.1');
    assert.equal(modelInfo('openai', 'gpt-99', today), undefined);
    assert.equal(modelInfo('constructor', 'gpt-4.1', today), undefined);
  });

  it('say when a model ends and when jobs do', () => {
    const info = modelInfo('openai', 'gpt-4.1-2025-04-14', today);
    assert.deepEqual([info?.endText, info?.ended], ['stops answering in 54 days', false]);
    assert.deepEqual([info?.jobsEndText, info?.jobsEnded], ['takes new jobs for 46 more days', false]);
    const gone = modelInfo('openai', 'gpt-3.5-turbo', today);
    assert.deepEqual(
      [gone?.endText, gone?.ended, gone?.jobsEnded],
      ['stopped answering 29 days ago', true, true],
    );
  });

  const texts: [string, string][] = [
    ['2026-11-23', 'stops answering in 2 days'],
    ['2026-11-22', 'stops answering tomorrow'],
    ['2026-11-21', 'stops answering today'],
    ['2026-11-20', 'stopped answering yesterday'],
    ['2025-11-21', 'stopped answering 365 days ago'],
  ];
  for (const [end, text] of texts) it(`${end}: ${text}`, () => assert.equal(endText(today, end), text));

  it('count days over the change of clocks and leap years', () => {
    assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2);
    assert.equal(daysBetween('2028-02-28', '2028-03-01'), 2);
  });

  for (const [kind, table] of Object.entries(modelTables)) {
    it(`${kind}: every row is dated, sourced and sound`, () => {
      assert.ok(connectionKinds.includes(kind as 'openai'));
      assert.match(table.updated, /^\d{4}-\d{2}-\d{2}$/);
      const ids = table.models.flatMap(row => [row.id, ...(row.aliases ?? [])]);
      assert.equal(new Set(ids).size, ids.length);
      for (const row of table.models) {
        assert.ok(row.sources.length > 0, row.id);
        for (const tag of row.sources) assert.ok(table.sources[tag], `${row.id}: ${tag}`);
        for (const day of [row.endDate, row.lastJobDate])
          assert.ok(day === undefined || !Number.isNaN(Date.parse(day)), row.id);
        for (const value of Object.values(row.price ?? {}))
          assert.ok(typeof value === 'string' || value > 0, row.id);
      }
    });
  }
});
