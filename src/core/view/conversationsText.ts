import { count } from '../text/count.ts';
import type { UsersEstimate } from '../users/estimateConversations.ts';
import type { JudgedConversation } from '../users/conversationFiles.ts';
import { dollars } from './connectionRows.ts';

/** What conversations will need and cost in all, in a sentence or two. `verdicts` of the requests are a judge's. */
export function conversationsEstimateText(
  conversations: number,
  { requests, promptTokens, answerTokens, price }: UsersEstimate,
  verdicts: number,
): string {
  const number = (value: number) => value.toLocaleString('en-US');
  const cost =
    price === undefined
      ? 'The price is not known.'
      : price === 0
        ? 'It costs nothing.'
        : `Likely ${dollars(Number(price.toPrecision(2)))}.`;
  const judged = verdicts > 0 ? ` (${number(verdicts)} of them to judges)` : '';
  // The price first: what is longer than its row is cut.
  return `${cost} ${count(conversations, 'conversation')}, ${count(requests, 'request')}${judged}, about ${number(promptTokens)} tokens in and ${number(answerTokens)} out.`;
}

/** What the judges say of all conversations together; undefined when none was judged. */
export function verdictsText(all: readonly JudgedConversation[], unjudged: number): string | undefined {
  const verdicts = all.flatMap(({ verdict }) => verdict ?? []);
  const left = unjudged > 0 ? ` In ${count(unjudged, 'conversation')} every judge took part.` : '';
  if (verdicts.length === 0) return left === '' ? undefined : left.trim();
  const labels = new Map<string, number>();
  for (const { label } of verdicts) labels.set(label, (labels.get(label) ?? 0) + 1);
  const mean = verdicts.reduce((sum, { score }) => sum + score, 0) / verdicts.length;
  const parts = [...labels].map(([label, times]) => `${label} ${times}`).join(', ');
  return `${count(verdicts.length, 'verdict')}: ${parts}; ${Math.round(mean * 100)} % on average.${left}`;
}
