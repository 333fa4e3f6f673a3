import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  rewriteBytes,
  rewriteName,
  rewriteText,
  windows1252ToUtf8,
} from '../../../src/core/lint/rewrites.ts';
import { anyBytes } from '../../support/datasets.ts';
import { runs } from '../../support/property.ts';

const MARK = [0xef, 0xbb, 0xbf];

describe('rewriting a file', () => {
  for (const [name, rewrite, before, after, replaced] of [
    ['a mark goes', 'remove-byte-order-mark', [...MARK, 0x7b], [0x7b], 0],
    ['no mark, nothing goes', 'remove-byte-order-mark', [0x7b], [0x7b], 0],
    ['only the first mark goes', 'remove-byte-order-mark', [...MARK, ...MARK], MARK, 0],
    ['a mark comes', 'add-byte-order-mark', [0x7b], [...MARK, 0x7b], 0],
    ['a mark comes once', 'add-byte-order-mark', [...MARK, 0x7b], [...MARK, 0x7b], 0],
    ['UTF-16 with a mark', 'to-utf8', [0xff, 0xfe, 0xe9, 0], [0xc3, 0xa9], 0],
    ['UTF-16 without', 'to-utf8', [0x7b, 0, 0x22, 0, 0x22, 0, 0x7d, 0], [0x7b, 0x22, 0x22, 0x7d], 0],
    ['UTF-16 with an odd byte', 'to-utf8', [0xfe, 0xff, 0, 0x61, 0], [0x61, 0xef, 0xbf, 0xbd], 1],
    ['UTF-32', 'to-utf8', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], [0x61], 0],
    ['UTF-8 already', 'to-utf8', [0xc3, 0xa9], [0xc3, 0xa9], 0],
    [
      'Windows-1252 among UTF-8',
      'windows-1252-to-utf8',
      [0xc3, 0xa9, 0xe9, 0x80],
      [0xc3, 0xa9, 0xc3, 0xa9, 0xe2, 0x82, 0xac],
      0,
    ],
    ['a name alone', 'rename-to-jsonl', [0x7b], [0x7b], 0],
  ] as const) {
    it(name, () => {
      const result = rewriteBytes(Uint8Array.from(before), rewrite);
      assert.deepEqual([...result.bytes], [...after]);
      assert.equal(result.replaced, replaced);
    });
  }

  it('to one example a line keeps the mark, and leaves alone what is no text', () => {
    const encoder = new TextEncoder();
    const rewritten = rewriteBytes(encoder.encode('\ufeff[{"a": 1}]'), 'to-json-lines').bytes;
    assert.equal(new TextDecoder('utf-8', { ignoreBOM: true }).decode(rewritten), '\ufeff{"a":1}\n');
    const broken = Uint8Array.from([...encoder.encode('[{"a":"'), 0xff, ...encoder.encode('"}]')]);
    assert.equal(rewriteBytes(broken, 'to-json-lines').bytes, broken);
    assert.equal(rewriteText('[{"a": 1}]', 'to-json-lines'), '{"a":1}\n');
    assert.equal(
      rewriteText('version https://git-lfs.github.com/spec/v1\n', 'to-json-lines'),
      'version https://git-lfs.github.com/spec/v1\n',
    );
  });

  it('twice is the same as once, whatever the bytes', () => {
    const rewrites = [
      'remove-byte-order-mark',
      'add-byte-order-mark',
      'windows-1252-to-utf8',
      'to-json-lines',
    ] as const;
    fc.assert(
      fc.property(anyBytes, fc.constantFrom(...rewrites), (bytes, rewrite) => {
        const { bytes: once } = rewriteBytes(bytes, rewrite);
        if (rewrite === 'remove-byte-order-mark' && once[0] === 0xef) return;
        assert.deepEqual(rewriteBytes(once, rewrite).bytes, once);
      }),
      runs(200),
    );
  });

  it('from Windows-1252 leaves valid UTF-8', () => {
    fc.assert(
      fc.property(anyBytes, bytes => {
        new TextDecoder('utf-8', { fatal: true }).decode(windows1252ToUtf8(bytes));
      }),
      runs(200),
    );
  });

  for (const [before, after] of [
    ['train.json', 'train.jsonl'],
    ['train.txt', 'train.jsonl'],
    ['train', 'train.jsonl'],
    ['train.v2', 'train.v2.jsonl'],
    ['train.JSONL', 'train.JSONL'],
  ] as const) {
    it(`${before} becomes ${after}`, () => assert.equal(rewriteName(before, 'rename-to-jsonl'), after));
  }
});
