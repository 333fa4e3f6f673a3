import { partKey } from '../../core/run/costParts.ts';
import type { ProjectLedger } from '../../core/run/spendRun.ts';
import type { UsersEstimate } from '../../core/users/estimateConversations.ts';
import type { LedgerKind } from '../../core/ledger/entry.ts';
import { wholeSum } from '../../core/util/wholeSum.ts';
import { type Reserved, reserveParts, type SpendingPart, spentOnPart } from '../planSpending.ts';
import { systemClock } from '../systemClock.ts';
import type { UsersJournals } from './usersJournals.ts';

/** What one model on one connection will need for one conversation. */
export interface UsersNeed {
  /** `judge` for a verdict. */
  kind: Extract<LedgerKind, 'run' | 'judge'>;
  /** The connection's id. */
  connection: string;
  model: string;
  estimate: UsersEstimate;
}

/**
 * Sets aside what all who speak and judge are likely to cost, but not more than the user allows. What costs nothing is
 * not entered. Throws a `Problem` when the month's cap leaves no room for it.
 */
export async function reserveUsers(
  needs: readonly UsersNeed[],
  { talks, verdicts }: UsersJournals,
  maxPrice: number | undefined,
  spending: ProjectLedger,
): Promise<Reserved> {
  const groups = new Map<string, UsersNeed[]>();
  for (const need of needs) {
    const key = `${need.kind} ${partKey(need)}`;
    const group = groups.get(key);
    if (group) group.push(need);
    else groups.set(key, [need]);
  }
  const total = priceOf(needs);
  const share = total && maxPrice !== undefined ? Math.min(1, maxPrice / total) : 1;
  const parts = [...groups.values()].flatMap((group): SpendingPart[] => {
    const { kind, connection, model } = group[0]!;
    const price = priceOf(group);
    if (price === 0) return [];
    const journal = kind === 'judge' ? verdicts : talks;
    const part = { kind, connection, model };
    return [
      {
        ...part,
        id: `${talks.name} ${partKey(part)}`,
        usd: price === undefined ? null : price * share,
        spent: async () => spentOnPart(part, await journal.read()),
      },
    ];
  });
  return reserveParts(parts, spending, systemClock);
}

/** US dollars; undefined when some price is not known. */
export function priceOf(needs: readonly UsersNeed[]): number | undefined {
  return wholeSum(needs.map(({ estimate }) => estimate.price));
}
