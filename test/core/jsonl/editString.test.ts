import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyCharacter } from '../../support/characters.ts';
import { editString } from '../../../src/core/jsonl/editString.ts';
import { nodeAt } from '../../../src/core/jsonl/node.ts';
import { parseWithPositions } from '../../../src/core/jsonl/parse.ts';
import { runs } from '../../support/property.ts';

describe('an edit of a string in a line', () => {
  for (const [name, before, after, line, expected] of [
    ['changes what differs alone', 'a b c', 'a X c', '{"t":"a b c"}', '{"t":"a X c"}'],
    ['keeps escapes of what stays', 'é\nb', 'é\nB', '{"t":"\\u00e9\\nb"}', '{"t":"\\u00e9\\nB"}'],
    ['escapes as the line does', 'é', 'éü', '{"t":"\\u00e9"}', '{"t":"\\u00e9\\u00fc"}'],
    ['leaves characters where the line has them', 'é', 'éü', '{"t":"é"}', '{"t":"éü"}'],
    [
      'escapes quotes, breaks and what some take for breaks',
      '',
      '"\n\\\u2028',
      '{"t":""}',
      '{"t":"\\"\\n\\\\\\u2028"}',
    ],
    ['keeps a pair of surrogates whole', '😀', '😁', '{"t":"\\ud83d\\ude00"}', '{"t":"\\ud83d\\ude01"}'],
    ['empties', 'abc', '', '{"n":12345678901234567890,"t":"abc"}', '{"n":12345678901234567890,"t":""}'],
  ] as const) {
    it(name, () => assert.equal(edited(line, 0, before, after), expected));
  }

  it('finds a part of a string', () => {
    assert.equal(edited('{"t":"<image>\\u0041 b"}', 7, 'A b', 'A c'), '{"t":"<image>\\u0041 c"}');
  });

  it('does nothing where something else stands', () => {
    assert.equal(edited('{"t":"abc"}', 0, 'abd', 'x'), undefined);
    assert.equal(edited('{"t":"abc"}', 2, 'abc', 'x'), undefined);
  });

  it('makes exactly the wanted value and leaves all other text of the line as it was', () => {
    const text = fc.string({ unit: anyCharacter, maxLength: 12 });
    fc.assert(
      fc.property(text, text, text, text, fc.boolean(), (head, before, after, other, isAscii) => {
        const value = { big: 'BIG', other, t: head + before, [other]: [other, null] };
        const json = JSON.stringify(value).replace('"BIG"', '12345678901234567890.10e+02');
        const line = ` ${isAscii ? ascii(json) : json} `;
        const at = lastStringOf(line);
        // A key may be `t` as well, and then the last one counts.
        if (!at || typeof JSON.parse(line).t !== 'string') return;
        const edit = editString(line, at, head.length, before, after);
        if (!edit) {
          assert.notEqual(JSON.parse(line).t, head + before);
          return;
        }
        const result = line.slice(0, edit.start) + edit.newText + line.slice(edit.end);
        assert.deepEqual(JSON.parse(result), { ...JSON.parse(line), t: head + after });
        assert.equal(result.slice(0, at.start + 1), line.slice(0, at.start + 1));
        assert.ok(result.endsWith(line.slice(at.end - 1)));
        assert.ok(edit.start > at.start - 1 && edit.end < at.end);
        if (isAscii) assert.doesNotMatch(edit.newText, /[^\0-\x7f]/);
      }),
      runs(2000),
    );
  });
});

function edited(line: string, from: number, before: string, after: string): string | undefined {
  const at = lastStringOf(line);
  const edit = at && editString(line, at, from, before, after);
  return edit && line.slice(0, edit.start) + edit.newText + line.slice(edit.end);
}

function lastStringOf(line: string) {
  const [root] = parseWithPositions(line).roots;
  return root && nodeAt(root, ['t']);
}

/** As Python writes it; the mark makes sure that the line has an escape to go by. */
function ascii(json: string): string {
  const marked = json.replace(/^\{/, '{"mark":"é",');
  return marked.replace(/[^\0-\x7e]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
