import type { PlanProgress } from '../run/plan.ts';
import type { PlanEstimate } from '../run/planEstimate.ts';
import { count } from '../text/count.ts';
import { dollars } from './connectionRows.ts';

/** How far a run of many requests is, on one line. `now` is in milliseconds since 1970. */
export function progressLine(progress: PlanProgress, now: number): string {
  const { total, done, failed, running, spent, pauses } = progress;
  const longest = pauses.reduce((until, pause) => Math.max(until, pause.until), 0);
  const parts = [
    `${number(done)} of ${number(total)}`,
    failed > 0 && `${number(failed)} failed`,
    running > 0 && `${number(running)} running`,
    spent > 0 && price(spent),
    longest > now && `the server asks to wait ${Math.ceil((longest - now) / 1000)} s`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** What a run will need and cost, in one or two sentences. */
export function estimateText({ requests, promptTokens, likelyTokens, price: cost }: PlanEstimate): string {
  const what = `${count(requests, 'request')}, ${number(promptTokens)} tokens in and about ${number(likelyTokens)} out.`;
  if (!cost) return `${what} The price of this model is not known.`;
  if (cost.likely === 0) return `${what} It costs nothing.`;
  const most = cost.most === undefined ? '' : `, at most ${price(cost.most)}`;
  return `${what} Likely ${price(cost.likely)}, at least ${price(cost.low)}${most}.`;
}

/** An amount as exact as anybody needs it. */
function price(usd: number): string {
  return dollars(Number(usd.toPrecision(usd < 1 ? 2 : 3)));
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
