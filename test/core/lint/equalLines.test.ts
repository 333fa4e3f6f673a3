import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { repeatedLines } from '../../../src/core/lint/equalLines.ts';
import { runs } from '../../support/property.ts';

describe('repeated lines', () => {
  it('are found with the first of their kind, also where hashes collide', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 12 }), { maxLength: 60 }),
        fc.constantFrom(1, 3, 1000),
        (values, hashes) => {
          const lines = values.map((_, line) => line);
          const found = repeatedLines(
            lines,
            line => (values[line] ?? 0) % hashes,
            (a, b) => values[a] === values[b],
          );
          const expected = lines
            .map(line => [line, values.indexOf(values[line] ?? -1)])
            .filter(([line, first]) => line !== first);
          assert.deepEqual([...found], expected);
        },
      ),
      runs(200),
    );
  });

  it('are found among a hundred thousand at once', () => {
    const lines = Array.from({ length: 100_000 }, (_, line) => line);
    const found = [
      ...repeatedLines(
        lines,
        line => Math.imul(line % 50_000, 2654435761) >>> 0,
        () => true,
      ),
    ];
    assert.equal(found.length, 50_000);
  });
});
