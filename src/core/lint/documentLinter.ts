import {
  type FileFormat,
  majorityFormat,
  SAMPLE_EXAMPLES,
  SAMPLE_UNITS,
  type Vote,
} from '../formats/fileFormat.ts';
import type { Target } from '../targets/target.ts';
import type { MarkedEncoding } from '../text/decode.ts';
import { reportDataset } from './datasetChecker.ts';
import { type DatasetFacts, type FileFacts, isUnread, lookUps, type Partner } from './datasetFacts.ts';
import { FactsTable, type LineFacts } from './facts.ts';
import { type Finding, placed } from './finding.ts';
import { findLayout, type Layout, layoutFormat, MAX_LAYOUT_UNITS, mayBeginLayout } from './layout.ts';
import { LineChecker, type LineVerdict } from './lineChecker.ts';
import { type LineText, voteOfLine } from './readLine.ts';
import type { LintReport } from './report.ts';
import { type LintSettings, targetsOf } from './settings.ts';

/** What a document is besides its lines. */
export interface DocumentFacts {
  name: string;
  mark?: MarkedEncoding | undefined;
  unmarkedUtf16?: boolean | undefined;
  /** Size on disk; about the size of the text when absent. */
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
  #votes = new WeakMap<LineText, Vote | undefined>();
  #settings: LintSettings;
  #facts: DocumentFacts;
  #targets: readonly [Target, ...Target[]];
  #format: FileFormat = 'none';
  #checker: LineChecker;
  #layout: Layout | undefined;
  #partner: Partner | undefined;

