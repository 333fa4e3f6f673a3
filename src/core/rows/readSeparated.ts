import { type CsvError, parse } from 'csv-parse/sync';
import { type RowTable, TableBuilder } from './row.ts';

/**
 * Reads comma-, semicolon- or tab-separated values. The first record names the columns; a name that is missing or
 * taken gets a number. All values are texts, as they were written.
 */
export function readSeparated(text: string, kind: 'csv' | 'tsv'): RowTable {
  const table = new TableBuilder(kind);
  const delimiter = kind === 'tsv' ? '\t' : delimiterOf(text);
  let records: string[][];
  try {
    records = recordsOf(text, delimiter);
  } catch (error) {
    const { lines, message } = error as CsvError & { lines?: number };
    table.fault(lines === undefined ? message : `Line ${lines}: ${message}`);
    return table.end();
  }
  const [names = [], ...rest] = records;
  const columns = uniqueNames(names);
  for (const [index, record] of rest.entries()) {
    const number = index + 1;
    if (record.length === 1 && record[0] === '' && columns.length > 1) continue;
    if (record.length > columns.length) {
      table.fault(`Record ${number} has ${record.length} values for ${columns.length} columns.`, number);
      continue;
    }
    table.add(number, Object.fromEntries(columns.map((column, at) => [column, record[at] ?? ''])));
  }
  return table.end();
}

function recordsOf(text: string, delimiter: string): string[][] {
  const usual = { delimiter, relax_column_count: true, skip_empty_lines: true };
  try {
    return parse(text, usual);
  } catch (error) {
    // Files with tabs between values rarely quote anything, and their quotation marks are text.
    if (delimiter === '\t') return parse(text, { ...usual, quote: null });
    throw error;
  }
}

/** Where commas are decimal points, semicolons stand between values. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r\n|\n|\r/, 1);
  const bare = first.replace(/"[^"]*"/g, '');
  const count = (mark: string) => bare.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const base = name.trim() === '' ? `column ${index + 1}` : name.trim();
    let unique = base;
    for (let number = 2; taken.has(unique); number++) unique = `${base} ${number}`;
    taken.add(unique);
    return unique;
  });
}
