import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { lintStream } from '../../src/core/lint/streamLinter.ts';
import { Problem } from '../../src/core/util/problem.ts';
import { type OpenDataset, openDataset, spoolDataset } from '../../src/node/datasetSource.ts';
import { chunksOf } from '../support/lint.ts';
import { withFolder } from '../support/temporaryFolder.ts';

const settings = { target: 'generic', rules: {} };

describe('openDataset', () => {
  it('reads a file from its beginning as often as it is asked, and any part of it', () =>
    withFolder({ 'a.jsonl': '0123456789' }, async folder => {
      const source = await openDataset(path.join(folder, 'a.jsonl'));
      assert.equal(source.name, 'a.jsonl');
      assert.equal(source.bytes, 10);
      assert.equal(await textOf(source), '0123456789');
      assert.equal(await textOf(source), '0123456789');
      assert.equal(decode(source.read(3, 4)), '3456');
      assert.equal(decode(source.read(8, 40)), '89');
      assert.equal(decode(source.read(80, 4)), '');
      await source.close();
    }));

  it('reads a file in pieces when it is large', () =>
    withFolder({ 'a.jsonl': new Uint8Array(2_500_000).fill(65) }, async folder => {
      const source = await openDataset(path.join(folder, 'a.jsonl'));
      let pieces = 0;
      let bytes = 0;
      for await (const chunk of source.chunks) {
        pieces += 1;
        bytes += chunk.length;
      }
      assert.deepEqual({ pieces, bytes }, { pieces: 3, bytes: 2_500_000 });
      await source.close();
    }));

  it('ends early when the file shrinks while it is read', () =>
    withFolder({ 'a.jsonl': new Uint8Array(2_500_000).fill(32) }, async folder => {
      const file = path.join(folder, 'a.jsonl');
      const source = await openDataset(file);
      let bytes = 0;
      for await (const chunk of source.chunks) {
        bytes += chunk.length;
        if (bytes === chunk.length) truncateSync(file, 1_100_000);
      }
      assert.equal(bytes, 1_100_000);
      assert.equal(source.read(1_099_999, 10).length, 1);
      await source.close();
    }));

  it('gives a report for a file that is cut while duplicates are compared', () =>
    withFolder({ 'a.jsonl': '{"prompt":"a","completion":"b"}\n'.repeat(3) }, async folder => {
      const file = path.join(folder, 'a.jsonl');
      const source = await openDataset(file);
      const chunks = source.chunks;
      const cutting: OpenDataset = {
        ...source,
        chunks: {
          async *[Symbol.asyncIterator]() {
            yield* chunks;
            truncateSync(file, 5);
          },
        },
      };
      assert.equal((await lintStream(cutting, settings)).examples, 3);
      await source.close();
    }));

  it('says what is wrong with a path', () =>
    withFolder({ 'folder/a.jsonl': '' }, async folder => {
      for (const [name, code] of [
        ['missing.jsonl', 'not-found'],
        ['folder', 'rejected'],
        ['folder/a.jsonl/b', 'not-found'],
      ] as const) {
        await assert.rejects(
          openDataset(path.join(folder, name)),
          (error: unknown) => error instanceof Problem && error.code === code && error.remedy !== '',
          name,
        );
      }
    }));
});

describe('spoolDataset', () => {
  it('keeps a stream so that it can be read again, and leaves no file', () =>
    withFolder({}, async folder => {
      // A folder for temporary files of its own: other processes make theirs at the same time.
      const { TMPDIR } = process.env;
      process.env.TMPDIR = folder;
      try {
        const bytes = new TextEncoder().encode('{"a":1}\n{"a":2}\n');
        const source = await spoolDataset(chunksOf(bytes, 5), '-');
        assert.equal(source.name, '-');
        assert.equal(await textOf(source), '{"a":1}\n{"a":2}\n');
        assert.equal(decode(source.read(8, 7)), '{"a":2}');
        assert.deepEqual(await readdir(folder), []);
        await source.close();
      } finally {
        if (TMPDIR === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = TMPDIR;
      }
    }));

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    async function* endless() {
      for (;;) {
        yield new Uint8Array(10);
        stop.abort();
      }
    }
    await assert.rejects(
      spoolDataset(endless(), '-', stop.signal),
      (error: unknown) => error instanceof Problem && error.code === 'cancelled',
    );
  });
});

async function textOf(source: OpenDataset): Promise<string> {
  let text = '';
  for await (const chunk of source.chunks) text += decode(chunk);
  return text;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
