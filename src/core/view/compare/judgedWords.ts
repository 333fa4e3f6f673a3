import type { Judged, VariantFacts } from '../../evaluate/compare/judgeComparison.ts';
import { FEWEST_THUMBS, type JudgeTrust } from '../../evaluate/verdict/judgeTrust.ts';
import { agreementText, driftText, voteText } from '../../evaluate/insight/insightText.ts';
import type { PromptDrift } from '../../evaluate/insight/promptDrift.ts';
import { count } from '../../text/count.ts';
import { dollars } from '../connectionRows.ts';
import type { GridConfusion, GridFact, GridFacts } from './compareView.ts';

/** The sums of each column, and what is wrong with it. */
export function factsInWords({ variants, variantScores, insights, trust }: Judged): GridFacts[] {
  const doubted = new Set(trust.filter(({ trusted }) => !trusted).map(({ grader }) => grader));
  const factOf = (score: Judged['variantScores'][number], label: string): GridFact => ({
    ...{ label, text: scoreText(score) },
    ...(doubted.has(score.grader) && { doubtful: true }),
  });
  return variants.map(facts => {
    const scores = variantScores.filter(({ variant, scope }) => variant === facts.variant && scope === 'all');
    const unseen = variantScores.filter(
      ({ variant, scope }) => variant === facts.variant && scope === 'unseen',
    );
    const cells: GridFact[] = [
      ...scores.map(score => factOf(score, score.grader)),
      ...unseen.map(score => factOf(score, `${score.grader}, unseen cases`)),
      { label: 'answers', text: facts.answers.toLocaleString('en-US') },
      ...(facts.medianMs === undefined ? [] : [{ label: 'median time', text: `${facts.medianMs} ms` }]),
      ...(facts.completionTokens === undefined
        ? []
        : [
            {
              label: 'tokens',
              text: `${(facts.promptTokens ?? 0).toLocaleString('en-US')} in, ${facts.completionTokens.toLocaleString('en-US')} out`,
            },
          ]),
      ...(facts.usd === undefined
        ? []
        : [{ label: 'price', text: dollars(Number(facts.usd.toPrecision(3))) }]),
    ];
    const drift = insights.drift.filter(({ variant }) => variant === facts.variant);
    const warning = warningOf(facts, drift);
    return { title: facts.variant, cells, ...(warning !== undefined && { warning }) };
  });
}

function scoreText({ kind, value, low, high, cases }: Judged['variantScores'][number]): string {
  const shown = (number: number) =>
    kind === 'amount'
      ? String(Number(number.toPrecision(3)))
      : `${Number((number * 100).toFixed(1))}${kind === 'rate' ? ' %' : ''}`;
  const ends = [low, high].every(Number.isFinite) ? `${shown(low)} to ${shown(high)}; ` : '';
  return `${shown(value)} (${ends}${count(cases, 'case')})`;
}

/** Another model that answers makes every number about the wrong thing, so it is said loudest. */
function warningOf(
  { asked, answered, wrongModel, cut, failed, seen }: VariantFacts,
  drift: readonly PromptDrift[],
): string | undefined {
  const parts = [
    wrongModel > 0 &&
      `${count(wrongModel, 'answer')} came from ${answered.filter(one => one !== asked).join(', ') || 'another model'} instead of ${asked} and count for nothing.`,
    failed > 0 && `${count(failed, 'request')} failed.`,
    cut > 0 && `${count(cut, 'answer')} were cut.`,
    ...drift.map(driftText),
    seen > 0 && `${count(seen, 'case')} stand in its training file.`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : undefined;
}

/** Whether a vote helps, and who says the same as whom. */
export function togetherInWords({ insights: { vote, agreement } }: Judged): string[] {
  return [...(vote ? [voteText(vote)] : []), ...agreement.map(agreementText)];
}

/** Whether a judge may be believed. */
export function trustInWords({ grader, kappa, observed, pairs, trusted }: JudgeTrust): string {
  if (pairs < FEWEST_THUMBS) {
    return `${grader}: judge ${count(FEWEST_THUMBS - pairs, 'more answer')} yourself, so that its word can be compared with yours.`;
  }
  if (kappa === undefined) {
    return `${grader} and you have judged ${count(pairs, 'answer')} alike, all in the same way, which tells nothing: judge some that are good and some that are bad.`;
  }
  const shown = kappa.toFixed(2);
  const verdict = trusted ? 'its numbers count' : 'too little for its numbers to count';
  const agreed = Math.round(observed * pairs);
  return `${grader} agrees with you on ${agreed} of ${count(pairs, 'judgement')} (Cohen’s kappa ${shown}): ${verdict}.`;
}

/** Confusion tables as the page draws them. */
export function confusionTables({ confusions }: Judged): GridConfusion[] {
  const share = (value: number | undefined) => (value === undefined ? '–' : `${Math.round(value * 100)} %`);
  return confusions
    .filter(({ confusion }) => confusion.labels.length > 0)
    .map(({ grader, variant, confusion }) => ({
      title: `${variant} by ${grader}`,
      labels: confusion.labels.map(label => label ?? '(none)'),
      counts: confusion.counts,
      accuracy: confusion.accuracy,
      classes: confusion.classes.map(({ label, precision, recall, f1 }) => ({
        label,
        precision: share(precision),
        recall: share(recall),
        f1: share(f1),
      })),
    }));
}
