import type { Case } from '../../evaluate/case.ts';
import {
  type ComparisonReport,
  doubtedGraders,
  gradersOf,
  insightLines,
  scoreOf,
  scoreText,
  warningsOf,
} from '../../evaluate/report/comparisonReport.ts';
import type { Cell } from '../../evaluate/results/cell.ts';
import type { Score } from '../../evaluate/results/score.ts';
import type { Scope } from '../../evaluate/verdict/verdict.ts';
import type { Chart } from '../chart/chart.ts';
import { chartTable } from '../chart/chartTable.ts';
import { drawChart, legendOf } from '../chart/drawChart.ts';
import { SERIES_STYLES } from '../chart/scene.ts';
import { sceneText } from '../chart/sceneText.ts';
import { dollars } from '../connectionRows.ts';
import { HTML_REPORT_STYLE } from './htmlReportStyle.ts';

/** Rows of answers in a report. More make a page that no browser likes; the numbers count all. */
const MOST_ROWS = 500;
/** UTF-16 units of an answer that are shown. */
const MOST_TEXT = 4000;

/**
 * The report as one page that needs nothing else: no script, no network, no fonts. Everything in it is text, whatever a
 * model has answered; the policy forbids the rest in case something was overlooked.
 */
export function htmlReport(
  report: ComparisonReport,
  {
    cases,
    cells,
    scores,
    charts,
    made,
  }: {
    cases: readonly Case[];
    cells: Iterable<Cell>;
    scores: readonly Score[];
    charts: readonly Chart[];
    made: string;
  },
): string {
  const scopes: Scope[] = report.seenCases > 0 ? ['unseen', 'all'] : ['all'];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(report.name)}</title><style>${HTML_REPORT_STYLE}</style></head><body><main>
