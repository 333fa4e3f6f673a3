import { isObject } from '../jsonl/shape.ts';
import type { FormatId } from './format.ts';

/** How many examples decide what a file is. More would not change the answer, and an editor must know it at once. */
export const SAMPLE_EXAMPLES = 1000;

/** The sample also ends after this many UTF-16 units, so that a few huge lines do not fill the memory. */
export const SAMPLE_UNITS = 4_000_000;

/**
 * What a file is judged to be: a dataset of one format; `unknown`, training data in no format that is known;
 * or `none`, some other JSONL such as a log.
 */
export type FileFormat = FormatId | 'unknown' | 'none';

/** One line's vote: its format, or why it has none. */
export type Vote = FormatId | 'looks-like-training' | 'other' | 'unreadable';

/** Decides the file's format by the majority of its first examples. A tie goes to the format seen first. */
export function majorityFormat(votes: Iterable<Vote>): FileFormat {
  const counts = new Map<FormatId, number>();
  let looksLikeTraining = 0;
  for (const vote of votes) {
    if (vote === 'looks-like-training') looksLikeTraining += 1;
    else if (vote !== 'other' && vote !== 'unreadable') counts.set(vote, (counts.get(vote) ?? 0) + 1);
  }
  let best: FormatId | undefined;
  for (const [id, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = id;
  return best ?? (looksLikeTraining > 0 ? 'unknown' : 'none');
}

/** The vote of a line that no format fits: do its keys speak of questions and answers, or of something else? */
export function voteWithoutFormat(value: unknown): Vote {
  if (!isObject(value)) return 'other';
  const keys = Object.keys(value).map(key => key.trim().toLowerCase());
  const strong = keys.some(key => STRONG_KEYS.has(key));
  const pair = keys.some(key => ASKING_KEYS.has(key)) && keys.some(key => ANSWERING_KEYS.has(key));
  return strong || pair ? 'looks-like-training' : 'other';
}

/** Keys that hardly any log has. */
const STRONG_KEYS = new Set([
  'messages',
  'conversations',
  'conversation',
  'completion',
  'chosen',
  'rejected',
  'preferred',
  'preferred_output',
  'non_preferred_output',
  'dialogue',
  'dialog',
  'instruction',
  'question',
]);
const ASKING_KEYS = new Set(['prompt', 'input', 'query', 'user', 'human', 'source', 'text', 'request']);
const ANSWERING_KEYS = new Set([
  'output',
  'answer',
  'response',
  'assistant',
  'bot',
  'target',
  'label',
  'reply',
  'summary',
]);
