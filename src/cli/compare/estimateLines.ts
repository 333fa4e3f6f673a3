import type { ComparisonEstimate } from '../../core/evaluate/compare/estimateComparison.ts';
import { dollars } from '../../core/view/connectionRows.ts';

/** What a run will ask for and cost, a line for each variant. */
export function estimateLines({
  variants,
  known,
  inBatch,
  batch,
  judgeRequests,
  usd,
}: ComparisonEstimate): string[] {
  const lines = variants
    .filter(({ estimate }) => estimate.requests > 0)
    .map(({ variant, model, connection, estimate }) => {
      const tokens = `about ${estimate.promptTokens} tokens in`;
      const price = estimate.price ? `, about ${shown(estimate.price.likely)}` : '';
      return `${variant}: ${estimate.requests} requests to ${model} of ${connection}, ${tokens}${price}`;
    });
  if (known > 0) lines.push(`${known} answers are there already.`);
  if (inBatch > 0) lines.push(`${inBatch} answers are on their way in a batch.`);
  if (batch?.savesUsd) lines.push(`With --batch about ${shown(batch.savesUsd)} less, within a day.`);
  if (judgeRequests > 0) lines.push(`Up to ${judgeRequests} questions to judges.`);
  if (lines.length > 0 && variants.some(({ estimate }) => estimate.requests > 0)) {
    const most = usd?.most === undefined ? '' : `, ${shown(usd.most)} at most`;
    lines.push(usd ? `In all about ${shown(usd.likely)}${most}.` : 'The price of some model is not known.');
  }
  return lines;
}

function shown(usd: number): string {
  return dollars(Number(usd.toPrecision(2)));
}
