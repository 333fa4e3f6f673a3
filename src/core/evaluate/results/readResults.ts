import { type Cell, cellId } from './cell.ts';
import type { BatchEntry } from './batchEntry.ts';
import type { Judgement } from './judgement.ts';

/** One line of a results file. Of several lines about the same, the last counts. */
export type ResultLine =
  | ({ type: 'cell' } & Cell)
  | ({ type: 'judgement' } & Judgement)
  | ({ type: 'batch' } & BatchEntry);

/** What is known of a comparison so far: answers, and what judges said of them. Maps keep the order of arrival. */
export interface Results {
  /** By `cellId`. */
  cells: Map<string, Cell>;
  /** By id. */
  judgements: Map<string, Judgement>;
  /** Batches that were begun, by their ids. */
  batches: Map<string, BatchEntry>;
  /** How many lines could not be read: a torn last line, or what somebody wrote by hand. */
  unreadable: number;
}

export function emptyResults(): Results {
  return { cells: new Map(), judgements: new Map(), batches: new Map(), unreadable: 0 };
}

/** Reads the text of a results file. Lines that are none are counted and left out. */
export function readResults(text: string): Results {
  const results = emptyResults();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (read) addResult(results, read);
    else results.unreadable += 1;
  }
  return results;
}

export function addResult(results: Results, { type, ...line }: ResultLine): void {
  if (type === 'cell') results.cells.set(cellId(line as Cell), line as Cell);
  else if (type === 'batch') results.batches.set((line as BatchEntry).id, line as BatchEntry);
  else results.judgements.set((line as Judgement).id, line as Judgement);
}

/** One line of a results file, with its end. */
export function resultLine(line: ResultLine): string {
  return `${JSON.stringify(line)}\n`;
}

function readLine(text: string): ResultLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const line = value as Partial<Record<string, unknown>>;
  const has = (type: string, ...keys: string[]) => keys.every(key => typeof line[key] === type);
  if (line.type === 'batch') {
    const isBatch = has('string', 'id', 'connection', 'model') && Array.isArray(line.hashes);
    return isBatch ? (value as ResultLine) : undefined;
  }
  if (!has('string', 'request', 'output', 'asked')) return undefined;
  const isCell = line.type === 'cell' && has('string', 'case', 'variant') && has('number', 'repetition');
  return isCell || (line.type === 'judgement' && has('string', 'id')) ? (value as ResultLine) : undefined;
}
