import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readContextOverflow } from '../../../src/core/provider/contextExceeded.ts';
import { htmlTitle, isHtml, readErrorBody } from '../../../src/core/provider/errorBody.ts';
import { editDistance, nearestNames } from '../../../src/core/provider/nearest.ts';
import { redact } from '../../../src/core/provider/redact.ts';
import { readRetryAfter } from '../../../src/core/provider/waits.ts';
import { runs } from '../../support/property.ts';

describe('redaction', () => {
  const hidden: [string, string][] = [
    ['an OpenAI key', 'bad sk-proj-AbCd1234567890EfGh_xyz here'],
    ['a masked key', 'Incorrect API key provided: sk-abcd***********wxyz.'],
    ['a bearer header', 'Authorization: Bearer AbCd1234567890EfGh'],
    ['a header as JSON', '{"authorization":"Bearer AbCd1234567890EfGh"}'],
    ['an Azure key', 'api-key: AbCd1234567890EfGh'],
    ['a bearer alone', 'sent bearer AbCd1234567890EfGh to it'],
    ['a web token', 'x eyJhbGciOiJIUzI1NiJ9.AbCd1234567890EfGh.sig y'],
    ['a signed S3 address', 'https://b.s3.aws.com/f?X-Amz-Date=1&X-Amz-Signature=AbCd1234567890EfGh'],
    ['a signed Azure address', 'https://a.blob.core.windows.net/c/f?sv=1&sig=AbCd1234567890EfGh%3D'],
    [
      'a signed Google address',
      'PUT https://storage.googleapis.com/b/f?X-Goog-Signature=AbCd1234567890EfGh failed',
    ],
    ['a password in an address', 'http://me:AbCd1234567890EfGh@proxy:8080/'],
  ];
  for (const [name, text] of hidden) {
    it(`hides ${name}`, () => {
      assert.ok(!/AbCd1234567890EfGh|wxyz/.test(redact(text)), redact(text));
    });
  }

  it('hides a given key wherever and however it stands', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w+/=-]{8,40}$/), fc.string(), fc.string(), (key, before, after) => {
        const text = `${before}${key} ${encodeURIComponent(key)}${after}`;
        assert.ok(!redact(text, [key]).includes(key));
      }),
      runs(100),
    );
  });

  const kept = [
    'The model `lm-studio-community/Meta-Llama-3.1-8B` does not exist.',
    'GET https://api.openai.com/v1/fine_tuning/jobs?limit=20&after=ftjob-1 200',
    'ft:gpt-4.1-mini-2025-04-14:acme:sk-8:abc',
  ];
  for (const text of kept) it(`leaves "${text}"`, () => assert.equal(redact(text), text));
});

describe('the nearest names', () => {
  const names = ['gpt-4.1-2025-04-14', 'gpt-4.1-mini-2025-04-14', 'gpt-4o', 'gpt-4o-mini', 'whisper-1'];
  const cases: [string, string | undefined][] = [
    ['gpt-4o-mimi', 'gpt-4o-mini'],
    ['gpt4o', 'gpt-4o'],
    ['GPT-4O', 'gpt-4o'],
    ['gpt-4.1-mini', 'gpt-4.1-mini-2025-04-14'],
    ['wihsper-1', 'whisper-1'],
    ['claude', undefined],
  ];
  for (const [wanted, best] of cases)
    it(`${wanted} -> ${best}`, () => assert.equal(nearestNames(wanted, names)[0], best));

  it('distance is symmetric, zero for the same, and stops at its limit', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(editDistance(a, b), editDistance(b, a));
        assert.equal(editDistance(a, b) === 0, a === b);
        const limited = editDistance(a, b, 2);
        assert.ok(limited > 2 ? editDistance(a, b) > 2 : limited === editDistance(a, b));
      }),
      runs(100),
    );
  });
});

