import assert from 'node:assert/strict';
import { findLeaks, findPrinted, withLeaks } from '../../scripts/suites/leaks.mjs';
import { nothing } from '../../scripts/suites/suite.mjs';
import { TEST_KEY } from '../../scripts/suites/testKey.mjs';
import { withFolder } from '../support/temporaryFolder.ts';

describe('the search for the test key', () => {
  it('finds it at any depth and in binary files', () =>
    withFolder(
      {
        'data/logs/1-Tunewright.log': `GET /v1/models\nauthorization: Bearer ${TEST_KEY}-typed`,
        'data/state.vscdb': Buffer.from([0, 255, ...Buffer.from(TEST_KEY), 254]),
        'workspace/a.jsonl': TEST_KEY.slice(1),
      },
      async folder => assert.deepEqual(findLeaks(folder), ['data/logs/1-Tunewright.log', 'data/state.vscdb']),
    ));

  it('finds it in what was printed', () => {
    assert.equal(findPrinted(`1 passing\nBearer ${TEST_KEY}`).length, 1);
    assert.deepEqual(findPrinted('1 passing'), []);
  });

  it('leaves a result alone where nothing is found', () => assert.equal(withLeaks(nothing, []), nothing));
});
