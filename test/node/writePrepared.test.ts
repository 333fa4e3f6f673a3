import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../src/core/util/problem.ts';
import { analyseFile, writePrepared } from '../../src/node/writePrepared.ts';
import { withFolder } from '../support/temporaryFolder.ts';

const CONTENT = '{"prompt":"a","completion":"b"},\n{"prompt":"c","completion":"d"}\n';
const settings = { target: 'generic', rules: {} };

describe('writePrepared', () => {
  it('leaves nothing behind, at whatever step it is cancelled', async () => {
    const steps = new Set<string>();
    for (let after = 0; after < 12; after++) {
      await withFolder({ 'a.jsonl': CONTENT }, async folder => {
        const file = path.join(folder, 'a.jsonl');
        const plan = await analyseFile(file, settings);
        const choice = { accept: plan.remedies.map(one => one.id), split: {} };
        const stop = new AbortController();
        let count = 0;
        const onProgress = (step: string) => {
          steps.add(step);
          if (count++ === after) stop.abort();
        };
        const attempt = writePrepared(file, plan, choice, { signal: stop.signal, onProgress });
        if (await attempt.then(() => true, isCancelled)) return;
        assert.deepEqual(await readdir(folder), ['a.jsonl']);
      });
    }
    assert.deepEqual([...steps].sort(), ['counting', 'fixing', 'reading', 'writing']);
  });

  it('refuses a file that changed after it was analysed', () =>
    withFolder({ 'a.jsonl': CONTENT }, async folder => {
      const file = path.join(folder, 'a.jsonl');
      const plan = await analyseFile(file, settings);
      await writeFile(file, `${CONTENT}\n`);
      await assert.rejects(writePrepared(file, plan, { accept: [] }), Problem);
      assert.deepEqual(await readdir(folder), ['a.jsonl']);
    }));
});

/** False for a cancellation; anything else is a failure of the test. */
function isCancelled(error: unknown): boolean {
  assert.ok(error instanceof Problem && error.code === 'cancelled', String(error));
  return false;
}
