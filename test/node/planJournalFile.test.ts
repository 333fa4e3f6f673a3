import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PlanJournalFile } from '../../src/node/planJournalFile.ts';
import { withFolder } from '../support/temporaryFolder.ts';

describe('the file of a plan’s journal', () => {
  const entry = (id: string) => ({ id, hash: `h${id}`, at: 1, value: id });

  it('keeps what was written, and goes on after a torn line', () =>
    withFolder({}, async folder => {
      const file = path.join(folder, 'deep', 'run.jsonl');
      const first = await PlanJournalFile.create<{ name: string }, string>(file, { name: 'n' });
      await Promise.all([first.append(entry('a')), first.append(entry('b'))]);
      await first.close();
      await appendFile(file, '{"id":"c","ha');
      const second = await PlanJournalFile.resume<{ name: string }, string>(file);
      assert.deepEqual([second.head, second.skipped], [{ name: 'n' }, [4]]);
      await second.append(entry('c'));
      await second.close();
      const third = await PlanJournalFile.resume<{ name: string }, string>(file);
      assert.deepEqual(
        (await third.read()).map(({ id }) => id),
        ['a', 'b', 'c'],
      );
      await third.close();
    }));

  it('never writes into a file that is there or is none of its own', () =>
    withFolder({}, async folder => {
      const file = path.join(folder, 'mine.jsonl');
      await writeFile(file, '{"messages":[]}\n');
      await assert.rejects(PlanJournalFile.create(file, {}));
      await assert.rejects(PlanJournalFile.resume(file), { code: 'bad-response' });
      assert.equal(await readFile(file, 'utf8'), '{"messages":[]}\n');
    }));
});
