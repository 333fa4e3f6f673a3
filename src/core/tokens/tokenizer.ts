import { type EncodingName, encodingOf } from './encodings.ts';
import { estimateTokens } from './estimate.ts';

/** Counts the tokens of a text. Synchronous, so that whoever counts much loads it once. */
export interface Tokenizer {
  /** Absent for the estimate. */
  encoding?: EncodingName;
  /** False when the numbers are estimates: the model's own tokenizer is not known. */
  exact: boolean;
  count(text: string): number;
}

/** For models whose tokenizer we do not have. */
export const ESTIMATE: Tokenizer = { exact: false, count: estimateTokens };

/** The tokenizer of a model, or the estimate. Loading a table takes half a second, once; never do it where people wait. */
export async function tokenizerFor(modelId: string | undefined): Promise<Tokenizer> {
  const encoding = modelId === undefined ? undefined : encodingOf(modelId);
  return encoding === undefined ? ESTIMATE : loadTokenizer(encoding);
}

const loaded = new Map<EncodingName, Promise<Tokenizer>>();

/** The exact tokenizer of an encoding. */
export function loadTokenizer(encoding: EncodingName): Promise<Tokenizer> {
  const known = loaded.get(encoding);
  if (known) return known;
  const loading = load(encoding);
  loaded.set(encoding, loading);
  // What could not be read may be there the next time.
  loading.catch(() => loaded.delete(encoding));
  return loading;
}

async function load(encoding: EncodingName): Promise<Tokenizer> {
  const { encode } = await TABLES[encoding]();
  const count = (text: string) => encode(text, AS_TEXT).length;
  return { encoding, exact: true, count: text => countInSlices(text, count) };
}

/**
 * The time for one word grows with the square of its length, and data may hold words of a million letters. Such runs are
 * cut, which may add a token for each cut.
 */
function countInSlices(text: string, count: (text: string) => number): number {
  if (!LONG_RUN.test(text)) return count(text);
  let tokens = 0;
  let taken = 0;
  for (const { index, 0: run } of text.matchAll(LONG_RUNS)) {
    tokens += count(text.slice(taken, index)) + count(run);
    taken = index + run.length;
  }
  return tokens + count(text.slice(taken));
}

const LONG_RUN = /\p{L}{1000}|\s{1000}|[^\s\p{L}\p{N}]{1000}/u;
const LONG_RUNS = new RegExp(LONG_RUN, 'gu');

/** What looks like a special token in somebody's data is text, and must not throw. */
const AS_TEXT = { disallowedSpecial: new Set<string>() };

/** Each is a file of its own, which is read when it is first needed. */
const TABLES = {
  o200k_base: () => import('gpt-tokenizer/encoding/o200k_base'),
  o200k_harmony: () => import('gpt-tokenizer/encoding/o200k_harmony'),
};
