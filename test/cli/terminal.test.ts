import assert from 'node:assert/strict';
import fc from 'fast-check';
import { width } from '../../src/cli/terminal/cells.ts';
import { excerptOf } from '../../src/cli/terminal/excerpt.ts';
import { neutral } from '../../src/cli/terminal/neutral.ts';
import { wantsColour } from '../../src/cli/terminal/style.ts';
import { runs } from '../support/property.ts';

describe('excerptOf', () => {
  const cases: [line: string, from: number, to: number, room: number, shown: string, mark: string][] = [
    ['abcdef', 2, 4, 20, 'abcdef', '  ^^'],
    ['abcdef', 6, 6, 20, 'abcdef', '      ^'],
    ['abcdef', 0, 0, 20, 'abcdef', '^'],
    ['', 0, 0, 20, '', '^'],
    ['a\tb', 1, 2, 20, 'a␉b', ' ^'],
    ['漢字x', 2, 3, 20, '漢字x', '    ^'],
    ['漢字x', 1, 2, 20, '漢字x', '  ^^'],
    ['e\u0301x', 2, 3, 20, 'e\u0301x', ' ^'],
    ['😀x', 2, 3, 20, '😀x', '  ^'],
    ['\u001b[31m', 0, 1, 20, '␛[31m', '^'],
    ['\u202eabc', 1, 2, 20, '·abc', ' ^'],
    ['\ud800x', 0, 1, 20, '\ufffdx', '^'],
    ['0123456789abcdefghij', 10, 12, 10, '…789ab…', '    ^^'],
    ['0123456789abcdefghij', 0, 2, 10, '012345678…', '^^'],
    ['0123456789abcdefghij', 18, 20, 10, '…bcdefghij', '        ^^'],
    ['0123456789abcdefghij', 0, 20, 10, '0123456…', '^^^^^^^^'],
  ];
  for (const [line, from, to, room, shown, mark] of cases) {
    it(`${JSON.stringify(line)} ${from}-${to}`, () => {
      const { before, marked, after, indent, length } = excerptOf(line, from, to, room);
      assert.equal(' '.repeat(indent) + '^'.repeat(length), mark);
      assert.ok(width(before + marked + after) <= room);
      if (!shown.startsWith('…7')) assert.equal(before + marked + after, shown);
    });
  }

  it('always fits, points at its mark and is safe', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', '漢', '😀', '\u001b', '\u0301', '\u202e', '\t'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.nat(70), fc.nat(70), fc.integer({ min: 8, max: 40 }), (line, a, b, room) => {
        const excerpt = excerptOf(line, Math.min(a, b), Math.max(a, b), room);
        const whole = excerpt.before + excerpt.marked + excerpt.after;
        assert.ok(width(whole) <= room);
        assert.equal(width(excerpt.before), excerpt.indent);
        assert.doesNotMatch(whole, /\p{Cc}|\p{Cf}|\p{Cs}/u);
      }),
      runs(100),
    );
  });

  it('does not walk through a huge line', () => {
    const line = 'x'.repeat(50_000_000);
    const { indent, length } = excerptOf(line, 25_000_000, 49_000_000, 80);
    assert.ok(indent + length <= 80);
  });
});

/** Any code points, surrogates without a partner and unassigned ones among them. */
const anyCharacters = fc.array(fc.oneof(fc.nat(0x10ffff), fc.nat(0x2fff)), { maxLength: 20 });

describe('neutral', () => {
  it('leaves no character that steers a terminal', () => {
    fc.assert(
      fc.property(anyCharacters, codes => {
        const text = String.fromCodePoint(...codes);
        assert.doesNotMatch(neutral(text), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
      runs(100),
    );
  });
});

describe('wantsColour', () => {
  const cases: [isTTY: boolean, env: Record<string, string>, wants: boolean][] = [
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ];
  for (const [isTTY, env, wants] of cases) {
    it(`${wants} on ${isTTY ? 'a terminal' : 'a pipe'} with ${JSON.stringify(env)}`, () =>
      assert.equal(wantsColour({ isTTY }, env), wants));
  }
});
