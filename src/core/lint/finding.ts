import type { TextEdit } from '../text/edit.ts';
import { type Range, shiftRange } from '../text/range.ts';

/** `error`: the consumer refuses the file or the line. `warning`: accepted, training suffers. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** `safe` keeps the meaning; `unsafe` changes or deletes what is learnt, and is never applied without being asked for. */
export type FixSafety = 'safe' | 'unsafe';

/** A change of the whole file that edits cannot express: of its bytes, its line structure or its name. */
export type FileRewrite =
  | 'remove-byte-order-mark'
  | 'add-byte-order-mark'
  | 'to-utf8'
  | 'windows-1252-to-utf8'
  | 'to-json-lines'
  | 'rename-to-jsonl';

/** A remedy. Its title is what it does. Exactly one of `edits` and `rewrite` says how. */
export interface Fix {
  title: string;
  safety: FixSafety;
  /** Empty when `rewrite` is there. */
  edits: TextEdit[];
  rewrite?: FileRewrite;
}

/** Something that a rule found. A plain object that survives structured cloning and JSON. */
export interface Finding {
  /** Id of the rule, `family/name`. */
  rule: string;
  /** Which of the rule's messages this is; stable, unlike the wording. */
  messageId: string;
  message: string;
  severity: Severity;
  /** Id of the target for which this holds. */
  target: string;
  range: Range;
  /** With several targets, what each of them makes of it, in their order. */
  verdicts?: { target: string; severity: Severity | 'off' }[];
  /** Other places that belong to it. Those of another file name it by its path. */
  related: { range: Range; message: string; file?: string }[];
  fixes: Fix[];
}

/** How many findings there are, whatever a list of them may have been cut to. */
export interface FindingTotals {
  error: number;
  warning: number;
  info: number;
}

/** Lower sorts first. */
export const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The finding of a line, at the place of that line in the file. */
export function placed(finding: Finding, line: number): Finding {
  if (line === 0) return finding;
  return {
    ...finding,
    range: shiftRange(finding.range, line),
    related: finding.related.map(other =>
      other.file === undefined ? { ...other, range: shiftRange(other.range, line) } : other,
    ),
    fixes: finding.fixes.map(fix => ({
      ...fix,
      edits: fix.edits.map(edit => ({ ...edit, range: shiftRange(edit.range, line) })),
    })),
  };
}
