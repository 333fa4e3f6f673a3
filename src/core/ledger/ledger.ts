import type { Disposable } from '../util/disposable.ts';
import type { Event } from '../util/event.ts';
import type { CapAnswer } from './cap.ts';
import type { LedgerEntry } from './entry.ts';
import type { LedgerReading } from './readLedger.ts';

/** The record of what was spent. Everything that costs money asks first and writes afterwards. */
export interface Ledger {
  /** Fires when an entry was written here. */
  readonly onDidChange: Event<void>;
  /** What counts now; an absent ledger is empty. */
  read(): Promise<LedgerReading>;
  /** Adds an entry, which replaces an earlier one of the same kind and id. */
  record(entry: LedgerEntry): Promise<void>;
  /** Whether something of this price (US dollars, null when unknown) fits under this month's cap. Nothing is kept. */
  allows(usd: number | null): Promise<CapAnswer>;
  /**
   * Asks and, when it fits or the price is unknown, writes the entry as a reservation in the same breath, so that two
   * who ask at once cannot both take what is left. The final `record` of the same kind and id replaces it; one that
   * costs 0 gives it back.
   */
  reserve(entry: LedgerEntry): Promise<CapAnswer>;
  /** Keeps an amount aside until it is disposed or this process ends, for work that records many small entries. */
  hold(usd: number): Disposable;
}

/** The folder of a project's records and the ledger in it, relative to the project. */
export const RECORDS_FOLDER = '.tunewright';
export const LEDGER_FILE = 'ledger.jsonl';
