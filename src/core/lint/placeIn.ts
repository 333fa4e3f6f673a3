import type { Part, Path } from '../jsonl/node.ts';
import { lineRange, type Range } from '../text/range.ts';
import type { DatasetFacts } from './datasetFacts.ts';

/** Where a value of an example stands in the file; its whole line when the example cannot be read. */
export function placeIn(facts: DatasetFacts, line: number, path: Path, part?: Part): Range {
  const span = facts.exampleAt(line)?.span(path, part);
  return span ? lineRange(line, span.start, span.end) : lineRange(line, 0, facts.table.units(line));
}

/** The lines that hold examples, in order; at most `limit` of them. */
export function exampleLines({ table }: DatasetFacts, limit = Number.POSITIVE_INFINITY): number[] {
  const lines: number[] = [];
  for (let line = 0; line < table.length && lines.length < limit; line++) {
    if (table.kind(line) === 'object') lines.push(line);
  }
  return lines;
}
