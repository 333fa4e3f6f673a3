import type { Severity } from '../lint/finding.ts';
import type { RowQuery } from '../view/dataset/datasetView.ts';

type FindingQuery = Pick<RowQuery, 'finding' | 'rule'>;

/** Marks the rows that a query for findings speaks of. For `none` the rows that have any are marked. */
export class MarkedRows {
  readonly marks: Uint8Array;
  readonly #query: FindingQuery;

  constructor(count: number, query: FindingQuery) {
    this.marks = new Uint8Array(count);
    this.#query = query;
  }

  add(row: number, rule: string, severity: Severity): void {
    const { finding, rule: wanted } = this.#query;
    if (wanted !== '' && rule !== wanted) return;
    if (finding === '' || finding === 'any' || finding === 'none' || finding === severity)
      this.marks[row] = 1;
  }
}
