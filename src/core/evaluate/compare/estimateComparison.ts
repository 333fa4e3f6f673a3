import type { Connection } from '../../provider/connection.ts';
import { knownPrice } from '../../run/knownPrice.ts';
import { estimatePlan, type PlanEstimate } from '../../run/planEstimate.ts';
import type { GradeTools } from '../graders/gradeInput.ts';
import type { Results } from '../results/readResults.ts';
import { batchesOf, notInBatch } from './batchAnswers.ts';
import { type CellItem, type CellPlan, isOpen } from './cellPlan.ts';
import type { CompareHost } from './compareHost.ts';
import { estimateJudges, type JudgeEstimate } from './estimateJudges.ts';
import type { OpenComparison } from './openComparison.ts';

export interface ComparisonEstimate {
  /** Answers that are still to be asked for, by variant. */
  variants: { variant: string; model: string; connection: Connection; estimate: PlanEstimate }[];
  /** Answers that are there already. */
  known: number;
  /** Answers that are on their way in a batch. */
  inBatch: number;
  /** Answers that can be sent as a batch, and what that is likely to save; absent when none can. */
  batch?: { requests: number; savesUsd?: number };
  /** What is still to be asked of judges, by grader and judge. */
  judges: JudgeEstimate[];
  /** US dollars for answers and judges; absent when some price is not known. */
  usd?: { low: number; likely: number; most?: number };
  /** Models that are asked and whose price nobody knows. */
  unpriced: string[];
  /** US dollars that the answers and judgements that are there did cost, as far as it is known. */
  spent: number;
  /** The most that the comparison may cost in all, what is there included; absent: no limit. */
  maxCost?: number;
}

/** What a run would ask for, and what that costs, before anything is sent. */
export async function estimateComparison(
  comparison: OpenComparison,
  plan: CellPlan,
  results: Results,
  host: CompareHost & Pick<GradeTools, 'countTokens'>,
  signal: AbortSignal,
): Promise<ComparisonEstimate> {
  const left = plan.items.filter(({ id, hash }) => isOpen(results.cells.get(id), hash));
  const open = notInBatch(left, results);
  const variants = comparison.variants.map(({ name, model, provider: { connection } }) => {
    const price = knownPrice(connection, model, host.clock);
    const expected = open.filter(item => item.key.variant === name).map(item => item.expected);
    return { variant: name, model, connection, estimate: estimatePlan(expected, price) };
  });
  const judges = await estimateJudges(comparison, plan, results, host, signal);
  const asked = [...variants, ...judges].filter(({ estimate }) => estimate.requests > 0);
  const low = sumOf(asked.map(({ estimate }) => estimate.price?.low));
  const likely = sumOf(asked.map(({ estimate }) => estimate.price?.likely));
  const most = sumOf(asked.map(({ estimate }) => estimate.price?.most));
  const { maxCost } = comparison.file;
  return {
    variants,
    known: plan.items.length - left.length,
    inBatch: left.length - open.length,
    ...batchEstimate(open),
    judges,
    ...(low !== undefined &&
      likely !== undefined && { usd: { low, likely, ...(most !== undefined && { most }) } }),
    unpriced: [...new Set(asked.filter(({ estimate }) => !estimate.price).map(({ model }) => model))],
    spent: spentOn(plan, results),
    ...(maxCost !== undefined && { maxCost }),
  };
}

/** How many requests a run would send, about. */
export function requestsOf({ variants, judges }: Pick<ComparisonEstimate, 'variants' | 'judges'>): number {
  return [...variants, ...judges].reduce((sum, { estimate }) => sum + estimate.requests, 0);
}

function batchEstimate(open: readonly CellItem[]): Pick<ComparisonEstimate, 'batch'> {
  const able = open.filter(item => batchesOf(item));
  if (able.length === 0) return {};
  const saves = able.map(item =>
    item.price === undefined ? undefined : item.price * (1 - batchesOf(item)!.priceShare),
  );
  const savesUsd = sumOf(saves);
  return { batch: { requests: able.length, ...(savesUsd !== undefined && { savesUsd }) } };
}

function spentOn({ items }: CellPlan, { cells, judgements }: Results): number {
  const answers = items.reduce((sum, { id }) => sum + (cells.get(id)?.price ?? 0), 0);
  return [...judgements.values()].reduce((sum, { price = 0 }) => sum + price, answers);
}

function sumOf(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce((sum, one) => (sum === undefined || one === undefined ? undefined : sum + one), 0);
}
