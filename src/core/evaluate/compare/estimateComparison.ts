import type { ModelPrice } from '../../provider/provider.ts';
import { priceFromTable } from '../../run/ask.ts';
import { estimatePlan, type PlanEstimate } from '../../run/planEstimate.ts';
import type { Clock } from '../../util/clock.ts';
import type { Results } from '../results/readResults.ts';
import { batchesOf, notInBatch } from './batchAnswers.ts';
import { type CellItem, type CellPlan, isOpen } from './cellPlan.ts';
import type { OpenComparison } from './openComparison.ts';
import { judgesOf, modelParts } from './judgePlan.ts';

export interface ComparisonEstimate {
  /** Answers that are still to be asked for, by variant. */
  variants: { variant: string; model: string; connection: string; estimate: PlanEstimate }[];
  /** Answers that are there already. */
  known: number;
  /** Answers that are on their way in a batch. */
  inBatch: number;
  /** Answers that can be sent as a batch, and what that is likely to save; absent when none can. */
  batch?: { requests: number; savesUsd?: number };
  /** Questions to judges, about. Their price is known only when they are asked. */
  judgeRequests: number;
  /** US dollars for the answers, likely and at most; absent when some price is not known. */
  usd?: { likely: number; most?: number };
}

/** What a run would ask for, and what that costs, before anything is sent. */
export function estimateComparison(
  { variants, graders, cases, file }: OpenComparison,
  plan: CellPlan,
  results: Results,
  clock: Clock,
): ComparisonEstimate {
  const left = plan.items.filter(({ id, hash }) => isOpen(results.cells.get(id), hash));
  const open = notInBatch(left, results);
  const estimates = variants.map(({ name, model, provider }) => {
    const price: ModelPrice | undefined = priceFromTable(provider.connection.kind, model, clock);
    const expected = open.filter(item => item.key.variant === name).map(item => item.expected);
    return {
      variant: name,
      model,
      connection: provider.connection.name,
      estimate: estimatePlan(expected, price),
    };
  });
  const cells = cases.length * (file.repetitions ?? 1);
  const pairs = (variants.length * (variants.length - 1)) / 2;
  const judgeRequests = graders.reduce((sum, { grader }) => {
    if (grader.type === 'pairwise') return sum + judgesOf(grader).length * cells * pairs * 2;
    const judges = grader.type === 'judge' ? judgesOf(grader).length : modelParts(grader).length;
    return sum + judges * cells * variants.length;
  }, 0);
  const asked = estimates.filter(({ estimate }) => estimate.requests > 0);
  const likely = sumOf(asked.map(({ estimate }) => estimate.price?.likely));
  const most = sumOf(asked.map(({ estimate }) => estimate.price?.most));
  return {
    variants: estimates,
    known: plan.items.length - left.length,
    inBatch: left.length - open.length,
    ...batchEstimate(open),
    judgeRequests,
    ...(likely !== undefined && { usd: { likely, ...(most !== undefined && { most }) } }),
  };
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

function sumOf(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce((sum, one) => (sum === undefined || one === undefined ? undefined : sum + one), 0);
}
