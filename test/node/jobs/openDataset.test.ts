import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../../src/core/util/problem.ts';
import { openPlanned, plannedFile } from '../../../src/node/jobs/openDataset.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const isChanged = (error: unknown) => error instanceof Problem && error.data.reason === 'file-changed';

describe('the dataset of a launch', () => {
  it('is known again by its content', () =>
    withFolder({ 'a.jsonl': 'one\ntwo\n' }, async folder => {
      const planned = await plannedFile(path.join(folder, 'a.jsonl'));
      assert.equal(planned.sha256, createHash('sha256').update('one\ntwo\n').digest('hex'));
      const source = await openPlanned(planned);
      assert.equal(new TextDecoder().decode((await source.slice(4, 7)) as Uint8Array), 'two');
      assert.equal(await new Response(source.stream()).text(), 'one\ntwo\n');
    }));

  it('is refused when it changed before the upload, or while it lasts', () =>
    withFolder({ 'a.jsonl': 'one\n' }, async folder => {
      const file = path.join(folder, 'a.jsonl');
      const planned = await plannedFile(file);
      const source = await openPlanned(planned);
      await appendFile(file, 'more');
      await assert.rejects(async () => source.slice(0, 1), isChanged);
      await assert.rejects(new Response(source.stream()).text(), isChanged);
      await writeFile(file, 'ONE\n');
      await assert.rejects(openPlanned(planned), isChanged);
    }));

  it('that is gone is a problem', () =>
    assert.rejects(plannedFile('/nowhere/a.jsonl'), (error: Problem) => error.code === 'not-found'));
});
