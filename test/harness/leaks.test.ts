import assert from 'node:assert/strict';
import { findLeaks, withLeaks } from '../../scripts/suites/leaks.mjs';
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

  it('leaves a result alone where nothing is found', () =>
    withFolder({ 'a.log': 'nothing' }, async folder => assert.equal(withLeaks(nothing, folder), nothing)));
});
