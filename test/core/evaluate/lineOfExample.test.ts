import assert from 'node:assert/strict';
import { isTakenOut, lineOfExample } from '../../../src/core/evaluate/training/lineOfExample.ts';

describe('an example in a file that was changed', () => {
  const table: [lines: string, example: string, near: number, found: number | undefined][] = [
    ['a b c', 'b', 1, 1],
    ['a b c', 'b', 9, 1],
    ['x a b c', 'b', 1, 2],
    ['b a b', 'b', 0, 0],
    ['b a b', 'b', 2, 2],
    ['a c', 'b', 1, undefined],
    ['', 'b', 0, undefined],
  ];
  for (const [lines, example, near, found] of table) {
    it(`${example} near ${near} of "${lines}"`, () =>
      assert.equal(lineOfExample(lines.split(' '), example, near), found));
  }

  it('is taken out when fewer copies are there than stood up to it', () => {
    const before = ['b', 'a', 'b'];
    const isOut = (line: number, now: string) => isTakenOut(before, line, now.split(' '));
    assert.deepEqual(
      [isOut(0, 'a b'), isOut(2, 'a b'), isOut(1, 'b b'), isOut(1, 'b a b')],
      [false, true, true, false],
    );
  });
});
