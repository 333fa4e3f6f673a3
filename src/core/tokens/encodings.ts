import { baseModelOf } from '../targets/models/modelInfo.ts';

/**
 * Encodings whose tables we ship. `cl100k_base` and those before it are left out: the last models that answer with
 * them, and their tunes, ended on 2026-10-23. Who asks about one of those gets an estimate that says so.
 */
export const ENCODINGS = ['o200k_base', 'o200k_harmony'] as const;

export type EncodingName = (typeof ENCODINGS)[number];

/**
 * The encoding of a model's tokenizer, tunes and checkpoints included; undefined for models whose tokenizer is not
 * OpenAI's, or one that is not shipped. Source: tiktoken's `model.py`, except for `ft:gpt-4.1`, which its prefixes take for a `gpt-4`.
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
];

/** Hosts write whose model it is before its name. */
const OWNERS = ['openai/', 'accounts/fireworks/models/'];

function withoutOwner(model: string): string {
  const owner = OWNERS.find(each => model.startsWith(each)) ?? '';
  return model.slice(owner.length);
}
