import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { LineCutter, splitLines } from '../../../src/core/text/cutLines.ts';
import { runs } from '../../support/property.ts';

describe('cutting lines', () => {
  for (const [text, ...lines] of [
    ['', '|'],
    ['a', 'a|'],
    ['a\n', 'a|\\n', '|'],
    ['a\r\nb\rc\nd', 'a|\\r\\n', 'b|\\r', 'c|\\n', 'd|'],
    ['\r\n\r\r\n', '|\\r\\n', '|\\r', '|\\r\\n', '|'],
    ['a\u2028b\u0085c\vd', 'a\u2028b\u0085c\vd|'],
  ] as const) {
    it(JSON.stringify(text), () => assert.deepEqual(cut(text, 100).map(shown), lines));
  }

  it('gives every byte once, with its place, however the bytes arrive', () => {
    const unit = fc.constantFrom('\r', '\n', '\r\n', 'a', 'é', '');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), (units, chunk) => {
        const text = units.join('');
        const lines = cut(text, chunk);
        assert.deepEqual(
          lines.map(line => line.text),
          splitLines(text),
        );
        assert.equal(lines.map(line => line.text + line.terminator).join(''), text);
        let offset = 0;
        for (const line of lines) {
          assert.equal(line.offset, offset);
          assert.equal(line.length, bytesIn(line.text));
          offset += line.length + line.terminator.length;
        }
      }),
      runs(400),
    );
  });

  it('cuts a line that is too long, says how long it is, and never joins what is not adjacent', () => {
    const [long, next] = cut(`${'x'.repeat(50)}END\nnext\n`, 10, 20);
    assert.equal(long?.length, 53);
    assert.match(long?.text ?? '', /^x{20,49}$/);
    assert.deepEqual(next, { text: 'next', offset: 54, length: 4, terminator: '\n' });
  });
});

interface Line {
  text: string;
  offset: number;
  length: number;
  terminator: string;
}

function cut(text: string, chunk: number, longest?: number): Line[] {
  const lines: Line[] = [];
  const cutter = new LineCutter(longest);
  const take: Parameters<LineCutter['push']>[1] = ({ bytes, offset, length, terminator }) => {
    lines.push({ text: new TextDecoder().decode(bytes), offset, length, terminator });
  };
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunk) cutter.push(bytes.slice(at, at + chunk), take);
  cutter.end(take);
  return lines;
}

function shown({ text, terminator }: Line): string {
  return `${text}|${JSON.stringify(terminator).slice(1, -1)}`;
}

function bytesIn(text: string): number {
  return new TextEncoder().encode(text).length;
}
