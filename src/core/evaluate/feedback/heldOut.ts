import { findLeaks } from '../training/leaks.ts';
import { trainingRows } from '../training/trainingRows.ts';
import type { Feedback } from './feedback.ts';

/**
 * Tells which feedback is about cases that are kept for evaluation: rows of one of these files, or questions that stand
 * in one of them word for word. `files` are texts by path, relative to the workspace folder.
 */
export function heldOutCases(
  feedback: readonly Feedback[],
  files: ReadonlyMap<string, string>,
): (feedback: Feedback) => boolean {
  const cases = feedback.map(({ case: id, values, messages, from = {} }) => {
    return { id, title: '', values: asked(values), from, ...(messages && { messages }) };
  });
  const exact = new Set<string>();
  for (const text of files.values()) {
    for (const [id, { kind }] of findLeaks(cases, trainingRows(text))) if (kind === 'exact') exact.add(id);
  }
  return ({ case: id, from }) => exact.has(id) || (from?.file !== undefined && files.has(from.file));
}

/** Labels and other short values are found everywhere, and say nothing of what was asked. */
const SHORT = 12;

function asked(values: Feedback['values']): Record<string, unknown> {
  const texts = Object.entries(values).filter(([, value]) => typeof value === 'string') as [string, string][];
  const long = texts.filter(([, text]) => text.length >= SHORT);
  const longest = texts.sort(([, one], [, other]) => other.length - one.length).slice(0, 1);
  return Object.fromEntries(long.length > 0 ? long : longest);
}
