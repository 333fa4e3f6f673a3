import { askForBatch, type BatchAnswer } from '../../core/batch/batchAnswer.ts';
import type { BatchHead } from '../../core/batch/batchHead.ts';
import { finishedAnswers } from '../../core/batch/gatherAnswers.ts';
import type { BatchItem } from '../../core/batch/planBatch.ts';
import type { ModelPrice, Provider } from '../../core/provider/provider.ts';
import type { PlanEntry, PlanProgress, PlanResult } from '../../core/run/plan.ts';
import type { ProjectLedger } from '../../core/run/spendRun.ts';
import { runPlan } from '../../core/run/runPlan.ts';
import type { Clock } from '../../core/util/clock.ts';
import { reservePlan } from '../planSpending.ts';
import type { BatchJournal } from './journals.ts';

export interface BatchRunOptions {
  head: BatchHead;
  items: readonly BatchItem[];
  journal: BatchJournal;
  /** Opened with one attempt for each request: the runner repeats them. */
  provider: Provider;
  price: ModelPrice | undefined;
  clock: Clock;
  /** Where the spending is written; absent: nowhere. */
  spending?: ProjectLedger;
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
    await spending?.end();
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

/** Sets aside what the batch is likely to cost, where it costs anything. */
async function reserve({ head, items, journal, clock, spending, price }: BatchRunOptions) {
  if (!spending || (price?.input === 0 && price.output === 0)) return undefined;
  const { connection, model, maxPrice } = head;
  const planned = { id: journal.name, connection, model, items, maxPrice };
  return reservePlan(planned, () => journal.read(), spending, clock, totalTokens);
}

function totalTokens({ usage }: BatchAnswer): number {
  const { promptTokens = 0, completionTokens = 0 } = usage ?? {};
  return promptTokens + completionTokens;
}
