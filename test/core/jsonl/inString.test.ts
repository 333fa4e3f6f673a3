import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyCharacter } from '../../support/characters.ts';
import { spanInString } from '../../../src/core/jsonl/inString.ts';
import { runs } from '../../support/property.ts';

describe('a place in the value of a string', () => {
  it('is found in its text behind escapes', () => {
    const text = String.raw`{"a":"x\n\u00e9\\yz"}`;
    const string = { start: 5, end: text.length - 1 };
    const cut = (from: number, to: number) => {
      const span = spanInString(text, string, from, to);
      return text.slice(span.start, span.end);
    };
    assert.equal(cut(0, 1), 'x');
    assert.equal(cut(1, 3), String.raw`\n\u00e9`);
    assert.equal(cut(3, 5), String.raw`\\y`);
    assert.equal(cut(0, 6), String.raw`x\n\u00e9\\yz`);
    assert.equal(cut(6, 6), '');
    assert.equal(spanInString(text, string, 5, 99).end, string.end - 1, 'never past the string');
  });

  it('spells what the value has there', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.nat(30), fc.nat(30), (value, from, length) => {
        const text = JSON.stringify(value);
        const span = spanInString(text, { start: 0, end: text.length }, from, from + length);
        assert.equal(JSON.parse(`"${text.slice(span.start, span.end)}"`), value.slice(from, from + length));
      }),
      runs(100),
    );
  });
});
