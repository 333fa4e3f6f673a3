import assert from 'node:assert/strict';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { memoryStore } from '../../../src/core/sandbox/memoryStore.ts';
import { appendedLines, parsedLines } from '../../../src/core/sandbox/records.ts';
import type { SandboxStore } from '../../../src/core/sandbox/store.ts';
import { fileStore } from '../../../src/node/sandbox/fileStore.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: Uint8Array | undefined): string | undefined => value && new TextDecoder().decode(value);

/** What every store does. */
const behaviours: Record<string, (store: SandboxStore) => Promise<void>> = {
  async 'keeps values under keys with any marks'(store) {
    const keys = ['models/ft:base:org::a1:ckpt-step-3/record', 'a/..b/c', 'a/.hidden/c', 'x/é*?/y'];
    for (const key of keys) await store.write(key, bytes(key));
    for (const key of keys) assert.equal(text(await store.read(key)), key);
    assert.equal(await store.read('a/none/c'), undefined);
    assert.deepEqual((await store.list('a/')).sort(), ['a/..b/c', 'a/.hidden/c']);
    assert.deepEqual(await store.list('none/'), []);
  },
  async 'replaces, appends and removes'(store) {
    await store.write('k/v', bytes('one'));
    await store.write('k/v', bytes('two'));
    await store.append('k/v', bytes('+'));
    await store.append('k/w', bytes('new'));
    assert.deepEqual([text(await store.read('k/v')), text(await store.read('k/w'))], ['two+', 'new']);
    await store.remove('k/v');
    await store.remove('k/v');
    assert.deepEqual(await store.list('k/'), ['k/w']);
  },
  async 'updates one after the other'(store) {
    const increase = (value: Uint8Array | undefined): Uint8Array =>
      bytes(String(Number(text(value) ?? 0) + 1));
    await Promise.all(Array.from({ length: 50 }, () => store.update('n/count', increase)));
    assert.equal(text(await store.read('n/count')), '50');
    assert.equal(text(await store.update('n/count', () => undefined)), '50');
    assert.equal(await store.update('n/other', () => undefined), undefined);
  },
};

describe('sandbox store in memory', () => {
  for (const [what, behaves] of Object.entries(behaviours)) it(what, () => behaves(memoryStore()));
});

describe('sandbox store in a folder', () => {
  for (const [what, behaves] of Object.entries(behaviours)) {
    it(what, () => withFolder({}, folder => behaves(fileStore(folder))));
  }

  it('is still there for the next one, and leaves nothing but its values', () =>
    withFolder({}, async folder => {
      await fileStore(folder).update('a/b', () => bytes('kept'));
      assert.equal(text(await fileStore(folder).read('a/b')), 'kept');
      assert.deepEqual(await readdir(path.join(folder, 'a')), ['b']);
      await fileStore(folder).remove('a/b');
      assert.deepEqual(await readdir(folder), []);
    }));

  it('breaks the lock of a process that died', () =>
    withFolder({ 'a/b': '1', 'a/.b.lock': '' }, async folder => {
      const lock = path.join(folder, 'a', '.b.lock');
      await utimes(lock, new Date(0), new Date(0));
      assert.equal(text(await fileStore(folder).update('a/b', () => bytes('2'))), '2');
      assert.deepEqual(await readdir(path.join(folder, 'a')), ['b']);
    }));

  it('does not mind unfinished files and torn lines', () =>
    withFolder({ 'jobs/1/.record.abc.tmp': 'half' }, async folder => {
      const store = fileStore(folder);
      assert.deepEqual(await store.list('jobs/'), []);
      await writeFile(path.join(folder, 'jobs', '1', 'events'), '\n{"id":1}\n{"id":2');
      await store.append('jobs/1/events', appendedLines([{ id: 3 }]));
      assert.deepEqual(parsedLines(await store.read('jobs/1/events')), [{ id: 1 }, { id: 3 }]);
    }));
});
