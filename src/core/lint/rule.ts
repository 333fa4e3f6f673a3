import type { FileFormat } from '../formats/fileFormat.ts';
import type { FormatId, Method } from '../formats/format.ts';
import type { Part, Path, Span } from '../jsonl/node.ts';
import type { Target } from '../targets/target.ts';
import type { PromptPattern } from '../template/pattern/promptPattern.ts';
import type { Range } from '../text/range.ts';
import type { DatasetFacts } from './datasetFacts.ts';
import type { Example } from './example.ts';
import type { FileRewrite, FixSafety, Severity } from './finding.ts';
import type { Suppression } from './suppressions.ts';

export type RuleLevel = Severity | 'off';

/** Severity by target id. A target that is absent takes that of the target it extends, and at last `default`. */
export type SeverityByTarget = Readonly<Record<string, RuleLevel>> & { readonly default: RuleLevel };

/** What a consumer would have answered, word for word where it is known. */
export interface ProviderSays {
  /** Who says it, as people call it: `OpenAI`, `Together`. */
  who: string;
  text: string;
  /** The only message of the rule that it goes with; all when absent. */
  messageId?: string;
}

/** A value that users may set for a rule, as a JSON Schema with its default. */
export interface RuleOption {
  type: 'number' | 'boolean' | 'string';
  default: number | boolean | string;
  description: string;
  minimum?: number;
  maximum?: number;
}

/**
 * A dataset that shows the rule at work; it is run as a test and printed in the documentation. Lines of `text` are
 * joined by the author with \n. Rules other than this one may speak too.
 */
export interface RuleExample {
  text: string;
  target?: string;
  format?: FormatId;
  method?: Method;
  /** Name of the file; `train.jsonl` when absent. */
  file?: string;
  /** Put before the text as bytes, for examples about encodings. */
  bytesBefore?: readonly number[];
  options?: Readonly<Record<string, number | boolean | string>>;
  /** The other file of the pair: the training file when `purpose` says that this one validates, else its validation file. */
  partner?: string;
  purpose?: 'validation';
  suppressions?: readonly Suppression[];
  /** What the template of the dataset renders; absent when it has none. */
  prompt?: PromptPattern;
  /** For a bad example: the message that must be reported; any of the rule's when absent. */
  messageId?: string;
}

/** What all rules have in common. Everything about a rule stands in its own file. */
export interface RuleFacts {
  /** `family/name`; the file is `rules/family/name.ts`. */
  id: string;
  /** One line for lists: what is checked. */
  summary: string;
  /** What the fault does to the job or the model, for the hover and the documentation. */
  why: string;
  says?: readonly ProviderSays[];
  severity: SeverityByTarget;
  /** The best fix that the rule may offer; absent when it offers none. */
  fixable?: FixSafety;
  /** Texts by message id; `{name}` is filled from the report's data. */
  messages: Readonly<Record<string, string>>;
  options?: Readonly<Record<string, RuleOption>>;
  examples: { bad: readonly RuleExample[]; good: readonly RuleExample[] };
}

/** An edit in one line. Offsets are UTF-16 units of the line. */
export interface LineEdit extends Span {
  newText: string;
}

/** Edits of the line that is looked at, `delete-line` to remove it with its line break, or a change of the file. */
export type ExampleFix =
  | { title: string; safety: FixSafety; edits: readonly LineEdit[] | 'delete-line' }
  | { title: string; safety: FixSafety; rewrite: FileRewrite };

export interface ExampleReport {
  messageId: string;
  data?: Readonly<Record<string, string | number>>;
  /** What to underline: a place in the parsed value, or a span of the line's text. The whole line when absent. */
  at?: Path | Span;
  part?: Part;
  /** Other places of the line that belong to it. */
  related?: readonly { at: Path | Span; part?: Part; message: string }[];
  /** Remedies. Where they take work, a function that is called only when the finding is shown. */
  fixes?: readonly ExampleFix[] | (() => readonly ExampleFix[]);
  /** Replaces the rule's severity, where FORMATS tells cases of one rule apart. Users' settings still win. */
  severity?: RuleLevel;
}

