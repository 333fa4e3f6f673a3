import assert from 'node:assert/strict';
import { judgeCap } from '../../../src/core/ledger/cap.ts';
import { type LedgerEntry, ledgerLine } from '../../../src/core/ledger/entry.ts';
import { readLedger } from '../../../src/core/ledger/readLedger.ts';
import { sumsByMonth, sumsOf } from '../../../src/core/ledger/sums.ts';

const entry = (changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  at: Date.parse('2026-11-21T08:00:00Z'),
  kind: 'run',
  id: 'r1',
  connection: 'openai',
  model: 'gpt-4.1-mini',
  project: 'shop',
  tokens: 100,
  usd: 0.5,
  ...changes,
});

describe('the ledger', () => {
  it('reads what it wrote', () => {
    const written = [
      entry(),
      entry({ id: 'r2', usd: null, tokens: null }),
      entry({ kind: 'job', reserved: true }),
    ];
    assert.deepEqual(readLedger(written.map(ledgerLine).join('')), { entries: written, skipped: [] });
  });

  it('counts the last entry of a kind and id only', () => {
    const text = [entry({ usd: 9, reserved: true }), entry({ usd: 2 }), entry({ kind: 'judge', usd: 1 })];
    const { entries } = readLedger(text.map(ledgerLine).join(''));
    assert.deepEqual(
      entries.map(({ kind, usd, reserved }) => [kind, usd, reserved]),
      [
        ['run', 2, undefined],
        ['judge', 1, undefined],
      ],
    );
  });

  const bad: [string, string][] = [
    ['a torn line', ledgerLine(entry()).slice(0, 40)],
    ['a negative amount', ledgerLine(entry({ usd: -5 }))],
    ['an unknown kind', ledgerLine(entry({ kind: 'gift' as never }))],
    ['no time', '{"kind":"run"}'],
    ['a number for a name', ledgerLine(entry({ project: 5 as never }))],
    ['null', 'null'],
    ['an amount in words', ledgerLine(entry({ usd: '5' as never }))],
  ];
  for (const [name, line] of bad) {
    it(`skips and names ${name}`, () => {
      const text = `${ledgerLine(entry())}\r\n${line.trimEnd()}\n${ledgerLine(entry({ id: 'r2' }))}`;
      const { entries, skipped } = readLedger(text);
      assert.deepEqual(
        entries.map(({ id }) => id),
        ['r1', 'r2'],
      );
      assert.deepEqual(skipped, [3]);
    });
  }

  it('sums by month, connection, project and kind, the dearest first', () => {
    const entries = [
      entry({ id: '1', usd: 1 }),
      entry({ id: '2', usd: 4, connection: 'azure', kind: 'job', project: 'book' }),
      entry({ id: '3', usd: 2, reserved: true, connection: 'azure' }),
      entry({ id: '4', usd: null, at: Date.parse('2026-10-31T23:59:59Z') }),
    ];
    const { total, connections, kinds, projects } = sumsOf(entries);
    assert.deepEqual(total, { usd: 5, reserved: 2, tokens: 400, count: 4, unpriced: 1 });
    const keys = (sums: { key: string }[]) => sums.map(({ key }) => key);
    assert.deepEqual(keys(connections), ['azure', 'openai']);
    assert.deepEqual(keys(kinds), ['job', 'run']);
    assert.deepEqual(keys(projects), ['book', 'shop']);
    assert.deepEqual(
      sumsByMonth(entries).map(({ month, sums }) => [month, sums.total.count]),
      [
        ['2026-11', 3],
        ['2026-10', 1],
      ],
    );
  });

  const judged: [usd: number | null, committed: number, cap: number | undefined, verdict: string][] = [
    [5, 100, undefined, 'within'],
    [null, 100, undefined, 'within'],
    [5, 5, 10, 'within'],
    [0.1, 0.2, 0.3, 'within'],
    [5.01, 5, 10, 'over'],
    [null, 5, 10, 'unknown'],
    [null, 10, 10, 'over'],
    [0, 12, 10, 'within'],
    [0.01, 0, 0, 'over'],
  ];
  for (const [usd, committed, cap, verdict] of judged) {
    it(`says ${verdict} to ${usd} when ${committed} of ${cap} are gone`, () => {
      assert.equal(judgeCap(usd, committed, cap).verdict, verdict);
    });
  }
});
