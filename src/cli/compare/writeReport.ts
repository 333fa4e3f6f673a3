import path from 'node:path';
import type { Judged } from '../../core/evaluate/compare/judgeComparison.ts';
import type { OpenComparison } from '../../core/evaluate/compare/openComparison.ts';
import type { ComparisonReport } from '../../core/evaluate/report/comparisonReport.ts';
import type { MissedCutoff } from '../../core/evaluate/report/cutoff.ts';
import type { Results } from '../../core/evaluate/results/readResults.ts';
import { compareCharts } from '../../core/view/compare/compareCharts.ts';
import { htmlReport } from '../../core/view/comparisonReport/htmlReport.ts';
import { junitReport } from '../../core/view/comparisonReport/junitReport.ts';
import { markdownReport } from '../../core/view/comparisonReport/markdownReport.ts';
import { textReport } from '../../core/view/comparisonReport/textReport.ts';
import { replaceFile } from '../../node/atomicWrite.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';

export type CompareOutput = 'text' | 'json' | 'junit' | 'markdown' | 'html';

export interface ReportParts {
  format: CompareOutput;
  report: ComparisonReport;
  comparison: OpenComparison;
  results: Results;
  judged: Judged;
  missed: readonly MissedCutoff[];
  cutoffs: number;
}

/** Writes the report to a file, or to standard output. */
export async function writeReport(parts: ReportParts, out: string | undefined, io: Io): Promise<void> {
  const text = reportText(parts);
  if (out === undefined) await io.stdout.write(text);
  else await replaceFile(path.resolve(io.cwd, out), [new TextEncoder().encode(text)]);
}

function reportText({ format, report, comparison, results, judged, missed, cutoffs }: ReportParts): string {
  const { cases } = comparison;
  const { scores, preferences } = judged;
  if (format === 'json')
    return `${JSON.stringify({ ...report, missed, details: { scores, preferences } }, null, 2)}\n`;
  if (format === 'junit') return junitReport(report, { scores, cases, missed, cutoffs });
  if (format === 'markdown') return markdownReport(report, missed);
  if (format === 'html') {
    const made = new Date(systemClock.now()).toISOString().slice(0, 10);
    const charts = compareCharts(judged);
    return htmlReport(report, { cases, cells: results.cells.values(), scores, charts, made });
  }
  return `${textReport(report)
    .map(line => neutral(line))
    .join('\n')}\n`;
}
