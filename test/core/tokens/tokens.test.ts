import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { encode } from 'gpt-tokenizer/encoding/cl100k_base';
import { countExample, type ExampleTokens } from '../../../src/core/tokens/countExample.ts';
import { countRequest } from '../../../src/core/tokens/countRequest.ts';
import { ENCODINGS, type EncodingName } from '../../../src/core/tokens/encodings.ts';
import { ESTIMATE, loadTokenizer, type Tokenizer, tokenizerFor } from '../../../src/core/tokens/tokenizer.ts';
import type { FormatId } from '../../../src/core/formats/format.ts';
import { fromRoot } from '../../support/root.ts';

/** Not shipped, but what is known of how messages are billed was published for models of that time. */
const CL100K: Tokenizer = {
  exact: true,
  count: text => encode(text, { disallowedSpecial: new Set<string>() }).length,
};

const CORPUS = fromRoot('../shared/corpus/stats/open');

function lines<T>(name: string): T[] {
  return readFileSync(`${CORPUS}/${name}`, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as T);
}

describe('counting tokens', () => {
  let tokenizers: Record<EncodingName, Tokenizer>;

  before(async () => {
    const entries = ENCODINGS.map(async name => [name, await loadTokenizer(name)] as const);
    tokenizers = Object.fromEntries(await Promise.all(entries)) as Record<EncodingName, Tokenizer>;
  });

  it('gives the numbers of tiktoken', function () {
    if (!existsSync(CORPUS)) this.skip();
    type Truth = { encoding: string; text: string; tokens: number[] };
    const files = [
      'tokens_tiktoken_tests.jsonl',
      'tokens_cookbook.jsonl',
      'tokens_gpt_tokenizer_plans.jsonl',
    ];
    const all = files.flatMap(name => lines<Truth>(name));
    const known = all.filter(({ encoding }) => Object.hasOwn(tokenizers, encoding));
    const wrong = known.filter(
      ({ encoding, text, tokens }) => tokenizers[encoding as EncodingName].count(text) !== tokens.length,
    );
    // U+0085 is white space for tiktoken and none for JavaScript.
    assert.deepEqual(
      wrong.filter(({ text }) => !text.includes('\u0085')),
      [],
    );
    assert.ok(known.length > 25, `only ${known.length} cases`);
  });

  it('counts messages as the service bills them', function () {
    if (!existsSync(CORPUS)) this.skip();
    type Overhead = { messages: unknown[]; prompt_tokens_by_API: Record<string, number> };
    const truth = JSON.parse(readFileSync(`${CORPUS}/message_overhead_cookbook.json`, 'utf8')) as Overhead;
    const total = (one: Tokenizer) => countRequest({ messages: truth.messages }, one).total;
    assert.equal(total(tokenizers.o200k_base), truth.prompt_tokens_by_API['gpt-4o']);
    assert.equal(total(CL100K), truth.prompt_tokens_by_API['gpt-4-0613']);
  });

  it('counts declarations of functions as the service bills them', function () {
    if (!existsSync(CORPUS)) this.skip();
    const cases = lines<Record<string, unknown> & { tokens: number }>(
      'message_overhead_function_cases.jsonl',
    );
    const found = cases.map(
      ({ tokens: _, ...request }) => countRequest(request, tokenizers.o200k_base).total,
    );
    assert.deepEqual(
      found,
      cases.map(({ tokens }) => tokens),
    );
  });

  it('counts examples as the cookbook does', function () {
    if (!existsSync(CORPUS)) this.skip();
    type Truth = {
      file: string;
      per_example_total_recomputed: number[];
      per_example_assistant_recomputed: number[];
    };
    const truth = JSON.parse(readFileSync(`${CORPUS}/toy_chat_cookbook_outputs.json`, 'utf8')) as Truth;
    const examples = readFileSync(fromRoot('../shared/corpus', truth.file), 'utf8').trim().split('\n');
    const counted = examples.map(line => countExample(JSON.parse(line), 'openai-sft', CL100K));
    assert.deepEqual(
      counted.map(({ total }) => total),
      truth.per_example_total_recomputed,
    );
    assert.deepEqual(
      counted.map(({ trained }) => trained),
      truth.per_example_assistant_recomputed,
    );
  });

  it('takes special tokens in data for text', () => {
    for (const name of ENCODINGS) assert.ok(tokenizers[name].count('a <|endoftext|> b <|im_start|>') > 6);
  });

  it('is quick with words that never end', () => {
    for (const run of ['a', '今', ' ', '!']) {
      const tokens = tokenizers.o200k_base.count(`x${run.repeat(200_000)}x`);
      assert.ok(tokens > 1000, `${run}: ${tokens}`);
    }
  });

  it('estimates where the tokenizer is not known, and says so', async () => {
    assert.equal(await tokenizerFor('some-llama'), ESTIMATE);
    assert.equal(await tokenizerFor(undefined), ESTIMATE);
    assert.equal(await tokenizerFor('gpt-3.5-turbo-0125'), ESTIMATE);
    assert.equal((await tokenizerFor('ft:gpt-4.1-mini:a::b')).encoding, 'o200k_base');
    const texts = ['README.md', 'docs/cli.md', 'src/core/template/dialect/parser.ts'];
    for (const name of texts) {
      const text = readFileSync(fromRoot(name), 'utf8');
      const ratio = ESTIMATE.count(text) / tokenizers.o200k_base.count(text);
      assert.ok(ratio > 0.9 && ratio < 1.15, `${name}: ${ratio}`);
    }
  });

  it('never throws at what a request may hold', () => {
    const odd = [
      null,
      1,
      'x',
      [],
      { content: 5 },
      { content: [null, 3, { text: 4 }] },
      { tool_calls: [null, 1] },
    ];
    const requests = [
      {},
      { messages: 'x' },
      { messages: odd, tools: [null, 1, { function: null }, { function: { parameters: 7 } }] },
      { messages: odd, functions: [{ name: 'f', parameters: { type: 'object', properties: { a: null } } }] },
      { messages: [], tools: [{ type: 'function', function: { name: 'f', parameters: deep(20_000) } }] },
    ];
    for (const request of requests) {
      const counted = countRequest(request, ESTIMATE);
      assert.ok(Number.isSafeInteger(counted.total));
      assert.equal(counted.exact, false);
    }
  });

  it('says when a number is no more than a guess', () => {
    const { o200k_base: exact, o200k_harmony: harmony } = tokenizers;
    const hello = { role: 'user', content: 'hello' };
    const picture = { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a/b.png' } }] };
    assert.equal(countRequest({ messages: [hello] }, exact).exact, true);
    assert.equal(countRequest({ messages: [hello] }, harmony).exact, false);
    assert.equal(
      countRequest({ messages: [hello], tools: [{ function: { name: 'f' } }] }, exact).exact,
      false,
    );
    assert.equal(countRequest({ messages: [picture] }, exact).exact, false);
  });

  /** Counted by characters, so that each number can be read off the example. */
  const characters: Tokenizer = { exact: true, count: text => text.length };

  const EXAMPLES: readonly [string, FormatId, unknown, Partial<ExampleTokens>][] = [
    [
      'a muted answer carries no loss',
      'openai-sft',
      {
        messages: [
          { role: 'user', content: 'ab' },
          { role: 'assistant', content: 'cde', weight: 0 },
          { role: 'assistant', content: 'fghi' },
        ],
      },
      { total: 3 + (3 + 4 + 2) + (3 + 9 + 3) + (3 + 9 + 4), trained: 4, exact: true },
    ],
    [
      'both answers of a pair are learnt from',
      'openai-dpo',
      {
        input: { messages: [{ role: 'user', content: 'ab' }] },
        preferred_output: [{ role: 'assistant', content: 'cde' }],
        non_preferred_output: [{ role: 'assistant', content: 'f' }],
      },
      { total: 3 + 9 + 15 + 13, trained: 4 },
    ],
    [
      'reinforcement has only prompts',
      'openai-rft',
      { messages: [{ role: 'user', content: 'ab' }], answer: 'c' },
      { total: 3 + 9, trained: 0 },
    ],
    ['a completion', 'prompt-completion', { prompt: 'abc', completion: ' d' }, { total: 5, trained: 2 }],
    ['Alpaca', 'alpaca', { instruction: 'ab', input: '', output: 'cde' }, { trained: 3, exact: false }],
    [
      'ShareGPT',
      'sharegpt',
      {
        conversations: [
          { from: 'human', value: 'ab' },
          { from: 'gpt', value: 'cde' },
        ],
      },
      { trained: 3, exact: false },
    ],
    ['no example at all', 'openai-sft', 7, { total: 0, trained: 0, exact: false }],
  ];

  for (const [name, format, example, expected] of EXAMPLES) {
    it(`of an example: ${name}`, () => {
      const counted = countExample(example, format, characters);
      assert.deepEqual({ ...counted, ...expected }, counted);
      assert.equal(counted.prompt, counted.total - counted.trained);
    });
  }
});

function deep(levels: number): unknown {
  let schema: unknown = { type: 'string' };
  for (let level = 0; level < levels; level++) schema = { type: 'object', properties: { a: schema } };
  return schema;
}
