import type { BrowsedRows } from '../../core/browse/browsedRows.ts';
import { asksForAll } from '../../core/browse/findRows.ts';
import type { PlacedExamples } from '../../core/browse/placedExamples.ts';
import { formatsOf, sortRules, summarize } from '../../core/browse/summarize.ts';
import type { FileFormat } from '../../core/formats/fileFormat.ts';
import type { Finding } from '../../core/lint/finding.ts';
import type { LintSettings } from '../../core/lint/settings.ts';
import type { DatasetSummary, RowQuery } from '../../core/view/dataset/datasetView.ts';
import type { RowsSource } from '../../protocol/rows.ts';
import type { HeldDocument } from '../heldDocument.ts';
import type { Partners } from '../partners.ts';
import { FileRows } from './fileRows.ts';
import { HeldRows } from './heldRows.ts';

/** The rows as they are at this moment, and what goes with them. */
export interface CurrentRows {
  rows: BrowsedRows;
  version: number;
  format: FileFormat;
  settings: LintSettings;
  isLines: boolean;
  /** Only of a document. */
  examples?: PlacedExamples;
  lineOf(row: number): number;
  checkText(text: string): Finding[];
}

/** What one page looks through. */
export class RowsView {
  readonly #document: (() => HeldDocument) | undefined;
  readonly #file: FileRows | undefined;
  #held: HeldRows | undefined;
  #heldOf: unknown;
  /** The rows that were found last; undefined for all. */
  found: Uint32Array | undefined;

  private constructor(document: (() => HeldDocument) | undefined, file: FileRows | undefined) {
    this.#document = document;
    this.#file = file;
  }

  static async open(
    source: RowsSource,
    held: (uri: string) => HeldDocument,
    signal: AbortSignal,
  ): Promise<RowsView> {
    if ('uri' in source) return new RowsView(() => held(source.uri), undefined);
    return new RowsView(undefined, await FileRows.open(source.path, source.settings, signal));
  }

  async index(signal: AbortSignal, progress: (share: number) => void): Promise<void> {
    await this.#file?.index(signal, progress);
  }

  async check(partners: Partners, signal: AbortSignal, progress: (share: number) => void): Promise<void> {
    const file = this.#file;
    if (file) await file.check(await partners.of(file.settings), signal, progress);
  }

  current(): CurrentRows {
    const file = this.#file;
    if (file) {
      return {
        rows: file,
        version: 1,
        format: file.format,
        settings: file.settings,
        isLines: true,
        lineOf: row => file.lineOf(row),
        checkText: text => file.checkText(text),
      };
    }
    const document = this.#document!();
    const rows = this.#rowsOf(document);
    const { linter, version } = document;
    return {
      rows,
      version,
      format: linter.format,
      settings: linter.settings,
      isLines: rows.examples.isLines,
      examples: rows.examples,
      lineOf: row => rows.examples.rangeOf(row).start.line,
      checkText: text => linter.checkText(text),
    };
  }

  summary(): DatasetSummary & { version: number } {
    const { rows, version, format } = this.current();
    const found = this.#file?.found;
    const { totals, rules } = found
      ? { totals: found.totals, rules: found.rules() }
      : summarize((rows as HeldRows).report.findings);
    return {
      version,
      count: rows.count,
      format,
      totals,
      rules: sortRules(rules),
      formats: this.#file?.isChecked === false ? [] : formatsOf(rows),
      checkedCount: rows.checked,
      checked: this.#file?.isChecked ?? true,
    };
  }

  take(query: RowQuery, found: Uint32Array | undefined): void {
    this.found = asksForAll(query) ? undefined : found;
  }

  close(): void {
    void this.#file?.close();
    try {
      this.#document?.().forgetWhole();
    } catch {
      // The document was closed before.
    }
  }

  /** Made anew for each state of the document. */
  #rowsOf(document: HeldDocument): HeldRows {
    const whole = document.whole();
    if (!this.#held || this.#heldOf !== whole) {
      this.#held = new HeldRows(document);
      this.#heldOf = whole;
    }
    return this.#held;
  }
}
