import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunRecord } from '../../src/core/run/runRecord.ts';
import { RunsFile } from '../../src/node/runsFile.ts';
import { withFolder } from '../support/temporaryFolder.ts';

function run(id: string): RunRecord {
  return {
    id,
    at: Date.UTC(2026, 10, 27),
    template: { path: 'book/ask.prompt.json', hash: 'h' },
    variables: { text: 'Aren\'t <b> & "x"' },
    connection: { id: 'sandbox', name: 'Sandbox' },
    request: { model: 'm', messages: [{ role: 'user', content: 'Hi' }] },
    answers: [{ text: 'Hello', finish: 'stop' }],
    model: 'm',
    ms: 5,
  };
}

describe('the file of a template’s runs', () => {
  it('keeps runs, skips torn lines and goes on after them', () =>
    withFolder({}, async root => {
      const file = new RunsFile(root, 'book/ask.prompt.json');
      assert.deepEqual(await file.read(), { runs: [], skipped: [] });
      await Promise.all([file.append(run('a')), file.append(run('b'))]);
      await appendFile(file.path, '{"id":"c","at":');
      await file.append(run('d'));
      const { runs, skipped } = await file.read();
      // Which of two at the same time comes first is left open.
      const ordered = runs.toSorted((one, other) => (one.id < other.id ? -1 : 1));
      assert.deepEqual(ordered, [run('a'), run('b'), run('d')]);
      assert.deepEqual(skipped, [3]);
      assert.equal(path.relative(root, file.path), '.tunewright/results/book/ask.prompt.json.runs.jsonl');
    }));

  it('forgets runs and leaves what it cannot read alone', () =>
    withFolder({}, async root => {
      const file = new RunsFile(root, 'ask.prompt.json');
      for (const id of ['a', 'b']) await file.append(run(id));
      await appendFile(file.path, 'by hand\n');
      await file.remove(new Set(['a']));
      assert.deepEqual(await file.read(), { runs: [run('b')], skipped: [2] });
      await file.remove(new Set(['b']));
      assert.equal(await readFile(file.path, 'utf8'), 'by hand\n');
    }));

  it('is gone when the last run was forgotten', () =>
    withFolder({}, async root => {
      const file = new RunsFile(root, 'ask.prompt.json');
      await file.append(run('a'));
      await file.remove(new Set(['a']));
      await assert.rejects(readFile(file.path));
    }));
});
