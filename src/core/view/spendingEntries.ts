import type { LedgerEntry } from '../ledger/entry.ts';
import { monthOf } from '../ledger/sums.ts';
import { count } from '../text/count.ts';
import { kindTitle, money, type SpendingNames } from './spending.ts';

/** What one job, run or judgement cost, as a line. */
export interface SpendingEntryRow {
  label: string;
  description: string;
  detail: string;
  entry: LedgerEntry;
}

export interface EntryNames extends SpendingNames {
  /** The name of a job by its id; undefined when it is not on the list. */
  job(id: string): string | undefined;
}

/** Everything that was entered in a month (YYYY-MM in UTC), the dearest first, what has no price last. */
export function spendingEntryRows(
  entries: readonly LedgerEntry[],
  month: string,
  names: EntryNames,
): SpendingEntryRow[] {
  return entries
    .filter(({ at }) => monthOf(at) === month)
    .sort((a, b) => (b.usd ?? -1) - (a.usd ?? -1) || b.at - a.at)
    .map(entry => ({ ...textOf(entry, names), entry }));
}

function textOf(entry: LedgerEntry, names: EntryNames): Omit<SpendingEntryRow, 'entry'> {
  const { at, kind, id, connection, model, project, tokens, usd, reserved } = entry;
  const price = usd === null ? 'no price' : money(usd);
  const job = kind === 'job' ? names.job(id) : undefined;
  return {
    label: `${reserved ? `${price} reserved` : price} — ${job ?? model}`,
    description: [kindTitle(entry), tokens !== null && count(tokens, 'token')].filter(Boolean).join(' · '),
    detail: [
      new Date(at).toISOString().slice(0, 16).replace('T', ' '),
      names.connection(connection),
      ...(job === undefined ? [] : [model]),
      project,
    ].join(' · '),
  };
}
