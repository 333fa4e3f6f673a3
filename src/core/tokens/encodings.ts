import { baseModelOf } from '../targets/models/modelInfo.ts';

/** Encodings whose tables we ship. Those of older completion models are left out: nobody answers with them any more. */
export const ENCODINGS = ['o200k_base', 'o200k_harmony', 'cl100k_base'] as const;

export type EncodingName = (typeof ENCODINGS)[number];

/**
 * The encoding of a model's tokenizer, tunes and checkpoints included; undefined for models whose tokenizer is not
 * OpenAI's. Source: tiktoken's `model.py`, except for `ft:gpt-4.1`, which its prefixes take for a `gpt-4`.
 */
export function encodingOf(modelId: string): EncodingName | undefined {
  const model = withoutOwner(baseModelOf(modelId));
  return TABLE.find(([, names]) => names.some(name => model === name || model.startsWith(`${name}-`)))?.[0];
}

/** A name stands for itself and for all that follow it after a hyphen, such as dated ones. First match wins. */
const TABLE: readonly (readonly [EncodingName, readonly string[]])[] = [
  ['o200k_harmony', ['gpt-oss']],
  ['o200k_base', ['gpt-4.1', 'gpt-4.5', 'gpt-4o', 'chatgpt-4o', 'o1', 'o3', 'o4-mini']],
  ['o200k_base', ['gpt-5', 'gpt-5.1', 'gpt-5.2', 'gpt-5.3', 'gpt-5.4', 'gpt-5.5']],
  ['cl100k_base', ['gpt-4', 'gpt-3.5', 'gpt-3.5-turbo', 'gpt-35-turbo', 'davinci-002', 'babbage-002']],
  ['cl100k_base', ['text-embedding-ada-002', 'text-embedding-3-small', 'text-embedding-3-large']],
];

/** Hosts write whose model it is before its name. */
const OWNERS = ['openai/', 'accounts/fireworks/models/'];

function withoutOwner(model: string): string {
  const owner = OWNERS.find(each => model.startsWith(each)) ?? '';
  return model.slice(owner.length);
}