export interface ExampleContext {
  target: Target;
  method: Method | undefined;
  /** What the whole file is judged to be. */
  file: FileFormat;
  options: Readonly<Record<string, number | boolean | string>>;
  /** What the prompts should look like; absent when the dataset is linked to no template. */
  prompt: PromptPattern | undefined;
  report(report: ExampleReport): void;
}

/**
 * Looks at one line alone. It must not remember anything between calls: its findings are cached by line and made on
 * any thread.
 */
export interface ExampleRule extends RuleFacts {
  kind: 'example';
  /**
   * `bytes`: every line, also one whose bytes are no text. `line`: every line of text, also those that cannot be
   * parsed. `object`: parsed lines of the given formats.
   */
  needs: 'bytes' | 'line' | 'object';
  /** Formats that the rule speaks about; all that have a structure when absent. */
  formats?: readonly FormatId[];
  check(example: Example, context: ExampleContext): void;
  /** What the rule says of the file besides its lines. A rule with `needs: 'object'` is asked about datasets only. */
  checkFile?(facts: DatasetFacts, context: DatasetContext): void;
}

export interface DatasetReport {
  messageId: string;
  data?: Readonly<Record<string, string | number>>;
  /** Zero-based line to underline, whole, or an exact range. The first line when absent. */
  at?: number | Range;
  /** Other places; those of the other file of a pair say so. */
  related?: readonly { line: number; message: string; inPartner?: boolean }[];
  /** Remedies. Where they take work, a function that is called only when the finding is shown. */
  fixes?: readonly DatasetFix[] | (() => readonly DatasetFix[]);
  severity?: RuleLevel;
}

export type DatasetFix =
  | { title: string; safety: FixSafety; deleteLine: number }
  | {
      title: string;
      safety: FixSafety;
      edits: readonly { line: number; start: number; end: number; newText: string }[];
    }
  | { title: string; safety: FixSafety; rewrite: FileRewrite };

export interface DatasetContext {
  target: Target;
  method: Method | undefined;
  options: Readonly<Record<string, number | boolean | string>>;
  report(report: DatasetReport): void;
}

/** Looks at the whole file through its table of facts, after all lines. It runs again after every edit. */
export interface DatasetRule extends RuleFacts {
  kind: 'dataset';
  /** `file`: any JSONL file. `dataset`: only files that hold training data. */
  needs: 'file' | 'dataset';
  formats?: readonly FormatId[];
  check(facts: DatasetFacts, context: DatasetContext): void;
}

/**
 * Looks at two files together: a training file and its validation file. It runs for each of the two, and speaks of the
 * one that is linted.
 */
export interface PairRule extends RuleFacts {
  kind: 'pair';
  needs: 'dataset';
  formats?: readonly FormatId[];
  /** `facts.validation` tells which of the two is linted. */
  check(facts: DatasetFacts, partner: DatasetFacts, context: DatasetContext): void;
}

export type Rule = ExampleRule | DatasetRule | PairRule;

/** Declares a rule about single lines. */
export function exampleRule(rule: Omit<ExampleRule, 'kind'>): ExampleRule {
  return { kind: 'example', ...rule };
}

/** Declares a rule about the whole file. */
export function datasetRule(rule: Omit<DatasetRule, 'kind'>): DatasetRule {
  return { kind: 'dataset', ...rule };
}

/** Declares a rule about a training file and its validation file. */
export function pairRule(rule: Omit<PairRule, 'kind'>): PairRule {
  return { kind: 'pair', ...rule };
}

/** The family of a rule: the part of its id before the slash. */
export function familyOf(ruleId: string): string {
  return ruleId.slice(0, ruleId.indexOf('/'));
}
