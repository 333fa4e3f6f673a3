/** One record of a table, whatever kind of file it came from. */
export interface Row {
  /** From 1: the line of a JSONL file, the record of a CSV file, the element of an array. */
  number: number;
  /** Values by column. Of CSV files they are texts. */
  values: Readonly<Record<string, unknown>>;
}

export interface RowTable {
  kind: 'jsonl' | 'json' | 'csv' | 'tsv';
  /** In the order in which they first appear. */
  columns: string[];
  rows: Row[];
  /** What could not be read, at most a few of them; those records are left out. */
  faults: RowFault[];
  /** All of them. */
  faultCount: number;
}

export interface RowFault {
  /** As in `Row.number`; absent when it is the whole file. */
  number?: number;
  message: string;
}

/** Faults that are kept. More tell nothing new. */
const MOST_FAULTS = 20;

/** Gathers rows and faults. */
export class TableBuilder {
  readonly #table: RowTable;
  readonly #columns = new Set<string>();

  constructor(kind: RowTable['kind']) {
    this.#table = { kind, columns: [], rows: [], faults: [], faultCount: 0 };
  }

  add(number: number, values: Record<string, unknown>): void {
    for (const column of Object.keys(values)) this.#columns.add(column);
    this.#table.rows.push({ number, values });
  }

  fault(message: string, number?: number): void {
    this.#table.faultCount += 1;
    if (this.#table.faults.length >= MOST_FAULTS) return;
    this.#table.faults.push({ message, ...(number !== undefined && { number }) });
  }

  end(): RowTable {
    return { ...this.#table, columns: [...this.#columns] };
  }
}
