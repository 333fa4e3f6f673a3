import assert from 'node:assert/strict';
import { adviceOf, problemText } from '../../../src/core/util/problemText.ts';

describe('a problem in words', () => {
  const problem = { message: 'It failed.', remedy: 'Try again.' };

  it('has the id under which the server knows the request, if it told one', () => {
    assert.equal(problemText(problem), 'It failed. Try again.');
    assert.equal(problemText({ ...problem, requestId: 'req_7' }), 'It failed. Try again. Request id: req_7.');
  });

  it('is not filled by what a server may send for an id', () => {
    assert.ok(adviceOf({ ...problem, requestId: 'x'.repeat(100_000) }).length < 200);
  });
});
