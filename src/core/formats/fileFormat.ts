import { isObject } from '../jsonl/shape.ts';
import { detectFormat, likelyFormat } from './detect.ts';
import type { FormatId, Method } from './format.ts';
import { isLogLike } from './logLike.ts';
import { looksLikeTraining } from './looksLikeTraining.ts';
import { formatOf } from './registry.ts';

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

/** The vote of one parsed example. */
export function voteOf(value: unknown, method: Method | undefined): Vote {
  if (isLogLike(value)) return 'other';
  const format = detectFormat(value, method) ?? likelyFormat(value, method);
  return format ?? (isObject(value) && looksLikeTraining(value) ? 'looks-like-training' : 'other');
}

/**
 * The format by which an example is judged: its own, or that of the file where its own keys leave it open. Undefined
 * when it has none.
 */
export function formatInFile(
  value: Readonly<Record<string, unknown>>,
  file: FileFormat,
  method: Method | undefined,
): FormatId | undefined {
  const detected = detectFormat(value, method);
  if (file === 'none' || file === 'unknown') return detected ?? likelyFormat(value, method);
  if (detected === undefined && sharesKeys(value, file)) return file;
  const own = detected ?? likelyFormat(value, method);
  if (own === undefined) return undefined;
  // A chat that ends with the user is a prompt for graders or a forgotten answer: the rest of the file decides.
  if (CHATS.includes(own) && CHATS.includes(file)) return file;
  // A prompt alone is all that some trainers want, or lacks its completion.
  const isPromptAlone = own === 'trl-prompt-only' && typeof value.prompt === 'string';
  return isPromptAlone && file === 'prompt-completion' ? file : own;
}

/** True when an example has a key of the format, or no key at all. */
function sharesKeys(value: Readonly<Record<string, unknown>>, format: FormatId): boolean {
  const known = formatOf(format);
  const keys = known ? [...known.keys.required, ...known.keys.optional] : [];
  return Object.keys(value).length === 0 || keys.some(key => Object.hasOwn(value, key));
}

const CHATS: readonly FormatId[] = ['openai-sft', 'openai-rft'];

/**
 * Decides the file's format by the majority of its first examples; a tie goes to the format seen first. Where hardly
 * any line has a format, those that do have it by chance.
 */
export function majorityFormat(votes: Iterable<Vote>): FileFormat {
  const counts = new Map<FormatId, number>();
  let looksLikeTraining = 0;
  let others = 0;
  for (const vote of votes) {
    if (vote === 'looks-like-training') looksLikeTraining += 1;
    else if (vote === 'other') others += 1;
    else if (vote !== 'unreadable') counts.set(vote, (counts.get(vote) ?? 0) + 1);
  }
  let best: FormatId | undefined;
  for (const [id, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = id;
  const bestCount = (best && counts.get(best)) ?? 0;
  if (best && bestCount * CHANCE >= others + looksLikeTraining) return best;
  return looksLikeTraining * CHANCE > others ? 'unknown' : 'none';
}

/** With this many lines of no format for each that has one, that one counts for nothing. */
const CHANCE = 10;