  constructor(lines: readonly LineText[], facts: DocumentFacts, settings: LintSettings) {
    this.#lines = [...lines];
    this.#verdicts = new Array(lines.length).fill(undefined);
    this.#settings = settings;
    this.#facts = facts;
    this.#targets = targetsOf(settings);
    this.#checker = new LineChecker(settings, this.#targets, this.#format);
    this.#judge();
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  get format(): FileFormat {
    return this.#format;
  }

  /** What the lines are together, where no line is an example; undefined for an ordinary file. */
  get layout(): Layout | undefined {
    return this.#layout;
  }

  get settings(): LintSettings {
    return this.#settings;
  }

  line(number: number): string {
    return this.#lines[number]?.text ?? '';
  }

  /** What was found out about a line, which does not have to be read for it again. */
  factsOf(line: number): LineFacts {
    return this.#verdict(line).facts;
  }

  text(): string {
    return this.#lines.map(line => line.text).join('\n');
  }

  /** The same document, to be changed without changing this one. What is known of its lines is known of the copy's. */
  copy(): DocumentLinter {
    const copy = new DocumentLinter([], this.#facts, this.#settings);
    copy.#lines = [...this.#lines];
    copy.#verdicts = [...this.#verdicts];
    copy.#votes = this.#votes;
    copy.#format = this.#format;
    copy.#checker = this.#checker;
    copy.#layout = this.#layout;
    copy.#partner = this.#partner;
    return copy;
  }

  /** Replaces lines. Only these, and those whose judgement hangs on the file's format, are checked again. */
  splice(change: LineSplice): void {
    this.spliceAll([change]);
  }

  /** The same for changes that do not overlap, in the order of the text, whose numbers are those from before all. */
  spliceAll(changes: readonly LineSplice[]): void {
    if (changes.length === 1 && changes.every(({ insert }) => insert.length < 1000)) {
      for (const { from, remove, insert } of changes) {
        this.#lines.splice(from, remove, ...insert);
        this.#verdicts.splice(from, remove, ...insert.map(() => undefined));
      }
    } else {
      this.#lines = replaced(this.#lines, changes, line => line);
      this.#verdicts = replaced(this.#verdicts, changes, () => undefined);
    }
    this.#judge();
  }

  configure(settings: LintSettings): void {
    this.#settings = settings;
    this.#targets = targetsOf(settings);
    this.#votes = new WeakMap();
    this.#restart();
    this.#judge();
  }

  describe(facts: DocumentFacts): void {
    this.#facts = facts;
    this.#judge();
  }

  /** Everything that is to be said of the document now. */
  report(): LintReport {
    return this.whole().report;
  }

  /** The same with the facts from which it was made. */
  whole(): { facts: DatasetFacts; report: LintReport } {
    const { facts, findings } = this.#look();
    return { facts, report: reportDataset(facts, findings, this.#settings, this.#targets) };
  }

  /** What the rules about single lines would say of a text if it were a line, as if it were line 0. */
  checkText(text: string): Finding[] {
    return this.#checker.check({ text }).findings;
  }

  /** What is known of the document now, for the other file of its pair. */
  facts(): DatasetFacts {
    return this.#look().facts;
  }

  /** The other file of the pair, with which this one is linted together; undefined when there is none. */
  pairWith(partner: Partner | undefined): void {
    this.#partner = partner;
  }

  #look(): { facts: DatasetFacts; findings: Finding[] } {
    const table = new FactsTable();
    const findings: Finding[] = [];
    const file = this.#fileFacts();
    let examples = 0;
    for (let line = 0; line < this.#lines.length; line++) {
      if (isUnread(file) || this.#isEnd(line)) break;
      const verdict = this.#verdict(line);
      table.push(verdict.facts);
      if (verdict.facts.kind !== 'blank') examples += 1;
      for (const finding of verdict.findings) findings.push(placed(finding, line));
    }
    const facts: DatasetFacts = {
      file,
      format: this.#format,
      pinned: this.#settings.format !== undefined || this.#settings.method !== undefined,
      validation: this.#settings.purpose === 'validation',
      table,
      examples: this.#layout?.objects.length ?? examples,
      shapes: this.#checker.shapes,
      unusedSuppressions: [],
      partner: this.#partner,
      ...lookUps(line => this.line(line), this.#format, this.#settings),
    };
    return { facts, findings };
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

  /** Decides layout and format anew. When either changes, every line is to be judged again. */
  #judge(): void {
    const before = this.#layout?.kind;
    const unread = isUnread(this.#fileFacts());
    this.#layout = unread ? undefined : this.#findLayout();
    if (this.#layout?.kind !== before) this.#restart();
    const format = this.#settings.format ?? (unread ? 'none' : this.#recognise());
    if (format === this.#format) return;
    this.#format = format;
    this.#restart();
  }

  #restart(): void {
    this.#verdicts.fill(undefined);
    this.#checker = new LineChecker(this.#settings, this.#targets, this.#format);
  }

  #recognise(): FileFormat {
    if (this.#layout) return layoutFormat(this.text(), this.#layout, this.#settings.method);
    const votes: Vote[] = [];
    let units = 0;
    for (let line = 0; line < this.#lines.length; line++) {
      if (votes.length >= SAMPLE_EXAMPLES || units >= SAMPLE_UNITS) break;
      const text = this.#lines[line] ?? { text: '' };
      units += text.text.length;
      const vote = this.#vote(text);
      if (vote) votes.push(vote);
    }
    return majorityFormat(votes);
  }

  /** A line's vote does not change while the line stands, so it is counted once. */
  #vote(line: LineText): Vote | undefined {
    let vote = this.#votes.get(line);
    if (vote === undefined && !this.#votes.has(line)) {
      vote = voteOfLine(line, this.#settings.method);
      this.#votes.set(line, vote);
    }
    return vote;
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
      const text = this.#lines[line] ?? { text: '' };
      verdict = this.#layout ? this.#checker.checkBytes(text) : this.#checker.check(text);
      this.#verdicts[line] = verdict;
    }
    return verdict;
  }

  /** True for the empty line after the final line break. */
  #isEnd(line: number): boolean {
    return line === this.#lines.length - 1 && this.#lines[line]?.text === '';
  }
}

/** Copies a list with parts of it replaced. */
function replaced<T>(list: readonly T[], changes: readonly LineSplice[], make: (line: LineText) => T): T[] {
  const out: T[] = [];
  let at = 0;
  const copyTo = (end: number) => {
    for (; at < Math.min(end, list.length); at++) out.push(list[at] as T);
  };
  for (const { from, remove, insert } of changes) {
    copyTo(from);
    for (const line of insert) out.push(make(line));
    at = from + remove;
  }
  copyTo(list.length);
  return out;
}
