import assert from 'node:assert/strict';
import type { LedgerEntry } from '../../../src/core/ledger/entry.ts';
import { spendingRows } from '../../../src/core/view/spending.ts';
import { spendingEntryRows } from '../../../src/core/view/spendingEntries.ts';

const NOW = Date.parse('2026-11-21T08:00:00Z');

const entry = (changes: Partial<LedgerEntry>): LedgerEntry => ({
  ...{ at: NOW, kind: 'run', id: 'r1', connection: 'far', model: 'large', project: 'shop' },
  ...{ tokens: 1200, usd: 0.5 },
  ...changes,
});

const entries = [
  entry({ kind: 'job', id: 'j1', usd: 3, reserved: true }),
  entry({}),
  entry({ id: 'r2', usd: null, tokens: null }),
  entry({ kind: 'judge', id: 'g1', connection: 'near', usd: 0.001 }),
  entry({ id: 'old', at: Date.parse('2026-10-31T23:59:59Z'), usd: 7 }),
];

const SKIPPED = [
  { file: '/shop/ledger.jsonl', project: 'shop', line: 3 },
  { file: '/club/ledger.jsonl', project: 'club', line: 9 },
];

const names = { connection: (id: string) => (id === 'far' ? 'Far' : id) };

describe('what was spent', () => {
  const rowsOf = (month: string, cap?: number, more: LedgerEntry[] = []) =>
    spendingRows({ entries: [...entries, ...more], skipped: SKIPPED }, { month, now: NOW, cap, names }).map(
      ({ kind, label, description }) => (kind === 'heading' ? `# ${label}` : `${label}: ${description}`),
    );

  it('is summed up by connection, kind and project, and over the other months', () => {
    assert.deepEqual(rowsOf('2026-11', 20), [
      '# This month (2026-11, UTC)',
      'In all: at least $0.50, $3.00 more reserved, 1 without a price · $16.50 left of $20.00 · 2 lines of the ledger could not be read',
      '# By connection',
      'Far: $0.50, $3.00 more reserved, 1 without a price',
      'near: less than $0.01',
      '# By kind',
      'Training: $0.00, $3.00 more reserved',
      'Answers: $0.50, 1 without a price',
      'Judging: less than $0.01',
      '# By project',
      'shop: $0.50, $3.00 more reserved, 1 without a price · $16.50 left of $20.00 · one line of the ledger could not be read',
      '# Other months',
      '2026-10: $7.00',
      '# Not counted',
      'Line 3 of the ledger of shop: is no entry; open it to mend it',
      'Line 9 of the ledger of club: is no entry; open it to mend it',
    ]);
  });

  it('names the first lines that are no entries, and leads to the others', () => {
    const skipped = Array.from({ length: 300 }, (_, index) => ({ ...SKIPPED[0]!, line: index + 1 }));
    const rows = spendingRows({ entries, skipped }, { month: '2026-11', now: NOW, cap: undefined, names });
    const places = rows.filter(({ kind }) => kind === 'skipped').map(({ place }) => place?.line);
    assert.deepEqual(
      places,
      Array.from({ length: 21 }, (_, index) => index + 1),
    );
    assert.equal(rows.at(-1)?.label, '280 more lines');
  });

  it('of an earlier month knows no cap, and leads back', () => {
    const rows = rowsOf('2026-10', 20);
    assert.deepEqual(rows.slice(0, 2), [
      '# 2026-10 (UTC)',
      'In all: at least $7.00 · 2 lines of the ledger could not be read',
    ]);
    assert.ok(rows.some(row => row.startsWith('2026-11: ')));
  });

  it('by several projects has a cap for each', () => {
    const rows = rowsOf('2026-11', 2, [entry({ id: 'r9', project: 'club', usd: 1 })]);
    assert.match(rows[1]!, /^In all: at least \$1\.50, \$3\.00 more reserved, 1 without a price · 2 lines/);
    assert.ok(rows.includes('club: $1.00 · $1.00 left of $2.00 · one line of the ledger could not be read'));
    assert.ok(rows.some(row => row.startsWith('shop: ') && row.includes('$0.00 left of $2.00')));
  });

  it('is listed entry by entry, the dearest first', () => {
    const rows = spendingEntryRows(entries, '2026-11', {
      ...names,
      job: id => (id === 'j1' ? 'tone' : undefined),
    });
    assert.deepEqual(
      rows.map(({ label, description }) => `${label} · ${description}`),
      [
        '$3.00 reserved — tone · Training · 1,200 tokens',
        '$0.50 — large · Answers · 1,200 tokens',
        'less than $0.01 — large · Judging · 1,200 tokens',
        'no price — large · Answers',
      ],
    );
    assert.equal(rows[0]?.detail, '2026-11-21 08:00 · Far · large · shop');
  });
});
