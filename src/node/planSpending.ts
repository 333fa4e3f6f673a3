import type { LedgerEntry } from '../core/ledger/entry.ts';
import type { ProjectLedger } from '../core/run/spendRun.ts';
import type { PlanEntry, PlanItem } from '../core/run/plan.ts';
import type { Clock } from '../core/util/clock.ts';
import { Problem } from '../core/util/problem.ts';

export interface PlannedSpending {
  /** Names it in the ledger. */
  id: string;
  connection: string;
  model: string;
  items: readonly PlanItem[];
  /** US dollars; absent: no limit of its own. */
  maxPrice?: number | undefined;
}

/**
 * Sets aside what a plan is likely to cost. Throws a `Problem` when the month's cap leaves no room for it. `end` writes
 * what it did cost, and must be called whatever comes of the plan.
 */
export async function reservePlan<T>(
  { id, connection, model, items, maxPrice }: PlannedSpending,
  { ledger, project }: ProjectLedger,
  clock: Clock,
  tokensOf: (value: T) => number,
): Promise<{ end(entries: readonly PlanEntry<T>[]): Promise<void> }> {
  const isKnown = items.every(({ price }) => price !== undefined);
  const likely = items.reduce((sum, { price = 0 }) => sum + price, 0);
  const usd = isKnown ? Math.min(likely, maxPrice ?? likely) : null;
  const entry: LedgerEntry = {
    ...{ at: clock.now(), kind: 'run' as const, id, connection, model, project },
    ...{ tokens: null, usd },
  };
  const answer = await ledger.reserve(entry);
  if (answer.verdict === 'over') throw overCap(answer.left ?? 0);
  return {
    async end(entries) {
      const asked = entries.filter(({ sharedWith }) => sharedWith === undefined);
      const isWhole = asked.every(({ price, problem }) => price !== undefined || problem !== undefined);
      const spent = isWhole ? asked.reduce((sum, { price = 0 }) => sum + price, 0) : null;
      const tokens = asked.reduce((sum, { value }) => sum + (value === undefined ? 0 : tokensOf(value)), 0);
      await ledger.record({ ...entry, at: clock.now(), tokens, usd: spent });
    },
  };
}

function overCap(left: number): Problem {
  return new Problem({
    code: 'rejected',
    reason: 'spending-cap',
    message: `This run is likely to cost more than the month’s cap leaves, ${left.toFixed(2)} US dollars.`,
    remedy: 'Raise the cap, run it over fewer rows, or wait for the next month.',
  });
}
