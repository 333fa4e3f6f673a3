import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { byteOrderMark, decodeUtf8, readHead, unmarkedUtf16 } from '../../../src/core/text/decode.ts';
import { runs } from '../../support/property.ts';

describe('decoding UTF-8', () => {
  for (const [name, bytes, invalidByte, invalidAt] of [
    ['ASCII', [0x61], undefined, undefined],
    ['an accent', [0xc3, 0xa9], undefined, undefined],
    ['Latin-1', [0x61, 0xe9, 0x62], 1, 1],
    ['a lone continuation', [0x80], 0, 0],
    ['an overlong slash', [0xc0, 0xaf], 0, 0],
    ['an overlong of three', [0xe0, 0x80, 0x80], 0, 0],
    ['a surrogate', [0x61, 0xed, 0xa0, 0x80], 1, 1],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 0, 0],
    ['a sequence that ends early', [0xf0, 0x9f, 0x98], 0, 0],
    ['after an emoji', [0xf0, 0x9f, 0x98, 0x80, 0xff], 4, 2],
    ['a mark', [0xef, 0xbb, 0xbf, 0x61], undefined, undefined],
  ] as const) {
    it(name, () => {
      const decoded = decodeUtf8(Uint8Array.from(bytes));
      assert.equal(decoded.invalidByte, invalidByte);
      assert.equal(decoded.invalidAt, invalidAt);
    });
  }

  it('agrees with the platform on what is valid, and points into the text', () => {
    const byte = fc.constantFrom(
      0x61,
      0x7f,
      0x80,
      0xa0,
      0xbf,
      0xc1,
      0xc3,
      0xe0,
      0xe2,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0xff,
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 10 }), codes => {
        const bytes = Uint8Array.from(codes);
        const { text, invalidAt, invalidByte } = decodeUtf8(bytes);
        assert.equal(invalidByte === undefined, isValid(bytes));
        if (invalidAt === undefined || invalidByte === undefined) return;
        assert.ok(isValid(bytes.subarray(0, invalidByte)));
        assert.equal(text[invalidAt], '\ufffd');
      }),
      runs(1000),
    );
  });
});

describe('recognising encodings', () => {
  for (const [bytes, encoding] of [
    [[0xef, 0xbb, 0xbf], 'utf-8'],
    [[0xff, 0xfe, 0x61, 0], 'utf-16le'],
    [[0xfe, 0xff, 0, 0x61], 'utf-16be'],
    [[0xff, 0xfe, 0, 0], 'utf-32le'],
    [[0, 0, 0xfe, 0xff], 'utf-32be'],
    [[0xef, 0xbb], undefined],
    [[], undefined],
  ] as const) {
    it(`${bytes.join(' ')} marks ${encoding}`, () =>
      assert.equal(byteOrderMark(Uint8Array.from(bytes))?.encoding, encoding));
  }

  it('sees UTF-16 without a mark, and nothing in what may be UTF-8', () => {
    assert.equal(unmarkedUtf16(utf16('{"a":1}')), 'utf-16le');
    assert.equal(unmarkedUtf16(new TextEncoder().encode('{"a":"\0"}')), undefined);
    assert.equal(unmarkedUtf16(new Uint8Array(100)), undefined);
    assert.equal(readHead(utf16('\ufeff{"a":1}')).unmarkedUtf16, false);
  });
});

function utf16(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap(c => [c.charCodeAt(0) & 0xff, c.charCodeAt(0) >> 8]));
}

function isValid(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
