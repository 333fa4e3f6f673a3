import { formatTitle } from '../formats/registry.ts';
import { FORMAT_IDS, type FormatId } from '../formats/format.ts';
import { type Finding, SEVERITY_ORDER } from '../lint/finding.ts';
import { countFindings } from '../lint/report.ts';
import type { DatasetSummary } from '../view/dataset/datasetView.ts';
import type { BrowsedRows } from './browsedRows.ts';

type FoundRule = DatasetSummary['rules'][number];

/** What a list of findings comes to. */
export function summarize(findings: readonly Finding[]): Pick<DatasetSummary, 'totals' | 'rules'> {
  const rules = new Map<string, FoundRule>();
  for (const { rule: id, severity } of findings) {
    const known = rules.get(id);
    if (!known) rules.set(id, { id, severity, count: 1 });
    else {
      known.count += 1;
      if (SEVERITY_ORDER[severity] < SEVERITY_ORDER[known.severity]) known.severity = severity;
    }
  }
  return { totals: countFindings(findings), rules: [...rules.values()] };
}

/** The worst first, then those that found most. */
export function sortRules(rules: readonly FoundRule[]): FoundRule[] {
  return [...rules].sort(
    (a, b) =>
      SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || b.count - a.count || (a.id < b.id ? -1 : 1),
  );
}

/** The formats that rows show, the most frequent first. */
export function formatsOf(rows: BrowsedRows): DatasetSummary['formats'] {
  const counts = new Map<FormatId | undefined, number>();
  for (let row = 0; row < rows.count; row++) {
    const format = rows.formatOf(row);
    counts.set(format, (counts.get(format) ?? 0) + 1);
  }
  return [undefined, ...FORMAT_IDS]
    .flatMap(id => {
      const count = counts.get(id);
      const title = id === undefined ? 'No known format' : formatTitle(id);
      return count === undefined ? [] : [{ id: id ?? 'unknown', title, count }];
    })
    .sort((a, b) => b.count - a.count);
}
