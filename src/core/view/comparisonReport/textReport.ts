import {
  type ComparisonReport,
  gradersOf,
  insightLines,
  scoreOf,
  scoreText,
  warningsOf,
} from '../../evaluate/report/comparisonReport.ts';

/** The report for a terminal: lines without colour. Names are not made harmless here. */
export function textReport(report: ComparisonReport): string[] {
  const { cases, totalCases, variants, verdicts, seenCases } = report;
  const lines = [
    `${report.name}: ${cases} cases${cases < totalCases ? ` of ${totalCases}` : ''}, ${variants.length} variants`,
    '',
  ];
  const scope = seenCases > 0 ? 'unseen' : 'all';
  const width = Math.max(...variants.map(({ variant }) => variant.length));
  for (const { grader } of gradersOf(report)) {
    lines.push(scope === 'unseen' ? `${grader} (${cases - seenCases} unseen cases)` : grader);
    for (const { variant } of variants) {
      const score = scoreOf(report, variant, grader, scope);
      lines.push(`  ${variant.padEnd(width)}  ${score ? scoreText(score) : 'no score'}`);
    }
  }
  const told = verdicts.filter(verdict => verdict.scope === scope);
  if (told.length > 0) lines.push('', ...told.map(({ text }) => text));
  const insights = insightLines(report);
  if (insights.length > 0) lines.push('', ...insights);
  const warnings = warningsOf(report);
  if (warnings.length > 0) lines.push('', ...warnings.map(text => `! ${text}`));
  return lines;
}
