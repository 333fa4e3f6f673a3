import {
  type FileFormat,
  majorityFormat,
  SAMPLE_EXAMPLES,
  SAMPLE_UNITS,
  type Vote,
} from '../formats/fileFormat.ts';
import { canonicalText } from '../jsonl/canonical.ts';
import type { Target } from '../targets/target.ts';
import { defaultTarget, targetOf } from '../targets/registry.ts';
import type { MarkedEncoding } from '../text/decode.ts';
import { shiftRange } from '../text/range.ts';
import { checkDataset } from './datasetChecker.ts';
import type { FileFacts } from './datasetFacts.ts';
import { FactsTable } from './facts.ts';
import type { Finding } from './finding.ts';
import { findLayout, type Layout, layoutFormat, MAX_LAYOUT_UNITS, mayBeginLayout } from './layout.ts';
import { LineChecker, type LineText, type LineVerdict } from './lineChecker.ts';
import { countFindings, type LintReport, sortFindings } from './report.ts';
import type { LintSettings } from './settings.ts';

/** What a document is besides its lines. */
export interface DocumentFacts {
  name: string;
  mark?: MarkedEncoding | undefined;
  unmarkedUtf16?: boolean | undefined;
  /** Size on disk; the size of the text as UTF-8 when absent. */
  bytes?: number | undefined;
}

/** Lines `from` to `from + remove` are replaced by `insert`. */
export interface LineSplice {
  from: number;
  remove: number;
  insert: readonly LineText[];
}

/**
 * A dataset held in memory while it is edited. Verdicts are kept line by line, so that an edit costs the lines it
 * touches and one pass over the table of facts. Lines are as an editor counts them: a text that ends in a line break
 * has a last, empty line, which is no example and no blank line either.
 */
export class DocumentLinter {
  #lines: LineText[];
  #verdicts: (LineVerdict | undefined)[];
  #settings: LintSettings;
  #facts: DocumentFacts;
  #target: Target;
  #format: FileFormat = 'none';
  #checker: LineChecker;
  #layout: Layout | undefined;

  constructor(lines: readonly LineText[], facts: DocumentFacts, settings: LintSettings) {
    this.#lines = [...lines];
    this.#verdicts = new Array(lines.length).fill(undefined);
    this.#settings = settings;
    this.#facts = facts;
    this.#target = targetOf(settings.target) ?? defaultTarget();
    this.#checker = new LineChecker(settings, this.#target, this.#format);
    this.#judge();
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  get format(): FileFormat {
    return this.#format;
  }

  line(number: number): string {
    return this.#lines[number]?.text ?? '';
  }

  text(): string {
    return this.#lines.map(line => line.text).join('\n');
  }

  /** Replaces lines. Only these, and those whose judgement hangs on the file's format, are checked again. */
  splice({ from, remove, insert }: LineSplice): void {
    this.#lines.splice(from, remove, ...insert);
    this.#verdicts.splice(from, remove, ...new Array<undefined>(insert.length).fill(undefined));
    this.#judge();
  }

  configure(settings: LintSettings): void {
    this.#settings = settings;
    this.#target = targetOf(settings.target) ?? defaultTarget();
    this.#verdicts.fill(undefined);
    this.#checker = new LineChecker(settings, this.#target, this.#format);
    this.#judge();
  }

  describe(facts: DocumentFacts): void {
    this.#facts = facts;
  }

  /** Everything that is to be said of the document now. */
  report(): LintReport {
    const table = new FactsTable();
    const findings: Finding[] = [];
    let examples = 0;
    const unread = isUnread(this.#facts);
    for (let line = 0; line < this.#lines.length; line++) {
      if (unread || this.#isEnd(line)) break;
      const verdict = this.#verdict(line);
      table.push(verdict.facts);
      if (verdict.facts.kind !== 'blank') examples += 1;
      if (!this.#layout) for (const finding of verdict.findings) findings.push(placed(finding, line));
    }
    if (this.#layout) examples = this.#layout.objects.length;
    findings.push(
      ...checkDataset(
        {
          file: this.#fileFacts(),
          format: this.#format,
          pinned: this.#settings.format !== undefined || this.#settings.method !== undefined,
          table,
          examples,
          sameExample: (a, b) => canonicalText(this.line(a)) === canonicalText(this.line(b)),
        },
        this.#settings,
        this.#target,
      ),
    );
    return {
      format: this.#format,
      target: this.#target.id,
      examples,
      totals: countFindings(findings),
      findings: sortFindings(findings),
    };
  }

  #fileFacts(): FileFacts {
    return {
      name: this.#facts.name,
      bytes: this.#facts.bytes ?? this.#lines.reduce((sum, line) => sum + line.text.length + 1, -1),
      mark: this.#facts.mark,
      unmarkedUtf16: this.#facts.unmarkedUtf16 ?? false,
      layout: this.#layout?.kind,
    };
  }

  /** Decides the format anew. When it changes, every line is to be judged again. */
  #judge(): void {
    this.#layout = this.#findLayout();
    const format =
      this.#settings.format ??
      (this.#layout ? layoutFormat(this.text(), this.#layout, this.#settings.method) : this.#majority());
    if (format === this.#format) return;
    this.#format = format;
    this.#checker = new LineChecker(this.#settings, this.#target, format);
    this.#verdicts.fill(undefined);
  }

  #majority(): FileFormat {
    const votes: Vote[] = [];
    let units = 0;
    for (
      let line = 0;
      line < this.#lines.length && votes.length < SAMPLE_EXAMPLES && units < SAMPLE_UNITS;
      line++
    ) {
      const verdict = this.#verdict(line);
      units += verdict.facts.units;
      if (verdict.facts.kind !== 'blank') votes.push(verdict.vote);
    }
    return majorityFormat(votes);
  }

  #findLayout(): Layout | undefined {
    const first = this.#lines.find(line => line.text.trim() !== '');
    if (!first || !mayBeginLayout(first.text)) return undefined;
    let units = 0;
    for (const line of this.#lines) units += line.text.length + 1;
    return units <= MAX_LAYOUT_UNITS ? findLayout(this.text()) : undefined;
  }

  #verdict(line: number): LineVerdict {
    let verdict = this.#verdicts[line];
    if (!verdict) {
      verdict = this.#checker.check(this.#lines[line] ?? { text: '' });
      this.#verdicts[line] = verdict;
    }
    return verdict;
  }

  /** True for the empty line after the final line break. */
  #isEnd(line: number): boolean {
    return line === this.#lines.length - 1 && this.#lines[line]?.text === '';
  }
}

/** True for a file in UTF-16 or UTF-32: its encoding is the finding, its lines are not read. */
export function isUnread(facts: Pick<DocumentFacts, 'mark' | 'unmarkedUtf16'>): boolean {
  return (facts.mark !== undefined && facts.mark !== 'utf-8') || facts.unmarkedUtf16 === true;
}

/** The finding of a line, at the place of that line in the file. */
export function placed(finding: Finding, line: number): Finding {
  if (line === 0) return finding;
  return {
    ...finding,
    range: shiftRange(finding.range, line),
    related: finding.related.map(other => ({ ...other, range: shiftRange(other.range, line) })),
    fixes: finding.fixes.map(fix => ({
      ...fix,
      edits: fix.edits.map(edit => ({ ...edit, range: shiftRange(edit.range, line) })),
    })),
  };
}
