import assert from 'node:assert/strict';
import { windows1252Byte, windows1252Code } from '../../../src/core/text/windows1252.ts';

describe('Windows-1252', () => {
  // Not compared with the platform: some versions of Node read it as Latin-1.
  for (const [byte, character] of [
    [0x41, 'A'],
    [0x80, '€'],
    [0x85, '…'],
    [0x8d, '\u008d'],
    [0x92, '’'],
    [0x99, '™'],
    [0x9f, 'Ÿ'],
    [0xa0, '\u00a0'],
    [0xe9, 'é'],
    [0xff, 'ÿ'],
  ] as const) {
    it(`0x${byte.toString(16)} is ${character}`, () => {
      assert.equal(String.fromCharCode(windows1252Code(byte)), character);
      assert.equal(windows1252Byte(character.charCodeAt(0)), byte);
    });
  }

  it('has one character for each byte', () => {
    for (let byte = 0; byte < 256; byte++) assert.equal(windows1252Byte(windows1252Code(byte)), byte);
  });

  it('has no byte for what it does not know', () => {
    assert.equal(windows1252Byte(0x4e00), undefined);
    assert.equal(windows1252Byte(0x1f600), undefined);
  });
});
