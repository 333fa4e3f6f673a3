import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Utf8Transcoder } from '../../../src/core/text/transcode.ts';
import { runs } from '../../support/property.ts';

const ENCODINGS = ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const;

describe('turning wide encodings into UTF-8', () => {
  it('keeps every character, however the bytes arrive, and drops the mark', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .filter(value => !/\p{Surrogate}/u.test(value) && !value.startsWith('\ufeff'));
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...ENCODINGS),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (value, encoding, chunk, marked) => {
          const { bytes, replaced } = transcode(
            encode((marked ? '\ufeff' : '') + value, encoding),
            encoding,
            chunk,
          );
          assert.equal(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), value);
          assert.equal(replaced, 0);
        },
      ),
      runs(300),
    );
  });

  for (const [name, encoding, bytes, text, lost] of [
    ['an odd byte at the end', 'utf-16le', [0x61, 0, 0x62], 'a\ufffd', 1],
    ['half a character', 'utf-16be', [0xd8, 0x3d, 0, 0x61], '\ufffda', 1],
    ['half a character at the end', 'utf-16be', [0, 0x61, 0xd8, 0x3d], 'a\ufffd', 1],
    ['beyond Unicode', 'utf-32le', [0, 0, 0x11, 0, 0x61, 0, 0, 0], '\ufffda', 1],
    ['a surrogate in UTF-32', 'utf-32be', [0, 0, 0xd8, 0], '\ufffd', 1],
    ['nothing', 'utf-16le', [], '', 0],
  ] as const) {
    it(`${name} is tolerated and counted`, () => {
      for (const chunk of [1, 3, 100]) {
        const result = transcode(Uint8Array.from(bytes), encoding, chunk);
        assert.equal(new TextDecoder().decode(result.bytes), text);
        assert.equal(result.replaced, lost);
      }
    });
  }
});

function transcode(
  bytes: Uint8Array,
  encoding: (typeof ENCODINGS)[number],
  chunk: number,
): { bytes: Uint8Array; replaced: number } {
  const transcoder = new Utf8Transcoder(encoding);
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += chunk) out.push(...transcoder.push(bytes.slice(at, at + chunk)));
  out.push(...transcoder.end());
  return { bytes: Uint8Array.from(out), replaced: transcoder.replaced };
}

function encode(text: string, encoding: (typeof ENCODINGS)[number]): Uint8Array {
  const width = encoding.startsWith('utf-16') ? 2 : 4;
  const units =
    width === 2
      ? Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
      : [...text].map(c => c.codePointAt(0) ?? 0);
  return Uint8Array.from(
    units.flatMap(unit => {
      const bytes = Array.from({ length: width }, (_, i) => (unit >>> (8 * i)) & 0xff);
      return encoding.endsWith('le') ? bytes : bytes.reverse();
    }),
  );
}
