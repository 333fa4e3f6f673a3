import assert from 'node:assert/strict';
import { chmod, lstat, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../src/core/util/problem.ts';
import { PendingFile, publishTogether, replaceFile } from '../../src/node/atomicWrite.ts';
import { withFolder } from '../support/temporaryFolder.ts';

describe('replaceFile', () => {
  it('puts new content in the place of the old and keeps the permissions', () =>
    withFolder({ 'a.txt': 'old' }, async folder => {
      const file = path.join(folder, 'a.txt');
      await chmod(file, 0o640);
      await replaceFile(file, pieces('ne', 'w'));
      assert.equal(await readFile(file, 'utf8'), 'new');
      assert.equal((await stat(file)).mode & 0o777, 0o640);
      assert.deepEqual(await readdir(folder), ['a.txt']);
    }));

  it('makes a file that is not there yet', () =>
    withFolder({}, async folder => {
      await replaceFile(path.join(folder, 'a.txt'), pieces('new'));
      assert.equal(await readFile(path.join(folder, 'a.txt'), 'utf8'), 'new');
    }));

  it('writes through a symbolic link', () =>
    withFolder({ 'real/a.txt': 'old' }, async folder => {
      const link = path.join(folder, 'link.txt');
      await symlink(path.join('real', 'a.txt'), link);
      await replaceFile(link, pieces('new'));
      assert.ok((await lstat(link)).isSymbolicLink());
      assert.equal(await readFile(path.join(folder, 'real', 'a.txt'), 'utf8'), 'new');
    }));

  it('writes more than it buffers', () =>
    withFolder({}, async folder => {
      const parts = [10, 300_000, 200_000, 100_000, 1].map((size, index) => new Uint8Array(size).fill(index));
      await replaceFile(path.join(folder, 'a'), parts);
      assert.deepEqual(new Uint8Array(await readFile(path.join(folder, 'a'))), joined(parts));
    }));

  const failures: [what: string, chunks: (stop: AbortController) => AsyncIterable<Uint8Array>][] = [
    ['a cancellation', stop => andThen(() => stop.abort())],
    [
      'a failure',
      () =>
        andThen(() => {
          throw new Problem({ code: 'internal', message: 'x', remedy: 'y' });
        }),
    ],
  ];
  for (const [what, chunks] of failures) {
    it(`leaves nothing behind after ${what}`, () =>
      withFolder({ 'a.txt': 'old' }, async folder => {
        const stop = new AbortController();
        await assert.rejects(replaceFile(path.join(folder, 'a.txt'), chunks(stop), stop.signal), Problem);
        assert.deepEqual(await readdir(folder), ['a.txt']);
        assert.equal(await readFile(path.join(folder, 'a.txt'), 'utf8'), 'old');
      }));
  }

  it('says which folder is missing', () =>
    withFolder({}, async folder => {
      await assert.rejects(
        replaceFile(path.join(folder, 'no', 'a.txt'), pieces('x')),
        (error: unknown) => error instanceof Problem && error.code === 'not-found',
      );
    }));
});

describe('publishTogether', () => {
  const names = (folder: string) => (attempt: number) =>
    ['train', 'valid'].map(name => path.join(folder, `${name}${attempt > 0 ? ` (${attempt})` : ''}.jsonl`));

  const cases: [taken: string[], wanted: string[]][] = [
    [[], ['train.jsonl', 'valid.jsonl']],
    [['valid.jsonl'], ['train (1).jsonl', 'valid (1).jsonl']],
    [
      ['train.jsonl', 'valid (1).jsonl'],
      ['train (2).jsonl', 'valid (2).jsonl'],
    ],
  ];
  for (const [taken, wanted] of cases) {
    it(`gives the names ${wanted.join(', ')} when ${taken.join(', ') || 'nothing'} is there`, () =>
      withFolder(Object.fromEntries(taken.map(name => [name, 'theirs'])), async folder => {
        const pending = [await PendingFile.begin(folder, 'a'), await PendingFile.begin(folder, 'b')];
        await pending[0]!.write(new TextEncoder().encode('ours'));
        const paths = await publishTogether(pending, names(folder));
        for (const file of pending) await file.discard();
        assert.deepEqual(
          paths.map(file => path.basename(file)),
          wanted,
        );
        assert.deepEqual((await readdir(folder)).sort(), [...taken, ...wanted].sort());
        assert.equal(await readFile(paths[0]!, 'utf8'), 'ours');
      }));
  }

  it('never overwrites a file that appears in the last moment', () =>
    withFolder({}, async folder => {
      const pending = [await PendingFile.begin(folder, 'a'), await PendingFile.begin(folder, 'b')];
      const original = pending[0]!.publish.bind(pending[0]);
      pending[0]!.publish = async destination => {
        if (destination.endsWith('train.jsonl')) await writeFile(path.join(folder, 'valid.jsonl'), 'theirs');
        return original(destination);
      };
      const paths = await publishTogether(pending, names(folder));
      for (const file of pending) await file.discard();
      assert.deepEqual(
        paths.map(file => path.basename(file)),
        ['train (1).jsonl', 'valid (1).jsonl'],
      );
      assert.equal(await readFile(path.join(folder, 'valid.jsonl'), 'utf8'), 'theirs');
      assert.equal((await readdir(folder)).length, 3);
    }));
});

function* pieces(...texts: string[]): Iterable<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function* andThen(act: () => void): AsyncIterable<Uint8Array> {
  yield new Uint8Array(10);
  act();
  yield new Uint8Array(10);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
