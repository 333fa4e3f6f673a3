import { type LedgerEntry, readLedgerLine } from './entry.ts';

export interface LedgerReading {
  /** What counts, oldest line first: of several entries of one kind and id the last. */
  entries: LedgerEntry[];
  /** Numbers of the lines that are skipped since they could not be read, from 1. */
  skipped: number[];
}

/** Reads the text of a ledger. A torn last line, or any other that makes no sense, is skipped and named. */
export function readLedger(text: string): LedgerReading {
  const skipped: number[] = [];
  const entries = new Map<string, LedgerEntry>();
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*$/.test(line)) continue;
    const entry = readLedgerLine(line);
    if (entry) entries.set(`${entry.kind} ${entry.id}`, entry);
    else skipped.push(index + 1);
  }
  return { entries: [...entries.values()], skipped };
}
