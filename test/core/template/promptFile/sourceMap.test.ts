import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyCharacter } from '../../../support/characters.ts';
import { SourceMap } from '../../../../src/core/template/promptFile/sourceMap.ts';
import { spelled } from './spelled.ts';
import { runs } from '../../../support/property.ts';

describe('places of text inside JSON strings', () => {
  it('leads from each unit to what spells it, and back', () => {
    const texts = fc.string({ unit: anyCharacter, maxLength: 25 });
    const choices = fc.array(fc.nat(9), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(texts, choices, (text, chosen) => {
        const { json, places } = spelled(text, chosen);
        const map = SourceMap.ofString(`  ${json} `, 2, 2 + json.length);
        assert.equal(JSON.parse(json), text);
        const there = places.map((_, unit) => map.toFile(unit) - 2);
        const back = Array.from({ length: json.length - 2 }, (_, index) => map.fromFile(3 + index));
        const spelledUnit = back.map((_, index) => places.findLastIndex(place => place <= index + 1));
        assert.deepEqual({ there, back }, { there: places, back: spelledUnit });
        assert.equal(map.fromFile(2 + places.at(-1)!), text.length);
      }),
      runs(60),
    );
  });

  it('is the identity but for the start in a text file', () => {
    const map = SourceMap.plain(5);
    assert.deepEqual([map.toFile(3), map.fromFile(8), map.fromFile(2)], [8, 3, 0]);
  });
});
