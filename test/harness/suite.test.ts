import assert from 'node:assert/strict';
import { addResults, describeResult, failure, listFailures, nothing } from '../../scripts/suites/suite.mjs';

describe('the closing line of npm test', () => {
  for (const [passed, failed, skipped, line] of [
    [3, 0, 0, '3 passed, 0 failed'],
    [2, 1, 0, '2 passed, 1 failed'],
    [2, 0, 4, '2 passed, 0 failed, 4 skipped'],
  ] as const) {
    it(line, () => assert.equal(describeResult({ ...nothing, passed, failed, skipped }), line));
  }

  it('sums suites', () => {
    const one = { ...nothing, passed: 1, skipped: 2 };
    assert.deepEqual(addResults(one, { passed: 4, failed: 1, skipped: 0, failures: ['a b'] }), {
      passed: 5,
      failed: 1,
      skipped: 2,
      failures: ['a b'],
    });
  });

  it('comes after a list of what failed, each told once', () => {
    const list = listFailures(addResults(failure('one'), failure('two')));
    assert.deepEqual(list.match(/one|two/g), ['one', 'two']);
    assert.equal(listFailures(nothing), '');
  });
});
