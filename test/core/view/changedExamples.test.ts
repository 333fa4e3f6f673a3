import assert from 'node:assert/strict';
import { changedExamples } from '../../../src/core/view/changedExamples.ts';
import type { TextEdit } from '../../../src/core/text/edit.ts';

const edit = (line: number, from: number, to: number, newText: string): TextEdit => ({
  range: { start: { line, character: from }, end: { line, character: to } },
  newText,
});

describe('changed examples', () => {
  const lines = ['{"a":"one"}', '{"a":"two","b":"two"}', '{"a":"three"}'];

  it('stand side by side, each under its line, with all edits of it', () => {
    const edits = [edit(1, 6, 9, 'X'), edit(1, 16, 19, 'YY'), edit(0, 6, 9, 'Z')];
    assert.deepEqual(
      changedExamples(edits, line => lines[line]!),
      {
        before: 'Line 1\na: one\n\nLine 2\na: two\nb: two\n',
        after: 'Line 1\na: Z\n\nLine 2\na: X\nb: YY\n',
        count: 2,
      },
    );
  });

  it('are counted where there are too many to look at', () => {
    const edits = lines.map((_, line) => edit(line, 6, 6, '!'));
    const { before, count } = changedExamples(edits, line => lines[line]!, 1);
    assert.equal(count, 3);
    assert.match(before, /^Line 1\na: one\n\nAnd 2 more lines\.\n$/);
  });
});
