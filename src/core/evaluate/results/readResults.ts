import { type Cell, cellId } from './cell.ts';
import type { Preference, ResultLine, Score } from './score.ts';

/** What is known of a comparison so far. Maps keep the order of arrival; of twins the last counts. */
export interface Results {
  /** By `cellId`. */
  cells: Map<string, Cell>;
  /** By `scoreId`. */
  scores: Map<string, Score>;
  /** By `preferenceId`. */
  preferences: Map<string, Preference>;
  /** How many lines could not be read: a torn last line, or what somebody wrote by hand. */
  unreadable: number;
}

export function scoreId(score: Score): string {
  return JSON.stringify([score.grader, score.case, score.variant, score.repetition]);
}

export function preferenceId({ grader, case: id, repetition, left, right }: Preference): string {
  return JSON.stringify([grader, id, repetition, left, right]);
}

export function emptyResults(): Results {
  return { cells: new Map(), scores: new Map(), preferences: new Map(), unreadable: 0 };
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
  else if (type === 'score') results.scores.set(scoreId(line as Score), line as Score);
  else results.preferences.set(preferenceId(line as Preference), line as Preference);
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
  if (!has('string', 'case') || !has('number', 'repetition')) return undefined;
  const fits =
    line.type === 'cell'
      ? has('string', 'variant', 'request', 'output', 'asked')
      : line.type === 'score'
        ? has('string', 'variant', 'grader')
        : line.type === 'preference' && has('string', 'grader', 'left', 'right', 'winner');
  return fits ? (value as ResultLine) : undefined;
}
