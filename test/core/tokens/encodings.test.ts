import assert from 'node:assert/strict';
import { encodingOf } from '../../../src/core/tokens/encodings.ts';

const CASES: Readonly<Record<string, string | undefined>> = {
  'gpt-4o': 'o200k_base',
  'gpt-4o-mini-2024-07-18': 'o200k_base',
  'gpt-4.1': 'o200k_base',
  'gpt-4.1-nano-2025-04-14': 'o200k_base',
  'gpt-5': 'o200k_base',
  'gpt-5.4-mini': 'o200k_base',
  o1: 'o200k_base',
  'o3-mini-2025-01-31': 'o200k_base',
  'o4-mini': 'o200k_base',
  'chatgpt-4o-latest': 'o200k_base',
  // tiktoken's prefix `ft:gpt-4` would make it cl100k.
  'ft:gpt-4.1-mini-2025-04-14:acme:faq:abc123': 'o200k_base',
  'ft:gpt-4.1-2025-04-14:acme::abc123:ckpt-step-90': 'o200k_base',
  'ft:gpt-4o-2024-08-06:acme::x': 'o200k_base',
  // Of models that ended, whose tables are not shipped.
  'ft:gpt-4-0613:acme::x': undefined,
  'ft:gpt-3.5-turbo-0125:acme::x': undefined,
  'ft:babbage-002:acme::x': undefined,
  'gpt-4': undefined,
  'gpt-4-turbo': undefined,
  'gpt-35-turbo': undefined,
  'davinci-002': undefined,
  'text-embedding-3-small': undefined,
  'gpt-oss-20b': 'o200k_harmony',
  'openai/gpt-oss-120b': 'o200k_harmony',
  'accounts/fireworks/models/gpt-oss-20b': 'o200k_harmony',
  'llama-3.1-8b': undefined,
  'somebody/gpt-4o-distilled': undefined,
  'sandbox-base': undefined,
  'gpt-40': undefined,
  'gpt-4x': undefined,
  '': undefined,
};

describe('the encoding of a model', () => {
  for (const [model, encoding] of Object.entries(CASES)) {
    it(`${model || '(no name)'}: ${encoding ?? 'not known'}`, () =>
      assert.equal(encodingOf(model), encoding));
  }
});
