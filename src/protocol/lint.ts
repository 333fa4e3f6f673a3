import type { FileRewrite } from '../core/lint/finding.ts';
import type { LintReport } from '../core/lint/report.ts';
import type { LintSettings } from '../core/lint/settings.ts';
import type { TextEdit } from '../core/text/edit.ts';

/** A document that an editor holds. */
export interface OpenDocument {
  /** Its identity for later requests: the URI as text. */
  uri: string;
  version: number;
  /** Name without folders. */
  name: string;
  /** A saved document is read from disk; an unsaved one brings its text. */
  source: { path: string } | { text: string; byteOrderMark: boolean };
  settings: LintSettings;
}

/** Edits in the order in which they were made; each counts positions in the text that the one before left. */
export interface DocumentChange {
  uri: string;
  version: number;
  edits: TextEdit[];
}

/** A report whose findings are cut to `limit`, worst first; the totals count all. */
export interface DocumentReport extends LintReport {
  version: number;
}

/** Which fixes to apply together. */
export interface FixSelection {
  /** Only this rule's fixes; all rules' when absent. */
  rule?: string;
  /** `safe` leaves out fixes that change what is learnt. */
  safety: 'safe' | 'any';
}

export interface PlannedFixes {
  version: number;
  edits: TextEdit[];
  rewrites: FileRewrite[];
  /** How many findings are mended. */
  applied: number;
}

/** Findings that an editor can show of one file; VS Code shows no more. */
export const EDITOR_LIMIT = 1000;

/** What the lint worker answers. */
export type LintContract = {
  requests: {
    open: { params: OpenDocument; result: DocumentReport };
    change: { params: DocumentChange; result: DocumentReport };
    configure: { params: { uri: string; settings: LintSettings }; result: DocumentReport };
    close: { params: { uri: string }; result: undefined };
    planFixes: { params: { uri: string; selection: FixSelection }; result: PlannedFixes };
    /** Lints a file that no editor holds, of any size. */
    lintFile: {
      params: { path: string; settings: LintSettings };
      result: LintReport;
      progress: { bytes: number; totalBytes: number };
    };
  };
  events: Record<string, never>;
};

/** The worker asks nothing of the editor. */
export type NoContract = { requests: Record<string, never>; events: Record<string, never> };
