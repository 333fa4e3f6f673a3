import * as vscode from 'vscode';
import type { Judged } from '../../core/evaluate/compare/judgeComparison.ts';
import type { OpenComparison } from '../../core/evaluate/compare/openComparison.ts';
import { comparisonReport } from '../../core/evaluate/report/comparisonReport.ts';
import type { Cell } from '../../core/evaluate/results/cell.ts';
import { Problem } from '../../core/util/problem.ts';
import { htmlReport } from '../../core/view/comparisonReport/htmlReport.ts';
import { markdownReport } from '../../core/view/comparisonReport/markdownReport.ts';
import { compareCharts } from '../../core/view/compare/compareCharts.ts';
import { cellTable } from '../../core/view/compare/cellTable.ts';
import type { ReportForm } from '../../protocol/compare.ts';
import type { CompareSession } from './compareSession.ts';

const FILTERS: Readonly<Record<ReportForm, Record<string, string[]>>> = {
  html: { 'HTML page': ['html'] },
  markdown: { Markdown: ['md'] },
  json: { JSON: ['json'] },
  csv: { Tables: ['csv'] },
};

/** Asks where to and writes a report of what is there now. False when the user gave up. */
export async function saveReport(session: CompareSession, form: ReportForm, today: string): Promise<boolean> {
  await session.settled();
  const { comparison, judged, results, uri } = session;
  if (!comparison || !judged) throw nothingYet();
  const [ending] = Object.values(FILTERS[form])[0]!;
  const name = uri.path.replace(/^.*\//, '').replace(/(\.compare)?\.jsonc?$/i, '');
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(uri, '..', `${name}.${ending}`),
    filters: FILTERS[form],
    saveLabel: 'Save',
  });
  if (!target) return false;
  const text = reportText(form, comparison, judged, [...results.cells.values()], today);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  return true;
}

function reportText(
  form: ReportForm,
  comparison: OpenComparison,
  judged: Judged,
  cells: readonly Cell[],
  made: string,
): string {
  const { scores, preferences } = judged;
  if (form === 'csv') return cellTable(comparison.cases, cells, scores);
  const report = comparisonReport(comparison, judged);
  if (form === 'markdown') return markdownReport(report, []);
  if (form === 'html') {
    const charts = compareCharts(judged);
    return htmlReport(report, { cases: comparison.cases, cells, scores, charts, made });
  }
  return `${JSON.stringify({ ...report, details: { scores, preferences } }, null, 2)}\n`;
}

function nothingYet(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'There is nothing to report yet.',
    remedy: 'Run the comparison first.',
  });
}
