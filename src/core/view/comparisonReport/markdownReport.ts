import { escapeMarkdown } from '../../text/escapeMarkdown.ts';
import { dollars } from '../connectionRows.ts';
import {
  type ComparisonReport,
  doubtedGraders,
  gradersOf,
  insightLines,
  scoreOf,
  scoreText,
  warningsOf,
} from '../../evaluate/report/comparisonReport.ts';
import { type MissedCutoff, missedText } from '../../evaluate/report/cutoff.ts';

/** The report for a pull request. Names are hostile: they cannot break out of their cells. */
export function markdownReport(report: ComparisonReport, missed: readonly MissedCutoff[] = []): string {
  const { name, cases, totalCases, seenCases, verdicts } = report;
  const sample = cases < totalCases ? ` (a sample of ${totalCases})` : '';
  const parts = [
    `## ${escapeMarkdown(name)}`,
    `${cases} cases${sample}, ${report.variants.length} variants.`,
  ];
  parts.push(scoreTable(report, 'all'));
  if (seenCases > 0)
    parts.push(
      `On the ${cases - seenCases} cases that no variant was trained on:`,
      scoreTable(report, 'unseen'),
    );
  const told = verdicts.filter(({ scope }) => scope === (seenCases > 0 ? 'unseen' : 'all'));
  if (told.length > 0)
    parts.push(
      told
        .map(({ text, trusted }) => `- ${trusted ? '' : '_Not trusted yet:_ '}${escapeMarkdown(text)}`)
        .join('\n'),
    );
  const insights = insightLines(report);
  if (insights.length > 0) parts.push(insights.map(text => `- ${escapeMarkdown(text)}`).join('\n'));
  const warnings = warningsOf(report);
  if (warnings.length > 0) parts.push(warnings.map(text => `> ⚠ ${escapeMarkdown(text)}`).join('\n>\n'));
  for (const { grader, variant, confusion } of report.confusions) {
    if (confusion.labels.length < 2) continue;
    const labels = confusion.labels.map(label => escapeMarkdown(label ?? '(none)'));
    const rows = confusion.counts.map((row, index) => [`**${labels[index]}**`, ...row.map(String)]);
    parts.push(
      `${escapeMarkdown(grader)} of ${escapeMarkdown(variant)}: wanted (rows) and given (columns).`,
      table(['', ...labels], rows),
    );
  }
  if (missed.length > 0) parts.push(missed.map(one => `- ❌ ${escapeMarkdown(missedText(one))}`).join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function scoreTable(report: ComparisonReport, scope: 'all' | 'unseen'): string {
  const graders = gradersOf(report);
  const doubted = doubtedGraders(report);
  const rows = report.variants.map(({ variant, asked, medianMs, usd }) => [
    escapeMarkdown(variant),
    escapeMarkdown(asked),
    ...graders.map(({ grader }) => {
      const score = scoreOf(report, variant, grader, scope);
      if (!score) return '–';
      return doubted.has(grader) ? `_${scoreText(score)}_` : scoreText(score);
    }),
    medianMs === undefined ? '–' : `${medianMs} ms`,
    usd === undefined ? '–' : dollars(Number(usd.toPrecision(3))),
  ]);
  return table(
    [
      'Variant',
      'Model',
      ...graders.map(
        ({ grader }) => `${escapeMarkdown(grader)}${doubted.has(grader) ? ' (not trusted yet)' : ''}`,
      ),
      'Latency',
      'Price',
    ],
    rows,
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