<h1>${text(report.name)}</h1>
<p>${report.cases} cases${report.cases < report.totalCases ? ` of ${report.totalCases}` : ''}, ${report.variants.length} variants. ${text(made)}</p>
${list('warnings', 'What to know first', warningsOf(report))}
${scopes.map(scope => scoreSection(report, scope)).join('\n')}
${verdictList(report, scopes[0]!)}
${charts.map(chartSection).join('\n')}
${list('insights', 'The variants together', insightLines(report))}
${confusions(report)}
${answers(report, cases, cells, scores)}
</main></body></html>
`;
}

function verdictList({ verdicts }: ComparisonReport, shownScope: Scope): string {
  const items = verdicts
    .filter(({ scope }) => scope === shownScope)
    .map(({ text: said, trusted }) => `<li${trusted ? '' : ' class="doubtful"'}>${text(said)}</li>`);
  if (items.length === 0) return '';
  return `<section class="verdicts"><h2>What may be concluded</h2><ul>${items.join('')}</ul></section>`;
}

/** The drawing, and the same in numbers for those who do not see it. */
function chartSection(chart: Chart): string {
  const { scene } = drawChart(chart, { width: CHART_WIDTH, height: CHART_HEIGHT });
  const legend = legendOf(chart).map(
    (name, index) => `<li><b class="key${index % SERIES_STYLES}"></b>${text(name)}</li>`,
  );
  const { columns, rows } = chartTable(chart);
  const numbers = table(
    `${chart.title}: numbers`,
    columns.map(({ title }) => title),
    rows.map(row => row.map(value => cell(value === undefined ? '–' : shortNumber(value)))),
  );
  return `<section><h2>${text(chart.title)}</h2><figure><ul class="legend">${legend.join('')}</ul>${sceneText(scene, text)}<details><summary>As numbers</summary>${numbers}</details></figure></section>`;
}

const CHART_WIDTH = 900;
const CHART_HEIGHT = 320;

function shortNumber(value: string | number): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}

function scoreSection(report: ComparisonReport, scope: Scope): string {
  const graders = gradersOf(report);
  const doubted = doubtedGraders(report);
  const title = scope === 'unseen' ? 'Scores on unseen cases' : 'Scores';
  const rows = report.variants.map(({ variant, asked, answered, medianMs, usd }) => [
    `<th scope="row">${text(variant)}</th>`,
    cell(answered.length === 0 ? asked : answered.join(', ')),
    ...graders.map(({ grader }) => {
      const score = scoreOf(report, variant, grader, scope);
      if (!score) return cell('–');
      return `<td${doubted.has(grader) ? ' class="doubtful"' : ''}>${text(scoreText(score))}${score.kind === 'amount' ? '' : whisker(score)}</td>`;
    }),
    cell(medianMs === undefined ? '–' : `${medianMs} ms`),
    cell(usd === undefined ? '–' : dollars(Number(usd.toPrecision(3)))),
  ]);
  const heads = graders.map(({ grader }) => (doubted.has(grader) ? `${grader} (not trusted yet)` : grader));
  return table(title, ['Variant', 'Model', ...heads, 'Latency', 'Price'], rows);
}

/** A bar with its interval, from 0 to 1. */
function whisker({ value, low, high }: { value: number; low: number; high: number }): string {
  const at = (share: number) => (Math.min(1, Math.max(0, share)) * 100).toFixed(1);
  const [start, end] = [
    Number(at(Number.isFinite(low) ? low : 0)),
    Number(at(Number.isFinite(high) ? high : 1)),
  ];
  return `<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="bar" width="${at(value)}" y="1" height="6"/><rect class="range" x="${start}" width="${(end - start).toFixed(1)}" y="3.5" height="1"/></svg>`;
}

function confusions({ confusions: all }: ComparisonReport): string {
  return all
    .filter(({ confusion }) => confusion.labels.length > 1)
    .map(({ grader, variant, confusion }) => {
      const labels = confusion.labels.map(label => label ?? '(none)');
      const rows = confusion.counts.map((row, index) => [
        `<th scope="row">${text(labels[index]!)}</th>`,
        ...row.map(count => cell(String(count))),
      ]);
      return table(`${grader} of ${variant}: wanted (rows) and given (columns)`, ['Wanted', ...labels], rows);
    })
    .join('\n');
}

function answers(
  report: ComparisonReport,
  cases: readonly Case[],
  cells: Iterable<Cell>,
  scores: readonly Score[],
): string {
  const byCase = groupBy(cells, ({ case: id, variant }) => JSON.stringify([id, variant]));
  const scoresOf = groupBy(scores, ({ case: id, variant, repetition }) =>
    JSON.stringify([id, variant, repetition]),
  );
  const names = report.variants.map(({ variant }) => variant);
  const rows = cases.slice(0, MOST_ROWS).map(one => [
    `<th scope="row">${shown(one.title)}${one.reference === undefined ? '' : `<small>Wanted: ${shown(one.reference)}</small>`}</th>`,
    ...names.map(variant => {
      const all = byCase.get(JSON.stringify([one.id, variant])) ?? [];
      const parts = all.map(answer =>
        answerHtml(answer, scoresOf.get(JSON.stringify([one.id, variant, answer.repetition])) ?? []),
      );
      return `<td>${parts.join('<hr>')}</td>`;
    }),
  ]);
  const more =
    cases.length > MOST_ROWS ? `<p>${cases.length - MOST_ROWS} more cases are in the results file.</p>` : '';
  return `${table('Answers', ['Case', ...names], rows)}${more}`;
}

function answerHtml(
  { output, problem, truncated, wrongModel, answered }: Cell,
  scores: readonly Score[],
): string {
  const fault =
    problem?.message ??
    (truncated ? 'The answer was cut.' : wrongModel ? `${answered ?? ''} answered.` : undefined);
  const marks = scores.flatMap(({ grader, passed, value }) => {
    const said = passed === undefined ? value?.toFixed(2) : passed ? '✓' : '✗';
    return said === undefined
      ? []
      : [`<span class="${passed === false ? 'fails' : 'passes'}">${text(grader)} ${said}</span>`];
  });
  return `${fault === undefined ? '' : `<p class="fault">${text(fault)}</p>`}${answerText(output)}${marks.join(' ')}`;
}

/** A long answer scrolls, so that keys must reach it. */
function answerText(output: string): string {
  const isLong = output.length > 1500 || output.split('\n', 21).length > 20;
  const reach = isLong ? ' class="long" tabindex="0" role="region" aria-label="Answer"' : '';
  return `<pre${reach}>${shown(output)}</pre>`;
}

function list(name: string, title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<section class="${name}"><h2>${title}</h2><ul>${items.map(item => `<li>${text(item)}</li>`).join('')}</ul></section>`;
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = head.map(name => `<th scope="col">${text(name)}</th>`).join('');
  return `<section><h2>${text(title)}</h2><div class="scroll" tabindex="0" role="region" aria-label="${text(title)}"><table><thead><tr>${heads}</tr></thead><tbody>${rows.map(row => `<tr>${row.join('')}</tr>`).join('')}</tbody></table></div></section>`;
}

function cell(content: string): string {
  return `<td>${text(content)}</td>`;
}

function shown(content: string): string {
  return text(content.length > MOST_TEXT ? `${content.slice(0, MOST_TEXT)}…` : content);
}

/** Text and nothing else. Marks that turn the direction of writing, and control characters, are shown by their numbers. */
function text(content: string): string {
  return content
    .replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
    .replace(HIDDEN, sign => `<i>U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}</i>`);
}

const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
