import type { FileFormat } from '../formats/fileFormat.ts';
import type { FixSafety } from '../lint/finding.ts';
import type { LintSettings } from '../lint/settings.ts';

/** Something that can be done to a dataset before it is trained on. */
export interface Remedy {
  /** Stable; what `--accept` takes. That of a linter's fix is its rule's id, with `:unsafe` for an unsafe fix. */
  id: string;
  /** What it does, as an order: `Delete the comma`. */
  title: string;
  /** Why one would do it, and what it changes. */
  explanation: string;
  /** How many places or examples it concerns. */
  count: number;
  safety: FixSafety;
  /** Whether it is chosen unless the user says otherwise: safe ones are. */
  preselected: boolean;
}

/** What an analysis found. Plain data: it crosses threads. */
export interface PreparePlan {
  /** Name of the file, without folders. */
  name: string;
  /** Size of the file when it was analysed. */
  bytes: number;
  settings: LintSettings;
  format: FileFormat;
  /** Id of the target. */
  target: string;
  examples: number;
  /** In the order in which they are best read. */
  remedies: Remedy[];
  /** What no remedy helps against, one sentence each. */
  notes: string[];
  split: SplitAdvice;
}

export interface SplitAdvice {
  /** True when holding examples back would tell something: the answers fall into classes. */
  recommended: boolean;
  /** How many classes there are; absent when the answers are no classes. */
  classes?: number;
}

/** What the user wants. */
export interface PrepareChoice {
  /** Ids of remedies. */
  accept: readonly string[];
  /** Absent: everything goes into one file. */
  split?: SplitChoice;
}

export interface SplitChoice {
  /** Part of the examples that is trained on, above 0 and below 1; 0.8, or what the legacy tool took, when absent. */
  fraction?: number;
  /** The same seed gives the same split; 42 when absent. */
  seed?: number;
}

/** The file that a line is written to: the only one, or one of the two of a split. */
export type PreparedPart = 'all' | 'train' | 'validation';

/** What was done. */
export interface PrepareResult {
  /** False when what was written is the original, byte for byte. */
  changed: boolean;
  /** Lines that are not blank, as `PreparePlan.examples` counts them. */
  examplesWritten: Partial<Record<PreparedPart, number>>;
  /** The remedies that did something, in the order of the plan. */
  applied: { id: string; title: string; count: number }[];
  /** What to bear in mind when the file is used, one sentence each. */
  reminders: string[];
}

/** The ids of the remedies that are chosen unless the user says otherwise. */
export function preselectedIds(plan: PreparePlan): string[] {
  return plan.remedies.filter(remedy => remedy.preselected).map(remedy => remedy.id);
}
