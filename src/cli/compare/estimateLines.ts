import { type ComparisonEstimate, requestsOf } from '../../core/evaluate/compare/estimateComparison.ts';
import type { CapAnswer } from '../../core/ledger/cap.ts';
import { dollarsText } from '../../core/view/compare/dollarsText.ts';
import { estimateRows } from '../../core/view/compare/estimateRows.ts';

/** What a run will ask for and cost: a line for each variant and each judge, and the sum against the caps. */
export function estimateLines(estimate: ComparisonEstimate, month: CapAnswer | undefined): string[] {
  const { known, inBatch, batch } = estimate;
  const { rows, sums } = estimateRows(estimate, { month });
  const lines = rows.map(
    ({ what, model, requests, tokens, price }) =>
      `${what}: ${requests} requests to ${model}, ${tokens}, ${price}`,
  );
  if (known > 0) lines.push(`${known} answers are there already.`);
  if (inBatch > 0) lines.push(`${inBatch} answers are on their way in a batch.`);
  if (batch?.savesUsd) lines.push(`With --batch about ${dollarsText(batch.savesUsd)} less, within a day.`);
  return requestsOf(estimate) > 0 ? [...lines, ...sums] : lines;
}
