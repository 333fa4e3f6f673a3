import assert from 'node:assert/strict';
import { webAddress } from '../../../src/core/view/webAddress.ts';

describe('an address of the web', () => {
  const table: readonly [text: string, address: string | undefined][] = [
    ['https://a.example', 'https://a.example/'],
    ['HTTP://A.example/b?c=d#e', 'http://a.example/b?c=d#e'],
    // What looks like another letter is shown as what it is.
    ['https://exаmple.com', 'https://xn--exmple-4nf.com/'],
    ['https://me:secret@a.example', undefined],
    ['https://a.example@evil.example', undefined],
    ['ftp://a.example', undefined],
    ['javascript:alert(1)', undefined],
    ['command:x', undefined],
    ['//a.example', undefined],
    ['https://', undefined],
    [`https://a.example/${'x'.repeat(3000)}`, undefined],
    ['', undefined],
  ];
  for (const [text, address] of table) {
    it(`${JSON.stringify(text.slice(0, 40))} is ${address ?? 'none'}`, () => {
      assert.equal(webAddress(text), address);
    });
  }
});
