import assert from 'node:assert/strict';
import type { DatasetDiff } from '../../../src/core/diff/diffDatasets.ts';
import { diffExamples, diffGroups, diffMessage, MOST_ROWS } from '../../../src/core/view/diffRows.ts';

const NONE: DatasetDiff = { added: [], removed: [], changed: [], unchanged: 2, moved: 0, unpaired: false };
const DIFF: DatasetDiff = {
  ...NONE,
  added: [{ line: 4, title: 'New?' }],
  changed: [
    {
      before: { line: 1, title: 'Old?' },
      after: { line: 3, title: 'Old!' },
      changes: [
        { path: 'messages[0].content', before: 'a', after: 'b' },
        { path: 'tools', before: '[]' },
      ],
    },
  ],
};

const drawn = (diff: DatasetDiff, group: 'added' | 'removed' | 'changed') =>
  diffExamples(diff, group).map(({ row }) => `${row.label} | ${row.description ?? ''}`);

describe('rows of a difference', () => {
  it('are grouped, and empty groups are left out', () => {
    assert.deepEqual(
      diffGroups(DIFF).map(({ row }) => `${row.label} ${row.description}`),
      ['Changed 1', 'Added 1'],
    );
    assert.deepEqual(diffGroups(NONE), []);
  });

  it('say what changed and where it stands', () => {
    assert.deepEqual(drawn(DIFF, 'changed'), ['Old! | messages[0].content and 1 more · line 2 → 4']);
    assert.deepEqual(drawn(DIFF, 'added'), ['New? | line 5']);
    assert.deepEqual(drawn(DIFF, 'removed'), []);
  });

  it('are counted where they are too many to draw', () => {
    const added = Array.from({ length: MOST_ROWS + 7 }, (_, line) => ({ line, title: `${line}` }));
    const rows = diffExamples({ ...NONE, added }, 'added');
    assert.equal(rows.length, MOST_ROWS + 1);
    assert.match(rows.at(-1)?.row.label ?? '', /7 more/);
    assert.equal(new Set(rows.map(({ row }) => row.id)).size, rows.length);
  });

  it('are missed in words', () => {
    assert.match(diffMessage(NONE) ?? '', /same/);
    assert.doesNotMatch(diffMessage({ ...DIFF, moved: 1 }) ?? '', /same/);
  });
});