describe('a prompt that is too long', () => {
  const cases: [string, string, number | undefined, number | undefined][] = [
    [
      'OpenAI',
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 130512 tokens. Please reduce",
      128000,
      2512,
    ],
    [
      'OpenAI with the answer',
      "This model's maximum context length is 4097 tokens, however you requested 5200 tokens (4200 in your prompt; 1000 for the completion).",
      4097,
      1103,
    ],
    [
      'vLLM',
      "This model's maximum context length is 2048 tokens. However, your request has 3000 input tokens. Please reduce",
      2048,
      952,
    ],
    [
      'Together',
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens and 512 `max_new_tokens`',
      8193,
      1319,
    ],
    ['Fireworks', 'The prompt is too long: 140000, model maximum context length: 131071', 131071, 8929],
    [
      'llama.cpp',
      'request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it',
      4096,
      904,
    ],
    [
      'with commas',
      'maximum context length is 1,047,576 tokens. However, your messages resulted in 1,047,600 tokens.',
      1047576,
      24,
    ],
    ['without numbers', 'context_length_exceeded', undefined, undefined],
  ];
  for (const [name, message, limit, overBy] of cases) {
    it(name, () => {
      const found = readContextOverflow(message);
      assert.ok(found);
      assert.equal(found.limit, limit);
      assert.equal(found.overBy, overBy);
    });
  }

  for (const message of [
    'max_tokens must be positive',
    'The model does not exist.',
    'Rate limit: 30000 tokens per minute',
  ]) {
    it(`is not "${message}"`, () => assert.equal(readContextOverflow(message), undefined));
  }
});

describe('error bodies', () => {
  const cases: [string, string, object][] = [
    [
      'OpenAI',
      '{"error":{"message":"m","type":"t","param":"p","code":"c"}}',
      { message: 'm', type: 't', param: 'p', code: 'c' },
    ],
    ['plain error', '{"error":"m"}', { message: 'm' }],
    [
      'Azure',
      '{"error":{"code":"content_filter","message":"m","innererror":{"code":"Inner"}}}',
      { message: 'm', code: 'Inner' },
    ],
    ['gRPC gateway', '{"code":5,"message":"m","details":[]}', { message: 'm', code: '5' }],
    [
      'vLLM',
      '{"object":"error","message":"m","type":"t","code":404}',
      { message: 'm', type: 't', code: '404' },
    ],
    ['FastAPI', '{"detail":[{"loc":["body","x"],"msg":"m"}]}', { message: 'body.x: m' }],
    ['a list', '[{"error":{"message":"m"}}]', { message: 'm' }],
    ['text', 'upstream gone', { message: 'upstream gone' }],
    ['a page', '<html><title>x</title>', {}],
    ['nothing', '', {}],
    ['null', 'null', {}],
  ];
  for (const [name, body, expected] of cases) it(name, () => assert.deepEqual(readErrorBody(body), expected));

  it('knows a page when it sees one', () => {
    assert.ok(isHtml('\n<!DOCTYPE html><p>'));
    assert.ok(isHtml('<!-- made by x -->\n<html lang="en">'));
    assert.ok(!isHtml('{"a":"<html>"}'));
    assert.equal(htmlTitle('<title>\n  Sign\n in </title>'), 'Sign in');
  });
});

describe('the wait that a server asks for', () => {
  const now = Date.parse('2026-11-21T00:00:00Z');
  const cases: [Record<string, string>, number | undefined][] = [
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '42', 'retry-after': '3' }, 42],
    [{ 'retry-after': 'Sat, 21 Nov 2026 00:01:00 GMT' }, 60_000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 00:00:00 GMT' }, 0],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after-ms': 'x', 'retry-after': '2' }, 2000],
    [{}, undefined],
  ];
  for (const [headers, wait] of cases) {
    it(`${JSON.stringify(headers)} -> ${wait}`, () =>
      assert.equal(readRetryAfter(new Headers(headers), now), wait));
  }
});
