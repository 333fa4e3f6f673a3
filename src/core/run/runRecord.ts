import { isObject } from '../jsonl/shape.ts';
import type { RunResult } from './runResult.ts';

/** A step that only chose which prompt to run. */
export interface RunSelection extends RunResult {
  /** The prompt that chose, relative to its folder. */
  file: string;
  /** Absent when the answer named none. */
  choice?: string;
}

/**
 * One run of a prompt as it is kept: what went in, so that it can be rendered again when the prompt has changed, and
 * what came out.
 */
export interface RunRecord extends RunResult {
  /** Unique. */
  id: string;
  /** When it was sent, in milliseconds since 1970. */
  at: number;
  template: {
    /** Relative to the workspace folder. */
    path: string;
    /** Of the file and of all files that it is made of: see `templateHash`. */
    hash: string;
  };
  /** What the template was rendered with, defaults included. */
  variables: Record<string, unknown>;
  connection: { id: string; name: string };
  /** Shared by the runs that were asked for at once. */
  series?: string;
  /** What chose this prompt, first things first. */
  selections?: RunSelection[];
}

/** The record as a line of a journal, with its line break. */
export function runLine(record: RunRecord): string {
  const { at, ...rest } = record;
  return `${JSON.stringify({ at: new Date(at).toISOString(), ...rest })}\n`;
}

/** The records of a journal in their order, and the numbers of lines that could not be read, from 1. */
export function readRuns(text: string): { runs: RunRecord[]; skipped: number[] } {
  const runs: RunRecord[] = [];
  const skipped: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const record = readRun(jsonOf(line));
    if (record) runs.push(record);
    else skipped.push(index + 1);
  }
  return { runs, skipped };
}

/** Where the runs of a template are kept, relative to its folder. */
export function runsPath(template: string): string {
  return `${RESULTS_FOLDER}/${template}.runs.jsonl`;
}

/** The folder of everything that models answered, relative to the workspace folder. */
export const RESULTS_FOLDER = '.tunewright/results';

/** A journal can be edited: what is not what others rely on is no record. */
function readRun(value: unknown): RunRecord | undefined {
  if (!isObject(value)) return undefined;
  const { id, at, template, variables, connection, request, answers, model, ms } = value;
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  const isSound =
    [id, model].every(one => typeof one === 'string') &&
    !Number.isNaN(time) &&
    Number.isFinite(ms) &&
    [variables, request].every(isObject) &&
    hasTexts(template, 'path', 'hash') &&
    hasTexts(connection, 'id', 'name') &&
    Array.isArray(answers) &&
    answers.every(answer => hasTexts(answer, 'text'));
  return isSound ? ({ ...value, at: time } as unknown as RunRecord) : undefined;
}

function hasTexts(value: unknown, ...keys: string[]): boolean {
  return isObject(value) && keys.every(key => typeof value[key] === 'string');
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
