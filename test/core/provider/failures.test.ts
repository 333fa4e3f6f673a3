import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { fromRoot } from '../../support/root.ts';
import { arrived, nothing, posts } from './failureRow.ts';
import { failureRows, runFailure } from './failureTable.ts';
import { healedRows } from './healedRows.ts';
import { failuresDocument } from './failuresDocument.ts';
import { testKey } from './support.ts';

describe('failures of providers', () => {
  for (const row of failureRows) {
    it(`${row.id}: ${row.injected}`, async () => {
      const outcome = await runFailure(row);
      assert.ok(outcome.problem, 'it did not fail');
      assert.equal(outcome.problem.code, row.code, JSON.stringify(outcome.problem));
      assert.equal(outcome.problem.reason ?? 'cancelled', row.reason, JSON.stringify(outcome.problem));
      assert.ok(outcome.problem.message.endsWith('.') || outcome.problem.message.endsWith('?'));
      assert.ok(outcome.problem.remedy.length > 0);
      assert.ok(row.holds?.(outcome) ?? true, JSON.stringify({ ...outcome, context: undefined }));
      assert.equal(outcome.context.clock.pending, 0, 'a wait was left behind');
      if (row.kept === nothing) assert.ok(posts(outcome) <= 1, 'it was sent twice');
      if (row.kept === arrived) assert.ok(outcome.chat.choices[0]?.text, 'what had arrived was lost');
      assert.ok(!JSON.stringify([outcome.problem, outcome.context.lines]).includes(testKey));
    });
  }

  for (const row of healedRows) {
    it(`heals: ${row.id}: ${row.injected}`, async () => {
      const outcome = await runFailure(row);
      assert.equal(outcome.problem, undefined, JSON.stringify(outcome.problem));
      assert.ok(row.holds(outcome), JSON.stringify({ ...outcome, context: undefined }));
      assert.equal(outcome.context.clock.pending, 0, 'a wait was left behind');
    });
  }

  it('are at least forty, each with its own id', () => {
    assert.ok(failureRows.length >= 40);
    assert.equal(
      new Set([...failureRows, ...healedRows].map(row => row.id)).size,
      failureRows.length + healedRows.length,
    );
  });

  it('are told in docs/failures.md as they are', async () => {
    const file = fromRoot('docs', 'failures.md');
    const expected = await failuresDocument();
    if (process.env.UPDATE_DOCS) await writeFile(file, expected);
    assert.equal(await readFile(file, 'utf8'), expected, 'run this test with UPDATE_DOCS=1');
  });
});
