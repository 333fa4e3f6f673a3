import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mendedValue } from '../../../src/core/jsonl/mend.ts';
import { runs } from '../../support/property.ts';

describe('the value that a faulty line plainly means', () => {
  for (const [text, expected] of [
    ['{"a":1,}', { a: 1 }],
    ['{"a":[1,2,],},', { a: [1, 2] }],
    ['{"a":"x\ty"}', { a: 'x\ty' }],
    ['{"a":NaN}', { a: null }],
    ['\uFEFF{"a":1}', { a: 1 }],
    ['{"a":1} {"b":2}', { a: 1 }],
    ['{"a":1,"a":2,}', { a: 2 }],
    ['{"a":', undefined],
    ['', undefined],
    ["{'a':1}", undefined],
  ] as const) {
    it(JSON.stringify(text), () => assert.deepEqual(mendedValue(text), expected));
  }

  it('never throws, and leaves sound JSON as it is', () => {
    fc.assert(
      fc.property(fc.string(), text => void mendedValue(text)),
      runs(100),
    );
    fc.assert(
      fc.property(fc.json(), text => assert.deepEqual(mendedValue(text), JSON.parse(text))),
      runs(100),
    );
  });
});
