import { type ComparisonEstimate, requestsOf } from '../../evaluate/compare/estimateComparison.ts';
import type { CapAnswer } from '../../ledger/cap.ts';
import type { PlanEstimate } from '../../run/planEstimate.ts';
import { count } from '../../text/count.ts';
import { dollars } from '../connectionRows.ts';
import { unreadText } from '../spending.ts';

/** What a run asks for and costs, as it is told before anything is sent. */
export interface EstimateRows {
  /** One for each variant and each judge that is still to be asked; in a blind comparison one for all variants. */
  rows: { what: string; model: string; requests: number; tokens: string; price: string }[];
  /** In one sentence each: what it costs in all, and what it may cost. */
  sums: string[];
  /** True when it is more than may be spent, so that the run would stop on the way. */
  isOver: boolean;
}

/** `month` is how the price stands to the cap of the month; absent when nobody keeps one. */
export function estimateRows(
  estimate: ComparisonEstimate,
  { month, hidden = false }: { month?: CapAnswer | undefined; hidden?: boolean } = {},
): EstimateRows {
  const { variants, judges } = estimate;
  const asked = variants.filter(one => one.estimate.requests > 0);
  const rows = [
    ...asked.map(({ variant, model, connection, estimate: own }) => ({
      what: variant,
      model: `${model} · ${connection.name}`,
      ...numbers(own, model),
    })),
    ...judges.map(({ grader, model, connection, estimate: own }) => ({
      what: `judge ${grader}`,
      model: `${model} · ${connection.name}`,
      ...numbers(own, model),
    })),
  ];
  const caps = capTexts(estimate, month);
  return {
    rows: hidden ? [hiddenRow(asked.map(one => one.estimate)), ...rows.slice(asked.length)] : rows,
    sums: [priceText(estimate), ...caps.map(({ text }) => text)],
    isOver: caps.some(({ isOver }) => isOver),
  };
}

/** What a run costs in all, in a sentence. */
export function priceText({ usd, unpriced, variants, judges }: ComparisonEstimate): string {
  if (requestsOf({ variants, judges }) === 0) return 'Nothing is left to ask for.';
  if (!usd) {
    const known = [...variants, ...judges].reduce(
      (sum, { estimate }) => sum + (estimate.price?.likely ?? 0),
      0,
    );
    const least = known > 0 ? ` The others are likely to cost ${rounded(known)}.` : '';
    return `The price is unknown: no price is known for ${unpriced.join(', ')}.${least} Write it as "prices" into the connection, and it is counted.`;
  }
  if (usd.likely === 0) return 'It costs nothing.';
  const most = usd.most === undefined ? 'its answers have no limit' : `at most ${rounded(usd.most)}`;
  return `In all it is likely to cost ${rounded(usd.likely)}: at least ${rounded(usd.low)}, ${most}.`;
}

function numbers({ requests, promptTokens, likelyTokens, price }: PlanEstimate, model: string) {
  const tokens = `about ${whole(promptTokens)} in, ${whole(likelyTokens)} out`;
  return { requests, tokens, price: price ? rangeText(price) : `unknown: no price is known for ${model}` };
}

/** While names are hidden, numbers must not tell which variant is which either. */
function hiddenRow(all: readonly PlanEstimate[]) {
  const requests = all.reduce((sum, one) => sum + one.requests, 0);
  const tokens = all.reduce((sum, one) => sum + one.promptTokens, 0);
  return {
    ...{ what: 'answers', model: 'hidden', requests, tokens: `about ${whole(tokens)} in` },
    price: 'hidden',
  };
}

function rangeText({ low, likely, most }: NonNullable<PlanEstimate['price']>): string {
  if (likely === 0) return 'nothing';
  const range = most === undefined ? `from ${rounded(low)}` : `${rounded(low)} to ${rounded(most)}`;
  return `${rounded(likely)} (${range})`;
}

function capTexts({ usd, spent, maxCost }: ComparisonEstimate, month: CapAnswer | undefined) {
  const likely = usd?.likely;
  const texts: { text: string; isOver: boolean }[] = [];
  if (maxCost !== undefined) {
    const isOver = likely !== undefined && likely > 0 && spent + likely > maxCost;
    const had = spent > 0 ? `, of which ${rounded(spent)} is spent` : '';
    const stops = isOver ? ' It will stop before that.' : '';
    texts.push({ text: `The comparison may cost ${rounded(maxCost)} in all${had}.${stops}`, isOver });
  }
  if (month?.left !== undefined && month.cap !== undefined) {
    const isOver = month.verdict === 'over';
    const least = unreadText(month.unread);
    const over = isOver ? ', so that it cannot begin' : '';
    texts.push({
      text: `Of this month’s cap of ${rounded(month.cap)}, ${least ? 'at most ' : ''}${rounded(month.left)} is left${over}${least ? `: ${least}` : ''}.`,
      isOver,
    });
  }
  return texts;
}

/** How much is still to be asked, in a sentence; undefined when nothing is. */
export function askedText({ variants, judges, known }: ComparisonEstimate): string | undefined {
  const answers = requestsOf({ variants, judges: [] });
  const questions = requestsOf({ variants: [], judges });
  if (answers + questions === 0) return undefined;
  const parts = [
    answers > 0 && count(answers, 'answer'),
    questions > 0 && `${answers > 0 ? 'about ' : ''}${count(questions, 'question')} to judges`,
  ].filter(Boolean);
  const there = known > 0 && answers > 0 ? ` ${count(known, 'answer')} are there already.` : '';
  return `${parts.join(' and ')} to ask for.${there}`;
}

function whole(tokens: number): string {
  return `${tokens.toLocaleString('en')} tokens`;
}

function rounded(usd: number): string {
  return dollars(Number(usd.toPrecision(2)));
}
