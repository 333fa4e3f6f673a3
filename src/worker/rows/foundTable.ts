import { MarkedRows } from '../../core/browse/markedRows.ts';
import type { FindingTotals, Severity } from '../../core/lint/finding.ts';
import type { RowQuery } from '../../core/view/dataset/datasetView.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** More than this is not kept for filtering; the totals go on counting. */
const MOST = 16_000_000;

export interface RowCounts {
  of(row: number): FindingTotals;
}

/** Which rule found something in which row, seven bytes each: a file may have millions of findings. */
export class FoundTable {
  readonly totals: FindingTotals = { error: 0, warning: 0, info: 0 };
  readonly #rules: string[] = [];
  readonly #ruleNumbers = new Map<string, number>();
  readonly #counts = new Map<string, { severity: Severity; count: number }>();
  #length = 0;
  #row = new Uint32Array(1024);
  #rule = new Uint16Array(1024);
  #severity = new Uint8Array(1024);

  add(row: number | undefined, rule: string, severity: Severity): void {
    this.totals[severity] += 1;
    const counted = this.#counts.get(rule);
    if (!counted) this.#counts.set(rule, { severity, count: 1 });
    else {
      counted.count += 1;
      if (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(counted.severity)) counted.severity = severity;
    }
    if (row === undefined || this.#length >= MOST) return;
    if (this.#length === this.#row.length) this.#grow();
    this.#row[this.#length] = row;
    this.#rule[this.#length] = this.#numberOf(rule);
    this.#severity[this.#length] = SEVERITIES.indexOf(severity);
    this.#length += 1;
  }

  /** The rules that found something, with the worst severity of each. */
  rules(): { id: string; severity: Severity; count: number }[] {
    return [...this.#counts].map(([id, found]) => ({ id, ...found }));
  }

  /** How many findings each row has, three bytes a row; more than 255 of a severity count as 255. */
  counts(rows: number): RowCounts {
    const counts = new Uint8Array(rows * SEVERITIES.length);
    for (let at = 0; at < this.#length; at++) {
      const place = this.#row[at]! * SEVERITIES.length + this.#severity[at]!;
      if (counts[place]! < 255) counts[place]! += 1;
    }
    return {
      of: row => {
        const from = row * SEVERITIES.length;
        return { error: counts[from] ?? 0, warning: counts[from + 1] ?? 0, info: counts[from + 2] ?? 0 };
      },
    };
  }

  rowsWith(count: number, query: Pick<RowQuery, 'finding' | 'rule'>): Uint8Array {
    const marked = new MarkedRows(count, query);
    for (let at = 0; at < this.#length; at++) {
      const rule = this.#rules[this.#rule[at]!]!;
      marked.add(this.#row[at]!, rule, SEVERITIES[this.#severity[at]!]!);
    }
    return marked.marks;
  }

  #numberOf(rule: string): number {
    let number = this.#ruleNumbers.get(rule);
    if (number === undefined) {
      number = this.#rules.push(rule) - 1;
      this.#ruleNumbers.set(rule, number);
    }
    return number;
  }

  #grow(): void {
    const size = this.#row.length * 2;
    const [row, rule, severity] = [this.#row, this.#rule, this.#severity];
    this.#row = new Uint32Array(size);
    this.#row.set(row);
    this.#rule = new Uint16Array(size);
    this.#rule.set(rule);
    this.#severity = new Uint8Array(size);
    this.#severity.set(severity);
  }
}
