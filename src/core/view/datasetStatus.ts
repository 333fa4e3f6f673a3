import type { FormatId } from '../formats/format.ts';
import { formatTitle } from '../formats/registry.ts';
import type { Severity } from '../lint/finding.ts';
import type { LintReport } from '../lint/report.ts';
import { daysBetween } from '../targets/models/modelInfo.ts';
import { count } from '../text/count.ts';

/** How a dataset stands, in two short lines. */
export interface DatasetStatus {
  text: string;
  detail: string;
  /** The worst that was found. */
  severity: Severity;
}

export function datasetStatus(report: LintReport, today?: string): DatasetStatus {
  const { error, warning } = report.totals;
  const severity = error > 0 ? 'error' : warning > 0 ? 'warning' : 'info';
  if (report.format === 'none') {
    const found = error + warning > 0 ? `${faults(report)}. ` : '';
    return { text: 'Not training data', detail: `${found}If it is, choose a format`, severity };
  }
  return {
    text: `${formatName(report)} for ${report.targets.map(({ title }) => title).join(', ')}`,
    detail: `${count(report.examples, 'example')}, ${faults(report)}${unshown(report)}${targetNotes(report, today)}`,
    severity,
  };
}

/** Days after which what is known of a target may no longer be so. */
const OLD_DAYS = 90;

/** What is to be known of the targets themselves: that their data is old, or that they take no jobs any more. */
function targetNotes({ targets }: Pick<LintReport, 'targets'>, today: string | undefined): string {
  if (today === undefined) return '';
  return targets
    .map(({ title, updated, closed }) => {
      const days = daysBetween(updated, today);
      const old = days > OLD_DAYS ? `; what is known of ${title} is ${days} days old` : '';
      const ended = closed && closed.on <= today ? `; ${title} ended on ${closed.on}` : '';
      return old + ended;
    })
    .join('');
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
