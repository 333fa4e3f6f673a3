import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { JsonNode } from '../../../src/core/jsonl/node.ts';
import { decodeString, parseWithPositions } from '../../../src/core/jsonl/parse.ts';
import { brokenLine, exampleLine } from '../../support/datasets.ts';
import { runs } from '../../support/property.ts';

describe('reading JSON with positions', () => {
  for (const [text, ...problems] of [
    ['{"a":1}'],
    ['{"a":1,}', 'stray-comma@6-7'],
    ['[1,]', 'stray-comma@2-3'],
    ['{"a":1} ,', 'stray-comma@8-9'],
    ['{"a":1}{"b":2}', 'next-value@7-7'],
    ['{"a":1} , {"b":2}', 'next-value@7-10'],
    ['{"a":NaN}', 'non-finite-number@5-8'],
    ['[-Infinity,Infinity]', 'non-finite-number@1-10', 'non-finite-number@11-19'],
    ['{"a":"\t"}', 'raw-control-character@6-7'],
    ['\uFEFF{"a":\uFEFF1}', 'byte-order-mark@0-1', 'byte-order-mark@6-7'],
    ['{"a":1,"a":2}', 'duplicate-key@1-4'],
    ['{"a":1,"\\u0061":2}', 'duplicate-key@1-4'],
    ['{"__proto__":1,"__proto__":2}', 'duplicate-key@1-12'],
    ['"\\ud800"', 'lone-surrogate@1-7'],
    ['"\\ud83d\\ude00"'],
    ['', 'syntax@0-0'],
    ['{', 'syntax@1-1'],
    ['{a:1}', 'syntax@1-2'],
    ['{"a" 1}', 'syntax@5-6'],
    ['{"a":1 "b":2}', 'syntax@7-8'],
    ['{"a":"b', 'syntax@5-7'],
    ['"\\x"', 'syntax@1-3'],
    ['"\\u12"', 'syntax@1-3'],
    ['[01]', 'syntax@1-3'],
    ['[1.]', 'syntax@1-3'],
    ['[,1]', 'syntax@1-2'],
    ['[1,,2]', 'syntax@3-4'],
    ['{"a":1}}', 'syntax@7-8'],
    ['nul', 'syntax@0-3'],
    ['[1\u00a0]', 'syntax@2-3'],
  ] as const) {
    it(`${JSON.stringify(text)}: ${problems.join(', ') || 'sound'}`, () => {
      const found = parseWithPositions(text).problems.map(
        ({ kind, start, end }) => `${kind}@${start}-${end}`,
      );
      assert.deepEqual(found, problems);
    });
  }

  it('agrees with JSON.parse on what is JSON, and on its value', () => {
    fc.assert(
      fc.property(fc.oneof(exampleLine, brokenLine, looksLikeJson), text => {
        const { roots, problems } = parseWithPositions(text);
        const faults = problems.filter(({ kind }) => kind !== 'duplicate-key' && kind !== 'lone-surrogate');
        const value = parsed(text);
        assert.equal(faults.length === 0, value !== undefined, text);
        if (value !== undefined) assert.deepEqual(readValue(text, roots[0] as JsonNode), value.value);
      }),
      runs(800),
    );
  });

  it('gives places inside the text, in order, one syntax problem at most, the last', () => {
    fc.assert(
      fc.property(fc.oneof(brokenLine, looksLikeJson), text => {
        const { problems } = parseWithPositions(text);
        for (const { start, end } of problems) assert.ok(0 <= start && start <= end && end <= text.length);
        const at = problems.findIndex(({ kind }) => kind === 'syntax');
        assert.ok(at === -1 || at === problems.length - 1);
      }),
      runs(500),
    );
  });
});

const looksLikeJson = fc
  .array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '.5',
      'e9',
      'null',
      'true',
      ' ',
      '\t',
      'NaN',
      '\uFEFF',
      '\\n',
      "'",
    ),
    { maxLength: 14 },
  )
  .map(parts => parts.join(''));

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function readValue(text: string, node: JsonNode): unknown {
  const raw = text.slice(node.start, node.end);
  if (node.kind === 'array') return node.items.map(item => readValue(text, item));
  if (node.kind === 'string') return decodeString(raw);
  if (node.kind !== 'object') return JSON.parse(raw);
  const object: Record<string, unknown> = {};
  for (const { name, value } of node.members) {
    Object.defineProperty(object, name, {
      value: readValue(text, value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return object;
}
