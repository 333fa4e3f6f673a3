import assert from 'node:assert/strict';
import { reserveComparison } from '../../../src/core/evaluate/compare/comparisonSpending.ts';
import type { ConnectionKind } from '../../../src/core/provider/connectionKinds.ts';
import type { Ledger } from '../../../src/core/ledger/ledger.ts';

const clock = { now: () => 0, sleep: async () => {} };
const PLACE = { path: 'a.compare.json' };
const estimate = (kind: ConnectionKind, likely: number, judges: object[] = []) =>
  ({
    variants: [{ model: 'm', connection: { id: 'c', kind, name: 'C' } }],
    ...{ judges, usd: { low: 0, likely } },
  }) as never;

function ledgerWith(left: number) {
  const recorded: (number | null)[] = [];
  const ledger = {
    reserve: async ({ usd }: { usd: number | null }) => ({
      verdict: (usd ?? 0) > left ? 'over' : 'within',
      ...{ committed: 0, cap: left, left },
    }),
    record: async ({ usd }: { usd: number | null }) => void recorded.push(usd),
  } as unknown as Ledger;
  return { place: { ledger, project: 'p' }, recorded };
}

describe('what a comparison spends', () => {
  it('is refused over the cap, and held against it request by request', async () => {
    const { place } = ledgerWith(1);
    await assert.rejects(reserveComparison(PLACE, estimate('openai', 2), place, clock));
    const spending = await reserveComparison(PLACE, estimate('openai', 0.5), place, clock);
    spending.spent({ price: 0.9 });
    assert.equal(spending.refuses(0.05), undefined);
    assert.equal(spending.refuses(0.2)?.reason, 'spending-cap');
  });

  it('is entered at the end, and unknown when some price is', async () => {
    const { place, recorded } = ledgerWith(10);
    const known = await reserveComparison(PLACE, estimate('openai', 1), place, clock);
    known.spent({ price: 0.25 });
    known.spent({ price: 0.5 });
    await known.end();
    const unknown = await reserveComparison(PLACE, estimate('openai', 1), place, clock);
    unknown.spent({});
    await unknown.end();
    assert.deepEqual(recorded, [0.75, null]);
  });

  it('is counted for a judge that costs something, though the variants are free', async () => {
    const { place, recorded } = ledgerWith(1);
    const judges = [{ model: 'j', connection: { id: 'o', kind: 'openai', name: 'O' } }];
    await assert.rejects(reserveComparison(PLACE, estimate('sandbox', 2, judges), place, clock));
    const spending = await reserveComparison(PLACE, estimate('sandbox', 0.5, judges), place, clock);
    spending.spent({ price: 0.1 });
    await spending.end();
    assert.deepEqual(recorded, [0.1]);
  });

  it('is nothing on the sandbox', async () => {
    const { place, recorded } = ledgerWith(0);
    const spending = await reserveComparison(PLACE, estimate('sandbox', 0), place, clock);
    await spending.end();
    assert.deepEqual(recorded, []);
  });
});
