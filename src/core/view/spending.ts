import type { LedgerReading } from '../ledger/readLedger.ts';
import { monthOf, type Sum, sumsByMonth, sumsOf } from '../ledger/sums.ts';

/** A line of the list of what was spent, or the heading of the lines that follow. */
export interface SpendingRow {
  kind: 'heading' | 'sum';
  label: string;
  /** What was spent; absent for a heading. */
  description?: string;
}

export interface SpendingNames {
  /** The name of a connection by its id; the id when there is none any more. */
  connection(id: string): string;
}

/** What the ledger says, for people: the month so far, who spent it, and the months before. `now` in milliseconds. */
export function spendingRows(
  { entries, skipped }: LedgerReading,
  now: number,
  cap: number | undefined,
  names: SpendingNames,
): SpendingRow[] {
  const month = monthOf(now);
  const own = entries.filter(entry => monthOf(entry.at) === month);
  const { total, connections, projects, kinds } = sumsOf(own);
  const rows: SpendingRow[] = [
    { kind: 'heading', label: `This month (${month}, UTC)` },
    { kind: 'sum', label: 'In all', description: [sumText(total), capText(total, cap)].join(' · ') },
  ];
  const group = (title: string, sums: { key: string; sum: Sum }[], nameOf = (key: string) => key) => {
    if (sums.length === 0) return;
    rows.push({ kind: 'heading', label: title });
    for (const { key, sum } of sums)
      rows.push({ kind: 'sum', label: nameOf(key), description: sumText(sum) });
  };
  group('By connection', connections, names.connection);
  group('By kind', kinds, key => KIND_TITLES[key as keyof typeof KIND_TITLES]);
  group('By project', projects);
  const earlier = sumsByMonth(entries).filter(one => one.month !== month);
  group(
    'Other months',
    earlier.map(({ month: key, sums }) => ({ key, sum: sums.total })),
  );
  if (skipped.length > 0) {
    const lines = skipped.length === 1 ? `Line ${skipped[0]} is` : `Lines ${skipped.join(', ')} are`;
    rows.push({ kind: 'heading', label: 'Not counted' });
    rows.push({
      kind: 'sum',
      label: `${lines} no entry of a ledger.`,
      description: 'Open the ledger to mend it',
    });
  }
  return rows;
}

/** Such as `$1.24, $3.00 more reserved, 2 without a price`. */
export function sumText({ usd, reserved, unpriced }: Sum): string {
  return [
    money(usd),
    reserved > 0 && `${money(reserved)} more reserved`,
    unpriced > 0 && `${unpriced} without a price`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** US dollars as people write them; less than a cent is not shown as nothing. */
export function money(usd: number): string {
  if (usd > 0 && usd < 0.01) return 'less than $0.01';
  return `$${usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

function capText({ usd, reserved }: Sum, cap: number | undefined): string {
  if (cap === undefined) return 'no cap';
  return `${money(Math.max(0, cap - usd - reserved))} left of ${money(cap)}`;
}

const KIND_TITLES = { job: 'Training', run: 'Answers', judge: 'Judging' } as const;
