import type { BrowsedRows } from '../../core/browse/browsedRows.ts';
import { MarkedRows } from '../../core/browse/markedRows.ts';
import type { PlacedExamples } from '../../core/browse/placedExamples.ts';
import type { FormatId } from '../../core/formats/format.ts';
import { contentFacts } from '../../core/lint/contentFacts.ts';
import type { FactsTable } from '../../core/lint/facts.ts';
import type { Finding, FindingTotals } from '../../core/lint/finding.ts';
import { exampleOfText } from '../../core/lint/exampleOfText.ts';
import { countFindings, type LintReport } from '../../core/lint/report.ts';
import type { RowQuery } from '../../core/view/dataset/datasetView.ts';
import type { HeldDocument } from '../heldDocument.ts';

/** The examples of an open document as it was at one version. */
export class HeldRows implements BrowsedRows {
  readonly examples: PlacedExamples;
  readonly report: LintReport;
  readonly #document: HeldDocument;
  readonly #table: FactsTable;
  /** Formats and flags of objects that are no lines, which the linter does not look at one by one. */
  readonly #objects = new Map<number, { format: FormatId | undefined; flags: number }>();

  constructor(document: HeldDocument) {
    const { facts, report } = document.whole();
    this.examples = document.examples;
    this.report = report;
    this.#document = document;
    this.#table = facts.table;
  }

  get count(): number {
    return this.examples.count;
  }

  get checked(): number {
    return this.count;
  }

  textOf(row: number): string {
    return this.examples.textOf(row);
  }

  unitsOf(row: number): number {
    return this.examples.isLines ? this.#table.units(this.#line(row)) : this.textOf(row).length;
  }

  formatOf(row: number): FormatId | undefined {
    if (!this.examples.isLines) return this.#objectOf(row).format;
    return this.#table.detected(this.#line(row));
  }

  flagsOf(row: number): number {
    return this.examples.isLines ? this.#table.content(this.#line(row), 'flags') : this.#objectOf(row).flags;
  }

  rowsWith(query: Pick<RowQuery, 'finding' | 'rule'>): Uint8Array {
    const marked = new MarkedRows(this.count, query);
    for (const finding of this.report.findings) {
      const row = this.#rowOf(finding);
      if (row !== undefined) marked.add(row, finding.rule, finding.severity);
    }
    return marked.marks;
  }

  totalsOf(row: number): FindingTotals {
    return countFindings(this.findingsOf(row));
  }

  findingsOf(row: number): Finding[] {
    const { start, end } = this.examples.rangeOf(row);
    const { findings } = this.report;
    let low = 0;
    let high = findings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (findings[middle]!.range.start.line < start.line) low = middle + 1;
      else high = middle;
    }
    const own: Finding[] = [];
    for (let at = low; at < findings.length && findings[at]!.range.start.line <= end.line; at++) {
      own.push(findings[at]!);
    }
    return own;
  }

  #rowOf({ range: { start } }: Finding): number | undefined {
    const row = this.examples.at(start.line, start.character);
    return row !== undefined && start.line <= this.examples.rangeOf(row).end.line ? row : undefined;
  }

  #line(row: number): number {
    return this.examples.rangeOf(row).start.line;
  }

  #objectOf(row: number): { format: FormatId | undefined; flags: number } {
    let known = this.#objects.get(row);
    if (!known) {
      const { linter } = this.#document;
      const { object, format, reading } = exampleOfText(this.textOf(row), linter.format, linter.settings);
      const wishes = { bands: false, shapes: undefined };
      const flags = object && format ? contentFacts(object, format, reading, wishes).flags : 0;
      known = { format, flags };
      this.#objects.set(row, known);
    }
    return known;
  }
}
