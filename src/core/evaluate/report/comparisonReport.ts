import type { Judged, VariantFacts } from '../compare/judgeComparison.ts';
import type { OpenComparison } from '../compare/openComparison.ts';
import type { Confusion } from '../graders/confusion.ts';
import { agreementText, driftText, type Insights, oddityText, voteText } from '../insight/insightText.ts';
import type { JudgeTrust } from '../verdict/judgeTrust.ts';
import type { Scope, VariantScore, Verdict } from '../verdict/verdict.ts';

/** What a comparison found, as plain data: for files, pages and pull requests. */
export interface ComparisonReport {
  name: string;
  /** Relative to the workspace folder. */
  path: string;
  cases: number;
  /** How many there were before a sample was drawn. */
  totalCases: number;
  /** Cases that stand in some variant's training file. */
  seenCases: number;
  repetitions: number;
  variants: VariantFacts[];
  scores: VariantScore[];
  verdicts: Verdict[];
  trust: JudgeTrust[];
  confusions: { grader: string; variant: string; confusion: Confusion }[];
  /** Answers and passes that are not the same each time. */
  flaky: { answers: number; passes: number };
  /** Agreement, a vote, habits, and prompts that are not those of training. */
  insights: Insights;
  /** What could not be read. */
  faults: string[];
}

export function comparisonReport(
  {
    file,
    path,
    cases,
    totalCases,
    faults,
  }: Pick<OpenComparison, 'file' | 'path' | 'cases' | 'totalCases' | 'faults'>,
  judged: Judged,
): ComparisonReport {
  const { variants, variantScores, verdicts, trust, confusions, flaky, seen, insights } = judged;
  return {
    name: file.name ?? path.replace(/^.*\//, '').replace(/(\.compare)?\.jsonc?$/i, ''),
    path,
    cases: cases.length,
    totalCases,
    seenCases: seen.size,
    repetitions: file.repetitions ?? 1,
    variants,
    scores: variantScores,
    verdicts,
    trust,
    confusions,
    flaky: { answers: flaky.answers.size, passes: flaky.passes.size },
    insights,
    faults,
  };
}

/** The graders of a report in their order, with how their numbers are told. */
export function gradersOf({
  scores,
}: Pick<ComparisonReport, 'scores'>): { grader: string; kind: VariantScore['kind'] }[] {
  const kinds = new Map(scores.map(({ grader, kind }) => [grader, kind]));
  return [...kinds].map(([grader, kind]) => ({ grader, kind }));
}

export function scoreOf(
  { scores }: Pick<ComparisonReport, 'scores'>,
  variant: string,
  grader: string,
  scope: Scope = 'all',
): VariantScore | undefined {
  return scores.find(one => one.variant === variant && one.grader === grader && one.scope === scope);
}

/** Graders whose numbers count for little: judges that are not known to agree with the person. */
export function doubtedGraders({ trust }: Pick<ComparisonReport, 'trust'>): ReadonlySet<string> {
  return new Set(trust.filter(({ trusted }) => !trusted).map(({ grader }) => grader));
}

/** A score as people read it, with its interval. */
export function scoreText({
  kind,
  value,
  low,
  high,
}: Pick<VariantScore, 'kind' | 'value' | 'low' | 'high'>): string {
  const shown = (number: number) => (kind === 'rate' ? `${round(number * 100)} %` : String(round(number)));
  const interval = [low, high].every(Number.isFinite) ? ` (${shown(low)} to ${shown(high)})` : '';
  return `${shown(value)}${interval}`;
}

/** What is worth knowing of the variants together, one sentence each. */
export function insightLines({ insights: { agreement, vote, oddities } }: ComparisonReport): string[] {
  const shown = agreement.length <= MOST_PAIRS ? agreement : [];
  return [...(vote ? [voteText(vote)] : []), ...shown.map(agreementText), ...oddities.map(oddityText)];
}

/** More pairs are read as a table or not at all. */
const MOST_PAIRS = 15;

/** What must be known before the numbers are believed, one sentence each. */
export function warningsOf(report: ComparisonReport): string[] {
  const { variants, trust, seenCases, flaky, faults } = report;
  const warnings: string[] = [...faults];
  for (const { variant, asked, answered, wrongModel, cut, failed } of variants) {
    if (wrongModel > 0) {
      const others = answered.filter(model => model !== asked).join(', ');
      warnings.push(
        `${variant}: ${wrongModel} answers came from another model than ${asked}: ${others}. They have no score.`,
      );
    }
    if (cut > 0) warnings.push(`${variant}: ${cut} answers were cut. They have no score.`);
    if (failed > 0) warnings.push(`${variant}: ${failed} requests failed.`);
  }
  for (const drift of report.insights.drift) warnings.push(driftText(drift));
  for (const { variant, seen } of variants) {
    if (seen > 0) warnings.push(`${variant} was trained on ${seen} of the ${report.cases} cases.`);
  }
  if (seenCases > 0) warnings.push('Scores on unseen cases alone are the honest ones.');
  for (const { grader, trusted, kappa, pairs } of trust) {
    if (trusted) continue;
    const why = kappa === undefined ? `${pairs} answers have both` : `kappa ${round(kappa)} over ${pairs}`;
    warnings.push(`${grader} is a judge that is not known to agree with you (${why}).`);
  }
  if (flaky.passes > 0) warnings.push(`${flaky.passes} cells pass at one time and not at another.`);
  return warnings;
}

function round(value: number): number {
  return Math.abs(value) >= 10 ? Number(value.toFixed(1)) : Number(value.toPrecision(3));
}
