import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { MARKS, marksOf } from '../../../src/core/lint/textMarks.ts';
import { runs } from '../../support/property.ts';

/** What each mark promises never to overlook. */
const PROMISES: readonly (readonly [keyof typeof MARKS, RegExp])[] = [
  ['beyondAscii', /[^\0-\x7f]/],
  ['escape', /\\[ubf]/],
  ['at', /@/],
  ['less', /<|\\u003c/i],
  ['hash', /#/],
  ['instruction', /\[INST/],
  ['speakerColon', /(?:User|Assistant|System|Bot):/],
  ['hexColon', /[0-9a-f]:/i],
  ['capitalDigit', /[A-Z]\d/],
  ['fourDigits', /(?:\d\D*){4}/],
  ['thirteenDigits', /(?:\d\D*){13}/],
  [
    'keyStart',
    /\bsk-|AKIA|ASIA|gh[pousr]_|github_pat_|xox[abprs]-|AIza|-----BEGIN|\beyJ|:\/\/[^\s:"/@\\]+:[^\s"/@\\]+@|\bhf_|glpat-|\bnpm_/,
  ],
];

const piece = fc.constantFrom(
  ...[
    'sk-',
    'AKIA',
    'ASIA',
    'ghs_',
    'github_pat_',
    'xoxb-',
    'AIza',
    '-----BEGIN',
    'eyJ',
    'x://a:b@',
    'hf_',
    'npm_',
  ],
  ...[
    'glpat-',
    '[INST',
    'User:',
    'Assistant:',
    'System:',
    'Bot:',
    '<|',
    '\\u003C|',
    '\\b',
    '### ',
    'a@b',
    'fe:',
    'CH93',
  ],
  ...['0', '12', '999', 'é', '"', ' ', 'text', '\\'],
);

describe('the marks of a text', () => {
  it('miss nothing that a rule looks for', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const text = pieces.join('');
        const marks = marksOf(text);
        for (const [mark, pattern] of PROMISES) {
          if (pattern.test(text)) assert.ok((marks & MARKS[mark]) !== 0, `${mark} in ${text}`);
        }
      }),
      runs(400),
    );
  });

  it('are none for plain words', () => {
    assert.equal(marksOf('{"messages":[{"role":"user","content":"How long is it, well-known friend?"}]}'), 0);
  });

  it('say exactly whether all is ASCII without escapes', () => {
    for (const [text, plain] of [
      ['a\\n', true],
      ['a\\\\u', false],
      ['\\f', false],
      ['ü', false],
    ] as const) {
      assert.equal((marksOf(text) & (MARKS.beyondAscii | MARKS.escape)) === 0, plain, text);
    }
  });
});
