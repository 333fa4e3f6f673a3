import { askForBatch, type BatchAnswer } from '../../core/batch/batchAnswer.ts';
import type { BatchHead } from '../../core/batch/batchHead.ts';
import { finishedAnswers } from '../../core/batch/gatherAnswers.ts';
import type { BatchItem } from '../../core/batch/planBatch.ts';
import type { LedgerEntry } from '../../core/ledger/entry.ts';
import type { Ledger } from '../../core/ledger/ledger.ts';
import type { ModelPrice, Provider } from '../../core/provider/provider.ts';
import type { PlanEntry, PlanProgress, PlanResult } from '../../core/run/plan.ts';
import { runPlan } from '../../core/run/runPlan.ts';
import type { Clock } from '../../core/util/clock.ts';
import { Problem } from '../../core/util/problem.ts';
import type { BatchJournal } from './journals.ts';

export interface BatchRunOptions {
  head: BatchHead;
  items: readonly BatchItem[];
  journal: BatchJournal;
  /** Opened with one attempt for each request: the runner repeats them. */
  provider: Provider;
  price: ModelPrice | undefined;
  clock: Clock;
  /** Where the spending is written; absent: nowhere. `project` is the name that it is written under. */
  spending?: { ledger: Ledger; project: string };
  onProgress(progress: PlanProgress): void;
}

export interface BatchOutcome extends PlanResult {
  answers: { id: string; answer: BatchAnswer }[];
  /** Items that failed, with why. */
  failed: { id: string; message: string }[];
}

/** Runs what is left of a batch. Throws a `Problem` when the month's cap leaves no room for it, or the disk fails. */
export async function runBatch(options: BatchRunOptions, signal: AbortSignal): Promise<BatchOutcome> {
  const { head, items, journal, provider, price, clock, onProgress } = options;
  const spending = await reserve(options);
  try {
    const result = await runPlan<BatchItem, BatchAnswer>(
      items,
      {
        concurrency: head.concurrency,
        ...(head.maxPrice !== undefined && { maxPrice: head.maxPrice }),
      },
      {
        ask: (item, abort) => askForBatch(provider, item, { price, clock, signal: abort }),
        journal,
        clock,
        onProgress,
      },
      signal,
    );
    const entries = await journal.read();
    const current = currentEntries(items, entries);
    return {
      ...result,
      answers: finishedAnswers(
        items.map(({ id }) => id),
        current,
      ),
      failed: current.flatMap(({ id, problem }) => (problem ? [{ id, message: problem.message }] : [])),
    };
  } finally {
    await spending?.end(await journal.read());
  }
}

/** The last entry of each item, as long as its inputs are still the same. */
function currentEntries(
  items: readonly BatchItem[],
  entries: readonly PlanEntry<BatchAnswer>[],
): PlanEntry<BatchAnswer>[] {
  const hashes = new Map(items.map(({ id, hash }) => [id, hash]));
  const last = new Map<string, PlanEntry<BatchAnswer>>();
  for (const entry of entries) if (hashes.get(entry.id) === entry.hash) last.set(entry.id, entry);
  return [...last.values()];
}

/** Sets aside what the batch is likely to cost, and later writes what it did cost. */
async function reserve({ head, items, journal, clock, spending, price }: BatchRunOptions) {
  if (!spending || (price?.input === 0 && price.output === 0)) return undefined;
  const { ledger, project } = spending;
  const known = items.every(item => item.price !== undefined);
  const likely = items.reduce((sum, item) => sum + (item.price ?? 0), 0);
  const usd = known ? Math.min(likely, head.maxPrice ?? likely) : null;
  const { connection, model } = head;
  const entry: LedgerEntry = {
    ...{ at: clock.now(), kind: 'run' as const, id: journal.name, connection, model, project },
    ...{ tokens: null, usd },
  };
  const answer = await ledger.reserve(entry);
  if (answer.verdict === 'over') throw overCap(answer.left ?? 0);
  return {
    async end(entries: readonly PlanEntry<BatchAnswer>[]): Promise<void> {
      const asked = entries.filter(({ sharedWith }) => sharedWith === undefined);
      const prices = asked.flatMap(one => one.price ?? []);
      const isWhole = asked.every(one => one.price !== undefined || one.problem !== undefined);
      const tokens = asked.reduce((sum, { value }) => sum + totalTokens(value), 0);
      const spent = isWhole ? prices.reduce((sum, one) => sum + one, 0) : null;
      await ledger.record({ ...entry, at: clock.now(), tokens, usd: spent });
    },
  };
}

function totalTokens(value: BatchAnswer | undefined): number {
  const { promptTokens = 0, completionTokens = 0 } = value?.usage ?? {};
  return promptTokens + completionTokens;
}

function overCap(left: number): Problem {
  return new Problem({
    code: 'rejected',
    reason: 'spending-cap',
    message: `This run is likely to cost more than the month’s cap leaves, ${left.toFixed(2)} US dollars.`,
    remedy: 'Raise the cap, run it over fewer rows, or wait for the next month.',
  });
}
