import type { FileFormat } from '../formats/fileFormat.ts';
import { compareRanges } from '../text/range.ts';
import { type Finding, type FindingTotals, SEVERITY_ORDER } from './finding.ts';

/** A target as reports name it. */
export interface ReportTarget {
  id: string;
  title: string;
  /** The day when its data was checked against its sources, YYYY-MM-DD. */
  updated: string;
  closed?: { on: string; note: string };
}

/** The result of looking at one whole file. */
export interface LintReport {
  format: FileFormat;
  /** Id of the target by which it was judged; of several, the first. */
  target: string;
  /** All targets by which it was judged. */
  targets: ReportTarget[];
  /** Lines that are not blank. */
  examples: number;
  totals: FindingTotals;
  /** In the order of the text; perhaps cut to a limit, worst first, while the totals are exact. */
  findings: Finding[];
}

export function countFindings(findings: Iterable<Finding>): FindingTotals {
  const totals: FindingTotals = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) totals[finding.severity] += 1;
  return totals;
}

/** Sorts by place, then by rule, so that every run and every host lists the same. */
export function sortFindings(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => compareRanges(a.range, b.range) || compareText(a.rule, b.rule));
}

/** The `limit` worst findings in the order of the text. */
export function worstFindings(findings: readonly Finding[], limit: number): Finding[] {
  if (findings.length <= limit) return [...findings];
  const worst = [...findings].sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity]);
  return sortFindings(worst.slice(0, limit));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
