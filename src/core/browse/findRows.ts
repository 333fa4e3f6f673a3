import { FLAGS } from '../lint/contentFacts.ts';
import type { RowQuery, SearchProgress } from '../view/dataset/datasetView.ts';
import { needsCheck } from '../view/dataset/needsCheck.ts';
import type { BrowsedRows } from './browsedRows.ts';
import { textMatcher } from './textMatcher.ts';

/** UTF-16 units or rows after which the search pauses. */
const UNITS = 400_000;
const ROWS = 20_000;

/**
 * The rows that a query asks for, in their order; undefined when it asks for all. It pauses now and then, so that
 * whoever runs it can do something else or give up.
 */
export function* findRows(
  rows: BrowsedRows,
  query: RowQuery,
): Generator<SearchProgress, Uint32Array | undefined> {
  if (asksForAll(query)) return undefined;
  const count = needsCheck(query) ? rows.checked : rows.count;
  if (count === 0) return new Uint32Array(0);
  const marked = query.finding !== '' || query.rule !== '' ? rows.rowsWith(query) : undefined;
  const matches = query.text === '' ? undefined : textMatcher(query.text);
  const role = query.role === '' ? 0 : FLAGS[query.role];
  const { least = 0, most = Number.POSITIVE_INFINITY } = query;
  let found = new Uint32Array(1024);
  let length = 0;
  let units = 0;
  let pauseAt = ROWS;
  for (let row = 0; row < count; row++) {
    if (units > UNITS || row > pauseAt) {
      yield { found: length, share: row / count };
      units = 0;
      pauseAt = row + ROWS;
    }
    if (marked && (marked[row] === 1) === (query.finding === 'none')) continue;
    const size = rows.unitsOf(row);
    if (size < least || size > most) continue;
    if (role !== 0 && (rows.flagsOf(row) & role) === 0) continue;
    if (query.format !== '' && (rows.formatOf(row) ?? 'unknown') !== query.format) continue;
    if (matches) {
      units += size;
      if (!matches(rows.textOf(row))) continue;
    }
    if (length === found.length) {
      const larger = new Uint32Array(length * 2);
      larger.set(found);
      found = larger;
    }
    found[length++] = row;
  }
  return found.slice(0, length);
}

export function asksForAll({ text, finding, rule, role, format, least, most }: RowQuery): boolean {
  return (
    [text, finding, rule, role, format].every(part => part === '') &&
    least === undefined &&
    most === undefined
  );
}
