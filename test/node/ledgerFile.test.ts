import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LedgerEntry } from '../../src/core/ledger/entry.ts';
import { LedgerFile } from '../../src/node/ledgerFile.ts';
import { FakeClock } from '../support/fakeClock.ts';
import { withFolder } from '../support/temporaryFolder.ts';

const clock = new FakeClock();

const entry = (id: string, usd: number | null, kind: LedgerEntry['kind'] = 'run'): LedgerEntry => ({
  ...{ at: clock.now(), kind, id, connection: 'openai', model: 'm', project: 'p', tokens: 1, usd },
});

const ledgerIn = (folder: string, cap?: number) =>
  new LedgerFile({ file: path.join(folder, '.tunewright', 'ledger.jsonl'), clock, cap: () => cap });

describe('the ledger file', () => {
  it('is made by the first entry and read by another process', () =>
    withFolder({}, async folder => {
      const ledger = ledgerIn(folder);
      assert.deepEqual(await ledger.read(), { entries: [], skipped: [] });
      await ledger.record(entry('a', 1));
      assert.deepEqual((await ledgerIn(folder).read()).entries, [entry('a', 1)]);
    }));

  it('closes a torn line before it writes, and names it', () =>
    withFolder({}, async folder => {
      const ledger = ledgerIn(folder);
      await ledger.record(entry('a', 1));
      await appendFile(ledger.file, '{"at":"2026-11-21T00:00');
      await ledger.record(entry('b', 2));
      const { entries, skipped } = await ledger.read();
      assert.deepEqual(
        entries.map(({ id }) => id),
        ['a', 'b'],
      );
      assert.deepEqual(skipped, [2]);
      assert.deepEqual([(await ledger.allows(1)).unread, (await ledger.allows(1)).committed], [1, 3]);
    }));

  it('lets only as many take what is left as there is room for, however many ask at once', () =>
    withFolder({}, async folder => {
      const ids = ['a', 'b', 'c', 'd', 'e'];
      const answers = await Promise.all(ids.map(id => ledgerIn(folder, 10).reserve(entry(id, 4, 'job'))));
      assert.equal(answers.filter(({ verdict }) => verdict === 'within').length, 2);
      assert.equal((await ledgerIn(folder).read()).entries.length, 2);
    }));

  it('counts a reservation until the final entry replaces it', () =>
    withFolder({}, async folder => {
      const ledger = ledgerIn(folder, 10);
      await ledger.reserve(entry('j', 9, 'job'));
      assert.equal((await ledger.allows(2)).verdict, 'over');
      // The same job asks again after a restart: it does not stand in its own way.
      assert.equal((await ledger.reserve(entry('j', 9, 'job'))).verdict, 'within');
      await ledger.record(entry('j', 3, 'job'));
      assert.deepEqual(await ledger.allows(7), { verdict: 'within', committed: 3, cap: 10, left: 7 });
    }));

  it('keeps what is held aside, and lets it go', () =>
    withFolder({}, async folder => {
      const ledger = ledgerIn(folder, 10);
      const held = ledger.hold(8);
      assert.equal((await ledger.allows(3)).verdict, 'over');
      held.dispose();
      assert.equal((await ledger.allows(3)).verdict, 'within');
    }));

  it('starts afresh each month', () =>
    withFolder({}, async folder => {
      const ledger = ledgerIn(folder, 10);
      await ledger.record({ ...entry('old', 10), at: Date.parse('2026-10-31T23:00:00Z') });
      assert.equal((await ledger.allows(10)).verdict, 'within');
    }));

  it('writes whole lines when many write at once', () =>
    withFolder({}, async folder => {
      const ids = Array.from({ length: 40 }, (_, index) => `r${index}`);
      await Promise.all(ids.map(id => ledgerIn(folder).record(entry(id, 1))));
      const text = await readFile(ledgerIn(folder).file, 'utf8');
      assert.equal(text.trimEnd().split('\n').length, 40);
      assert.deepEqual((await ledgerIn(folder).read()).skipped, []);
    }));
});
