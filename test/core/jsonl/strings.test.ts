import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { anyCharacter } from '../../support/characters.ts';
import { parseWithPositions } from '../../../src/core/jsonl/parse.ts';
import { charactersOf, stringValues } from '../../../src/core/jsonl/strings.ts';
import { runs } from '../../support/property.ts';

describe('characters of strings', () => {
  it('are those of the value, in place, however they are written', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.boolean(), (value, ascii) => {
        const json = JSON.stringify(value);
        const text = ascii ? json.replace(/[^\0-\x7f]/g, escaped) : json;
        const characters = charactersOf(text, { start: 0, end: text.length });
        assert.equal(characters.map(({ code }) => String.fromCodePoint(code)).join(''), value);
        let at = 1;
        for (const { start, end } of characters) {
          assert.equal(start, at);
          at = end;
        }
        assert.equal(at, text.length - 1);
      }),
      runs(300),
    );
  });

  it('are found in values and not in keys, in the order of the text', () => {
    const text = '{"a":"b","c":[["d"],{"e":"f"}],"g":1}';
    const found = stringValues(parseWithPositions(text).roots).map(({ start, end }) =>
      text.slice(start, end),
    );
    assert.deepEqual(found, ['"b"', '"d"', '"f"']);
  });
});

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
