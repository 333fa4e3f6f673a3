import * as z from 'zod';
import type { ProblemData } from '../util/problem.ts';
import type { PlanEntry } from './plan.ts';

/** What a journal's text holds. */
export interface ReadJournal<H, T> {
  /** What the run is about, from the first line; absent when that is not there. */
  head?: H;
  entries: PlanEntry<T>[];
  /** Numbers of lines that could not be read, from 1: a crash may have torn the last one. */
  skipped: number[];
}

const Entry = z.looseObject({ id: z.string(), hash: z.string(), at: z.number() });
const Head = z.looseObject({ plan: z.record(z.string(), z.unknown()) });

/**
 * Reads the lines of a journal: `{"plan": head}` first, then an entry each. What cannot be read is skipped, since the
 * item is then simply asked again. `head` is not checked beyond being an object.
 */
export function parsePlanJournal<H, T>(text: string): ReadJournal<H, T> {
  const read: ReadJournal<H, T> = { entries: [], skipped: [] };
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = jsonOf(line);
    const head = index === 0 ? Head.safeParse(value) : undefined;
    const entry = Entry.safeParse(value);
    if (head?.success) read.head = head.data.plan as H;
    else if (entry.success) read.entries.push(tidy(entry.data as unknown as PlanEntry<T>));
    else read.skipped.push(index + 1);
  }
  return read;
}

export function headLine(head: unknown): string {
  return `${JSON.stringify({ plan: head })}\n`;
}

/** The line of an entry. What only a developer wants to read of a problem is left out. */
export function entryLine<T>({ problem, ...entry }: PlanEntry<T>): string {
  const { cause: _, ...kept } = problem ?? ({} as Partial<ProblemData>);
  return `${JSON.stringify({ ...entry, ...(problem && { problem: kept }) })}\n`;
}

/** A journal can be edited: a price that is none must not count. */
function tidy<T>(entry: PlanEntry<T>): PlanEntry<T> {
  if (entry.price === undefined || (Number.isFinite(entry.price) && entry.price >= 0)) return entry;
  const { price: _, ...rest } = entry;
  return rest;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
