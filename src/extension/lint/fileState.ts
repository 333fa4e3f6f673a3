import type * as vscode from 'vscode';
import type { LintReport } from '../../core/lint/report.ts';
import type { ProblemData } from '../../core/util/problem.ts';

/** What is known of one dataset now. A new object takes its place when something changes. */
export interface FileState {
  readonly uri: vscode.Uri;
  /** The last report that holds; absent before the first one, and when there is none to be had. */
  readonly report?: LintReport | undefined;
  /** Version of the open document that the report speaks of; absent for a file that was read from disk. */
  readonly version?: number | undefined;
  /** A newer report is being made. */
  readonly busy: boolean;
  /** Why there is no report. */
  readonly problem?: ProblemData | undefined;
}
