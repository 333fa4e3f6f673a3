import type { FileFormat } from '../../formats/fileFormat.ts';
import type { FindingTotals, FixSafety, Severity } from '../../lint/finding.ts';
import type { ShownExample, TextPlace } from './shownExample.ts';

/** Which examples the page lists. What is empty or absent leaves nothing out. */
export interface RowQuery {
  /** Words of the example's texts, in any case of letters. */
  text: string;
  /** Examples with such a finding, with any, or with none. */
  finding: Severity | 'any' | 'none' | '';
  /** Id of a rule. */
  rule: string;
  /** Who speaks in it, or what stands in it. */
  role: RowRole | '';
  /** Id of a format; `unknown` for examples of none. */
  format: string;
  /** Characters of the line, both included. */
  least?: number;
  most?: number;
}

export const ROW_ROLES = ['system', 'user', 'assistant', 'tool', 'call', 'image'] as const;

export type RowRole = (typeof ROW_ROLES)[number];

export const ALL_ROWS: RowQuery = { text: '', finding: '', rule: '', role: '', format: '' };

/** How far a search has come. */
export interface SearchProgress {
  found: number;
  /** 0 to 1. */
  share: number;
}

/** An example in the list. */
export interface DatasetRow {
  /** From 0, among all examples. */
  index: number;
  question: string;
  answer: string;
  /** Characters of the line. */
  units: number;
  findings: FindingTotals;
}

/** What is known of the whole file. */
export interface DatasetSummary {
  /** Examples so far, while they are still being counted. */
  count: number;
  format: FileFormat;
  totals: FindingTotals;
  /** The rules that found something, the worst first. */
  rules: { id: string; severity: Severity; count: number }[];
  /** The formats of the examples, the most frequent first; `unknown` for those of none. */
  formats: { id: string; title: string; count: number }[];
  /** Of so many examples, from the first on, findings, roles and formats are known. */
  checkedCount: number;
  /** Whether they are known of all, and what is to be said of the whole is known too. */
  checked: boolean;
}

/** What the page shows besides the examples. */
export interface DatasetState {
  /** Grows with each state. */
  sequence: number;
  name: string;
  summary: DatasetSummary;
  /** Titles of the targets by which it is judged. */
  targets: string[];
  isEditable: boolean;
  /** What somebody should know of this file; empty when nothing. */
  notice: string;
  /** What is still being done, with its share, 0 to 1; absent when all is done. */
  busy?: { what: 'reading' | 'checking'; share: number };
}

/** A finding as the page shows it. */
export interface ShownFinding {
  rule: string;
  severity: Severity;
  message: string;
  /** The turn that it is about; absent when it is about the example or the file. */
  turn?: number;
  fixes: { title: string; safety: FixSafety }[];
}

/** The chosen example. */
export interface DatasetExample {
  index: number;
  /** Zero-based line on which it begins. */
  line: number;
  units: number;
  shown: ShownExample;
  findings: ShownFinding[];
}

/** A text of an example that becomes another. */
export interface TextChange {
  place: TextPlace;
  /** What is there now, as whoever changes it saw it. */
  before: string;
  after: string;
}
