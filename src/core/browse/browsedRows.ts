import type { FormatId } from '../formats/format.ts';
import type { Finding, FindingTotals } from '../lint/finding.ts';
import type { RowQuery } from '../view/dataset/datasetView.ts';

/** The examples of a dataset that somebody looks through, wherever they are kept. Rows count from 0. */
export interface BrowsedRows {
  readonly count: number;
  /** Of so many rows, from the first on, it is known what is in them and what is to be said of them. */
  readonly checked: number;
  textOf(row: number): string;
  /** UTF-16 units; of a file that was not read yet, its bytes. */
  unitsOf(row: number): number;
  /** The format that it shows; undefined for none. */
  formatOf(row: number): FormatId | undefined;
  /** Its `FLAGS`. */
  flagsOf(row: number): number;
  /** One for every row with such a finding; undefined when the query does not ask for findings. */
  rowsWith(query: Pick<RowQuery, 'finding' | 'rule'>): Uint8Array;
  /** How much is to be said of a row. */
  totalsOf(row: number): FindingTotals;
  /** What is to be said of a row, in the order of its text. Columns are those of the row's line. */
  findingsOf(row: number): Finding[];
}
