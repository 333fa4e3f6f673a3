import type { LedgerEntry } from '../core/ledger/entry.ts';
import { partKey } from '../core/run/costParts.ts';
import type { PlanEntry, PlanItem } from '../core/run/plan.ts';
import type { ProjectLedger } from '../core/run/spendRun.ts';
import type { Clock } from '../core/util/clock.ts';
import { Problem } from '../core/util/problem.ts';
import { wholeSum } from '../core/util/wholeSum.ts';

export interface PlannedSpending {
  /** Names it in the ledger. */
  id: string;
  connection: string;
  model: string;
  items: readonly PlanItem[];
  /** US dollars; absent: no limit of its own. */
  maxPrice?: number | undefined;
}

/** What one model on one connection is likely to cost. */
export interface SpendingPart extends Pick<LedgerEntry, 'id' | 'kind' | 'connection' | 'model' | 'usd'> {
  /** What it did cost, in earlier runs too. */
  spent(): Promise<Spent>;
}

export type Spent = Pick<LedgerEntry, 'tokens' | 'usd'>;

/** What is set aside. `end` writes what it did cost, and must be called whatever comes of the plan. */
export interface Reserved {
  end(): Promise<void>;
}

/** Sets aside what a plan is likely to cost. Throws a `Problem` when the month's cap leaves no room for it. */
export async function reservePlan<T>(
  { id, connection, model, items, maxPrice }: PlannedSpending,
  entries: () => Promise<readonly PlanEntry<T>[]>,
  spending: ProjectLedger,
  clock: Clock,
  tokensOf: (value: T) => number,
): Promise<Reserved> {
  const likely = wholeSum(items.map(({ price }) => price));
  const usd = likely === undefined ? null : Math.min(likely, maxPrice ?? likely);
  const spent = async () => {
    const asked = (await entries()).filter(({ sharedWith }) => sharedWith === undefined);
    return {
      tokens: asked.reduce((sum, { value }) => sum + (value === undefined ? 0 : tokensOf(value)), 0),
      usd: wholeSum(asked.map(({ price, problem }) => price ?? (problem ? 0 : undefined))) ?? null,
    };
  };
  return reserveParts([{ id, kind: 'run', connection, model, usd, spent }], spending, clock);
}

/** The same for a plan with several models, each of which has an entry of its own: all of them, or none. */
export async function reserveParts(
  parts: readonly SpendingPart[],
  { ledger, project }: ProjectLedger,
  clock: Clock,
): Promise<Reserved> {
  const reserved: SpendingPart[] = [];
  const entryOf = ({ id, kind, connection, model }: SpendingPart, spent: Spent): LedgerEntry => ({
    ...{ at: clock.now(), kind, id, connection, model, project },
    ...spent,
  });
  const end = async () => {
    for (const part of reserved) await ledger.record(entryOf(part, await part.spent()));
  };
  try {
    for (const part of parts) {
      const answer = await ledger.reserve(entryOf(part, { tokens: null, usd: part.usd }));
      if (answer.verdict === 'over') {
        throw overCap((answer.left ?? 0) + reserved.reduce((sum, { usd }) => sum + (usd ?? 0), 0));
      }
      reserved.push(part);
    }
  } catch (error) {
    await end();
    throw error;
  }
  return { end };
}

/** What a model on a connection cost by the entries of a plan. */
export function spentOnPart(
  part: Pick<SpendingPart, 'connection' | 'model'>,
  entries: readonly PlanEntry<unknown>[],
): Spent {
  const own = entries.flatMap(({ parts = [], problem }) =>
    parts.filter(one => partKey(one) === partKey(part)).map(one => ({ ...one, problem })),
  );
  return {
    tokens: own.reduce((sum, { tokens = 0 }) => sum + tokens, 0),
    // What failed before anything came has no price and cost nothing.
    usd: wholeSum(own.map(({ price, problem }) => price ?? (problem ? 0 : undefined))) ?? null,
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
