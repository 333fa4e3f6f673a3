import type { Finding, FindingTotals } from '../../core/lint/finding.ts';
import type { LintReport } from '../../core/lint/report.ts';

/** A finding and the line on which it begins; undefined when the formatter needs no lines or it is no text. */
export interface LocatedFinding {
  finding: Finding;
  line: string | undefined;
}

/** What is to be shown of one file. */
export interface FileResult {
  /** Path as the user wrote it; `-` for standard input. */
  file: string;
  /** The whole report; its totals count what is not shown too. */
  report: LintReport;
  /** The findings to be shown, in the order of the text. */
  findings: AsyncIterable<LocatedFinding>;
}

/** What is to be said at the end. */
export interface RunSummary {
  /** Files that were linted. */
  files: number;
  /** Those among them with findings. */
  filesWithFindings: number;
  /** Files and folders that could not be linted. */
  failedFiles: number;
  examples: number;
  totals: FindingTotals;
  /** Findings that `--fix` would mend. */
  fixable: number;
  /** Findings with a remedy that changes what is learnt. */
  fixableUnsafely: number;
  /** Findings that were not shown because of `--max-findings`. */
  hidden: number;
}

/** How findings are printed. It is told about file after file, so that nothing must be kept. */
export interface Formatter {
  /** Whether `findings` must come with their lines, which costs a second look at the file. */
  needsLines: boolean;
  begin(): string;
  file(result: FileResult): AsyncIterable<string>;
  end(summary: RunSummary): string;
}
