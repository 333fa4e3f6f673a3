import { isObject } from '../jsonl/shape.ts';
import { splitLines } from '../text/cutLines.ts';
import { chatColumns } from './chatColumns.ts';
import { type RowTable, TableBuilder } from './row.ts';

/** Endings of the files that rows are read from. */
export const ROW_FILES = ['jsonl', 'ndjson', 'json', 'csv', 'tsv'] as const;

/**
 * Reads the records of a table: JSON lines, an array of objects, comma- or tab-separated values with a first line of
 * names. What the name does not tell, the first characters do. A broken record is a fault and keeps none of the others.
 */
export async function readRows(name: string, text: string): Promise<RowTable> {
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === 'csv' || ending === 'tsv') {
    const { readSeparated } = await import('./readSeparated.ts');
    return readSeparated(whole, ending);
  }
  return ending === 'json' ? (readArray(whole) ?? readLines(whole)) : readLines(whole);
}

/** An array of objects, or an object with one such array in it; undefined when it is neither. */
function readArray(text: string): RowTable | undefined {
  const value = jsonOf(text);
  const arrays = isObject(value) ? Object.values(value).filter(Array.isArray) : [value];
  const [array] = arrays;
  if (arrays.length !== 1 || !Array.isArray(array)) return undefined;
  const table = new TableBuilder('json');
  for (const [index, element] of array.entries()) {
    if (isObject(element)) table.add(index + 1, chatColumns(element));
    else table.fault(`Element ${index + 1} is no object.`, index + 1);
  }
  return table.end();
}

function readLines(text: string): RowTable {
  const table = new TableBuilder('jsonl');
  for (const [index, line] of splitLines(text).entries()) {
    if (line.trim() === '') continue;
    const value = jsonOf(line);
    if (isObject(value)) table.add(index + 1, chatColumns(value));
    else table.fault(`Line ${index + 1} is no JSON object.`, index + 1);
  }
  return table.end();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
