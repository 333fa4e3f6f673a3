import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SourceMap } from '../../../../src/core/template/promptFile/sourceMap.ts';
import { spelled } from './spelled.ts';

describe('places of text inside JSON strings', () => {
  it('leads from each unit to what spells it, and back', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.array(fc.nat(9), { minLength: 1, maxLength: 12 }),
        (text, choices) => {
          const { json, places } = spelled(text, choices);
          const file = `  ${json} `;
          const map = SourceMap.ofString(file, 2, 2 + json.length);
          assert.equal(JSON.parse(json), text);
          for (let unit = 0; unit <= text.length; unit++) {
            assert.equal(map.toFile(unit), 2 + places[unit]!);
            assert.equal(map.fromFile(2 + places[unit]!), unit);
          }
          for (let unit = 0; unit < text.length; unit++) {
            for (let inside = places[unit]!; inside < places[unit + 1]!; inside++)
              assert.equal(map.fromFile(2 + inside), unit);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is the identity but for the start in a text file', () => {
    const map = SourceMap.plain(5);
    assert.deepEqual([map.toFile(3), map.fromFile(8), map.fromFile(2)], [8, 3, 0]);
  });
});
