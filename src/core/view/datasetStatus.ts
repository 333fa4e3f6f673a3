import type { FormatId } from '../formats/format.ts';
import { formatTitle } from '../formats/registry.ts';
import type { Severity } from '../lint/finding.ts';
import type { LintReport } from '../lint/report.ts';
import { count } from '../text/count.ts';

/** How a dataset stands, in two short lines. */
export interface DatasetStatus {
  text: string;
  detail: string;
  /** The worst that was found. */
  severity: Severity;
}

export function datasetStatus(report: LintReport): DatasetStatus {
  const { error, warning } = report.totals;
  const severity = error > 0 ? 'error' : warning > 0 ? 'warning' : 'info';
  if (report.format === 'none') {
    const found = error + warning > 0 ? `${faults(report)}. ` : '';
    return { text: 'Not training data', detail: `${found}If it is, choose a format`, severity };
  }
  return {
    text: `${formatName(report)} for ${report.targets.map(({ title }) => title).join(', ')}`,
    detail: `${count(report.examples, 'example')}, ${faults(report)}${unshown(report)}`,
    severity,
  };
}

/** The format as people call it. */
export function formatName({ format }: Pick<LintReport, 'format'>): string {
  if (format === 'none') return 'Not training data';
  return format === 'unknown' ? 'Unknown format' : formatTitle(format satisfies FormatId);
}

function faults({ totals }: LintReport): string {
  return `${count(totals.error, 'error')}, ${count(totals.warning, 'warning')}`;
}

/** A list that was cut is said to be. */
function unshown({ totals, findings }: LintReport): string {
  const all = totals.error + totals.warning + totals.info;
  return findings.length < all ? `; the worst ${findings.length.toLocaleString('en-US')} are shown` : '';
}
