import type { VariantAgreement } from './agreement.ts';
import type { Oddity } from './oddities.ts';
import type { PromptDrift } from './promptDrift.ts';
import type { EnsembleVote } from './vote.ts';

/** What is known of variants together, in words. */
export interface Insights {
  agreement: VariantAgreement[];
  /** Absent where there is nothing to vote on. */
  vote?: EnsembleVote;
  oddities: Oddity[];
  drift: PromptDrift[];
}

export const NO_INSIGHTS: Insights = { agreement: [], oddities: [], drift: [] };

export function voteText({ voters, value, low, high, cases, ties, best, bestValue }: EnsembleVote): string {
  const tied = ties === 0 ? '' : ` In ${ties} there is a tie, which counts as wrong.`;
  const compared =
    value > bestValue
      ? `more than the best of them alone, ${best} (${percent(bestValue)})`
      : value === bestValue
        ? `as much as the best of them alone, ${best}`
        : `less than the best of them alone, ${best} (${percent(bestValue)})`;
  return `A vote of all ${voters.length} variants is right in ${percent(value)} of ${cases} cases (${percent(low)} to ${percent(high)}): ${compared}.${tied}`;
}

export function agreementText({ left, right, same, cases, kappa }: VariantAgreement): string {
  const told = kappa === undefined ? '' : ` (Cohen’s kappa ${kappa.toFixed(2)})`;
  return `${left} and ${right} say the same in ${percent(same)} of ${cases} cases${told}.`;
}

export function oddityText({ variant, kind, word, count, answers, elsewhere, training }: Oddity): string {
  const does = kind === 'opening' ? 'begins' : 'says';
  const what =
    kind === 'opening'
      ? `${count} of ${answers} answers with “${word}”`
      : `“${word}” in ${count} of ${answers} answers`;
  const others = elsewhere.map(one => `${one.variant} in ${one.count} of ${one.answers}`);
  const learnt =
    training === undefined || training.answers === 0
      ? ''
      : training.count === 0
        ? ' Its training file never does.'
        : ` In its training file ${training.count} of ${training.answers} answers do.`;
  return `${variant} ${does} ${what}${others.length > 0 ? `; ${others.join(', ')}` : ''}.${learnt}`;
}

export function driftText({ variant, kind, trained, sent }: PromptDrift): string {
  if (kind === 'turns')
    return `${variant} is asked with ${sent} messages, and was trained with ${trained} at most. Ask with the template that made its training file.`;
  if (kind === 'frame')
    return `${variant} was trained on questions with ${quoted(trained)} around them, and is asked ${quoted(sent)}.`;
  if (sent === '')
    return `${variant} was trained with a system message that it is not given here: ${quoted(trained)}. Its scores say little of it.`;
  if (trained === '')
    return `${variant} was trained without a system message and is given one here: ${quoted(sent)}.`;
  return `${variant} was trained with another system message, ${quoted(trained)}, than it is given here: ${quoted(sent)}.`;
}

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > 80 ? `${line.slice(0, 79)}…` : line}”`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
