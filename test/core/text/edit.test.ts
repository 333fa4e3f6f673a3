import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { lineDeletion, lineDifference, type TextEdit } from '../../../src/core/text/edit.ts';
import { applyEditsToLines } from '../../support/applyEdits.ts';
import { runs } from '../../support/property.ts';

describe('edits', () => {
  it('of a line are small and turn the one into the other, cutting no character in half', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '😁', '\n'), maxLength: 8 });
    fc.assert(
      fc.property(
        text.map(value => value.replaceAll('\n', '')),
        text,
        (before, after) => {
          const edit = lineDifference(0, before, after);
          const edited = edit ? applyEditsToLines([before], [edit]).join('\n') : before;
          assert.equal(edited, after);
          if (!edit) return;
          const [start, end] = [edit.range.start.character, edit.range.end.character];
          assert.doesNotMatch(edit.newText + before.slice(start, end), /\p{Surrogate}/u);
        },
      ),
      runs(400),
    );
  });

  for (const [name, lines, edits, result] of [
    ['replace', ['abc'], [at(0, 1, 2, 'X')], 'aXc'],
    ['insert a line break', ['abc'], [at(0, 1, 1, '\n')], 'a\nbc'],
    ['delete a line', ['a', 'b', 'c'], [lineDeletion(1)], 'a\nc'],
    ['delete the last line', ['a', 'b'], [lineDeletion(1)], 'a\n'],
    ['delete all lines', ['a', 'b'], [lineDeletion(0), lineDeletion(1)], ''],
    ['several on a line', ['abcdef'], [at(0, 0, 1, ''), at(0, 3, 3, '-'), at(0, 5, 6, '!')], 'bc-de!'],
  ] as const) {
    it(name, () => assert.equal(applyEditsToLines(lines, edits).join('\n'), result));
  }
});

function at(line: number, from: number, to: number, newText: string): TextEdit {
  return { range: { start: { line, character: from }, end: { line, character: to } }, newText };
}
