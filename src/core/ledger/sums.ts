import type { LedgerEntry, LedgerKind } from './entry.ts';

/** What a group of entries cost. */
export interface Sum {
  /** US dollars spent, as far as prices are known. */
  usd: number;
  /** US dollars that running work is expected to cost. */
  reserved: number;
  tokens: number;
  count: number;
  /** How many entries have no price. */
  unpriced: number;
}

/** The groups of one kind, the dearest first. */
export type SumsBy<Key extends string = string> = { key: Key; sum: Sum }[];

export interface LedgerSums {
  total: Sum;
  connections: SumsBy;
  projects: SumsBy;
  kinds: SumsBy<LedgerKind>;
}

/** What the entries cost, in all and by group. */
export function sumsOf(entries: readonly LedgerEntry[]): LedgerSums {
  return {
    total: sumOf(entries),
    connections: grouped(entries, entry => entry.connection),
    projects: grouped(entries, entry => entry.project),
    kinds: grouped(entries, entry => entry.kind),
  };
}

/** The same for each month, YYYY-MM in UTC, the latest first. */
export function sumsByMonth(entries: readonly LedgerEntry[]): { month: string; sums: LedgerSums }[] {
  return [...groups(entries, entry => monthOf(entry.at))]
    .map(([month, own]) => ({ month, sums: sumsOf(own) }))
    .sort((a, b) => (a.month < b.month ? 1 : -1));
}

/** The month of a moment (milliseconds since 1970), YYYY-MM in UTC. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

function sumOf(entries: readonly LedgerEntry[]): Sum {
  const sum: Sum = { usd: 0, reserved: 0, tokens: 0, count: 0, unpriced: 0 };
  for (const { tokens, usd, reserved } of entries) {
    sum.count += 1;
    sum.tokens += tokens ?? 0;
    if (usd === null) sum.unpriced += 1;
    else if (reserved) sum.reserved += usd;
    else sum.usd += usd;
  }
  return sum;
}

function grouped<Key extends string>(
  entries: readonly LedgerEntry[],
  keyOf: (entry: LedgerEntry) => Key,
): SumsBy<Key> {
  return [...groups(entries, keyOf)]
    .map(([key, own]) => ({ key, sum: sumOf(own) }))
    .sort((a, b) => b.sum.usd + b.sum.reserved - a.sum.usd - a.sum.reserved || (a.key < b.key ? -1 : 1));
}

function groups<Key>(
  entries: readonly LedgerEntry[],
  keyOf: (entry: LedgerEntry) => Key,
): Map<Key, LedgerEntry[]> {
  const found = new Map<Key, LedgerEntry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = found.get(key);
    if (group) group.push(entry);
    else found.set(key, [entry]);
  }
  return found;
}
