import type { LedgerEntry, LedgerKind } from '../ledger/entry.ts';
import { monthOf, type Sum, sumsByMonth, sumsOf } from '../ledger/sums.ts';

/** A line of the list of what was spent, or the heading of the lines that follow. */
export interface SpendingRow {
  kind: 'heading' | 'sum' | 'skipped';
  label: string;
  /** What was spent; absent for a heading. */
  description?: string;
  /** The month that the line sums up, YYYY-MM; absent for the other lines. */
  month?: string;
  /** Where to look; only with `skipped`. */
  place?: SkippedLine;
}

/** A line that is no entry, in the ledger of a project. */
export interface SkippedLine {
  /** The ledger's file. */
  file: string;
  project: string;
  /** From 1. */
  line: number;
}

/** What the ledgers of all projects hold. */
export interface SpendingReading {
  entries: readonly LedgerEntry[];
  skipped: readonly SkippedLine[];
}

export interface SpendingNames {
  /** The name of a connection by its id; the id when there is none any more. */
  connection(id: string): string;
}

/** What was spent in a month, and under which cap. */
export interface SpendingQuestion {
  /** YYYY-MM in UTC. */
  month: string;
  /** Milliseconds since 1970. */
  now: number;
  /** US dollars that each project may cost in a month; absent when there is no cap. */
  cap: number | undefined;
  names: SpendingNames;
}

/** What the ledgers say, for people: one month and who spent it, and the other months. */
export function spendingRows(
  { entries, skipped }: SpendingReading,
  { month, now, cap, names }: SpendingQuestion,
): SpendingRow[] {
  const isNow = month === monthOf(now);
  const { total, connections, projects, kinds } = sumsOf(entries.filter(({ at }) => monthOf(at) === month));
  // The cap is that of this month and of each project.
  const left = (sum: Sum) => (isNow ? capText(sum, cap) : undefined);
  const all = projects.length > 1 ? sumText(total) : joined(sumText(total), left(total));
  // Nobody knows of which month those lines are.
  const least = unreadText(skipped.length);
  const leastOf = (name: string) => unreadText(skipped.filter(({ project }) => project === name).length);
  const rows: SpendingRow[] = [
    { kind: 'heading', label: isNow ? `This month (${month}, UTC)` : `${month} (UTC)` },
    { kind: 'sum', label: 'In all', description: least ? `at least ${all} · ${least}` : all },
  ];
  const group = (title: string, sums: { label: string; description: string; month?: string }[]) => {
    if (sums.length > 0) rows.push({ kind: 'heading', label: title });
    for (const sum of sums) rows.push({ kind: 'sum', ...sum });
  };
  group(
    'By connection',
    connections.map(({ key, sum }) => ({ label: names.connection(key), description: sumText(sum) })),
  );
  group(
    'By kind',
    kinds.map(({ key, sum }) => ({ label: KIND_TITLES[key], description: sumText(sum) })),
  );
  group(
    'By project',
    projects.map(({ key, sum }) => ({
      label: key,
      description: joined(sumText(sum), left(sum), leastOf(key)),
    })),
  );
  group(
    'Other months',
    sumsByMonth(entries)
      .filter(one => one.month !== month)
      .map(one => ({ label: one.month, description: sumText(one.sums.total), month: one.month })),
  );
  if (skipped.length > 0) rows.push({ kind: 'heading', label: 'Not counted' });
  rows.push(...skipped.slice(0, MOST_SKIPPED).map(skippedRow));
  const more = skipped.length - MOST_SKIPPED;
  if (more > 0) rows.push({ kind: 'skipped', label: `${more} more lines`, place: skipped[MOST_SKIPPED]! });
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

/** What an entry is for, as people say it. */
export function kindTitle({ kind }: Pick<LedgerEntry, 'kind'>): string {
  return KIND_TITLES[kind];
}

/** That a sum of the ledger is a lower bound, and why; undefined when it is whole. `unread` counts lines. */
export function unreadText(unread: number | undefined): string | undefined {
  if (!unread) return undefined;
  return `${unread === 1 ? 'one line' : `${unread} lines`} of the ledger could not be read`;
}

function capText({ usd, reserved }: Sum, cap: number | undefined): string {
  if (cap === undefined) return 'no cap';
  return `${money(Math.max(0, cap - usd - reserved))} left of ${money(cap)}`;
}

/** A ledger that was spoilt as a whole would hide everything else. */
const MOST_SKIPPED = 20;

function skippedRow(place: SkippedLine): SpendingRow {
  const label = `Line ${place.line} of the ledger of ${place.project}`;
  return { kind: 'skipped', label, description: 'is no entry; open it to mend it', place };
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter(part => part !== undefined).join(' · ');
}

const KIND_TITLES: Readonly<Record<LedgerKind, string>> = {
  job: 'Training',
  run: 'Answers',
  judge: 'Judging',
};
