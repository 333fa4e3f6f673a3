import assert from 'node:assert/strict';
import { type FindingCase, severities, testFindings, testFixes } from '../../../../support/findings.ts';
import { brief, bytesOf, lint } from '../../../../support/lint.ts';

const sound = '{"prompt":"a","completion":"b"}';
const value = (text: string) => `{"prompt":"${text}","completion":"b"}`;

const cases: readonly FindingCase[] = [
  { name: 'letters of the world', text: value('é ñ 日本語 عربي हिन्दी 👩‍💻 «né »'), expect: [] },
  {
    name: 'a mark before the second line',
    text: `${sound}\n\ufeff${sound}`,
    expect: ['E encoding/bom@2 \ufeff'],
  },
  {
    name: 'a mark between tokens',
    text: `${sound}\n{\ufeff"prompt":"a","completion":"b"}`,
    expect: ['E encoding/bom@2 \ufeff'],
  },
  {
    name: 'a mark in a string is an invisible character',
    text: value('a\ufeff'),
    expect: ['I encoding/invisible-character@1 \ufeff'],
  },
  { name: 'half an emoji', text: value('a\\ud83d'), expect: ['E encoding/lone-surrogate@1 \\ud83d'] },
  {
    name: 'halves in the wrong order',
    text: value('\\ude00\\ud83d'),
    expect: ['E encoding/lone-surrogate@1 \\ude00', 'E encoding/lone-surrogate@1 \\ud83d'],
  },
  {
    name: 'half an emoji before a whole one',
    text: value('\\ud83d\\ud83d\\ude00'),
    expect: ['E encoding/lone-surrogate@1 \\ud83d'],
  },
  { name: 'a backslash before what looks like half', text: value('\\\\ud83d'), expect: [] },
  {
    name: 'behind such a backslash',
    text: value('\\\\ud83d\\ude00'),
    expect: ['E encoding/lone-surrogate@1 \\ude00'],
  },
  { name: 'half an emoji in a key', text: '{"\\ud83d":1}', expect: ['E encoding/lone-surrogate@1 \\ud83d'] },
  {
    name: 'misread accents',
    text: value('cafÃ© et thÃ©'),
    expect: ['W encoding/mojibake@1 Ã©', 'W encoding/mojibake@1 Ã©'],
  },
  { name: 'one alone may be meant', text: value('Ã©'), expect: [] },
  { name: 'two in different values', text: '{"prompt":"Ã©","completion":"Ã©"}', expect: [] },
  {
    name: 'a misread word is one run',
    text: value('Ð¿Ñ€Ð¸Ð²ÐµÑ‚'),
    expect: ['W encoding/mojibake@1 Ð¿Ñ€Ð¸Ð²ÐµÑ‚'],
  },
  {
    name: 'a misread emoji and dash',
    text: value('ðŸ˜€ â€” x'),
    expect: ['W encoding/mojibake@1 ðŸ˜€', 'W encoding/mojibake@1 â€”'],
  },
  { name: 'a lost character', text: value('caf\ufffd'), expect: ['W encoding/mojibake@1 \ufffd'] },
  { name: 'French quotation marks', text: value('«CAFÉ» «MARCHÉ» «né…» «là »'), expect: [] },
  {
    name: 'a line separator',
    text: value('a\u2028\u0085'),
    expect: ['W encoding/unusual-line-terminator@1 \u2028', 'W encoding/unusual-line-terminator@1 \u0085'],
  },
  { name: 'a zero-width space', text: value('a\u200b'), expect: ['I encoding/invisible-character@1 \u200b'] },
  {
    name: 'a direction mark as an escape',
    text: value('\\u202e'),
    expect: ['I encoding/invisible-character@1 \\u202e'],
  },
  {
    name: 'backspace and form feed',
    text: value('\\b\\f\\n'),
    expect: ['I encoding/invisible-character@1 \\b', 'I encoding/invisible-character@1 \\f'],
  },
  { name: 'LaTeX has neither', text: value('\\\\beta \\\\frac'), expect: [] },
  { name: 'joiners in Persian and emoji', text: value('می‌خواهم 👨‍👩‍👧'), expect: [] },
  {
    name: 'a joiner in English',
    text: value('hel\u200dlo'),
    expect: ['I encoding/invisible-character@1 \u200d'],
  },
  { name: 'nothing of the characters of a broken line', text: '{"a":"\u200b\u2028Ã©Ã©"', expect: [] },
];

describe('rules about encodings', () => {
  testFindings(['encoding'], cases);

  testFixes([
    {
      name: 'a mark goes',
      rule: 'encoding/bom',
      before: `${sound}\n\ufeff${sound}`,
      fixes: [['safe', `${sound}\n${sound}`]],
    },
    {
      name: 'half a character is replaced or deleted',
      rule: 'encoding/lone-surrogate',
      before: value('a\\ud83d'),
      fixes: [
        ['unsafe', value('a\\ufffd')],
        ['unsafe', value('a')],
      ],
    },
    {
      name: 'misread text is read again',
      rule: 'encoding/mojibake',
      before: value('Ã©Ã¨'),
      fixes: [['unsafe', value('éè')]],
    },
    {
      name: 'in the spelling that it had',
      rule: 'encoding/mojibake',
      before: value('\\u00c3\\u00a9\\u00c3\\u00a8'),
      fixes: [['unsafe', value('\\u00e9\\u00e8')]],
    },
    { name: 'a lost character stays lost', rule: 'encoding/mojibake', before: value('\ufffd'), fixes: [] },
    {
      name: 'a separator is escaped',
      rule: 'encoding/unusual-line-terminator',
      before: value('\u2029'),
      fixes: [['safe', value('\\u2029')]],
    },
    {
      name: 'an invisible character goes',
      rule: 'encoding/invisible-character',
      before: value('a\u200bb'),
      fixes: [['unsafe', value('ab')]],
    },
  ]);

  it('a mark at the start, by target', async () => {
    const targets = ['generic', 'openai', 'azure', 'together'];
    assert.deepEqual(Object.values(await severities('encoding/bom', `\ufeff${sound}`, targets)), [
      'warning',
      'warning',
      'off',
      'error',
    ]);
    assert.deepEqual(Object.values(await severities('encoding/bom', sound, targets)), [
      'off',
      'off',
      'info',
      'off',
    ]);
    assert.deepEqual(Object.values(await severities('encoding/bom', '{"level":1}', targets)), [
      'off',
      'off',
      'off',
      'off',
    ]);
  });

  it('of a line that is no text, only where its bytes go wrong', async () => {
    const bytes = Uint8Array.from([
      ...bytesOf(`${sound}\n{"é\u200b":"`),
      0xe9,
      ...bytesOf('",}\n'),
      ...bytesOf(sound),
    ]);
    const { findings } = await lint(bytes);
    const ofLine = findings.filter(({ range }) => range.start.line === 1);
    assert.deepEqual(
      ofLine.map(({ rule, range }) => [rule, range.start.character, range.end.character]),
      [['encoding/not-utf8', 7, 8]],
    );
  });

  for (const [name, bytes] of [
    ['UTF-16 with a mark', [0xff, 0xfe, 0x7b, 0, 0x7d, 0]],
    ['UTF-16 without', [0, 0x7b, 0, 0x22, 0, 0x22, 0, 0x7d]],
    ['UTF-32', [0, 0, 0xfe, 0xff, 0, 0, 0, 0x7b]],
    ['a mark of UTF-16 alone', [0xfe, 0xff]],
  ] as const) {
    it(`${name}: one finding, whatever the lines would give`, async () => {
      const report = await lint(Uint8Array.from(bytes), { target: 'openai', file: 'train.txt' });
      assert.deepEqual(brief(report), ['encoding/not-utf8@1:0-0']);
      assert.equal(report.findings[0]?.fixes[0]?.safety, name === 'UTF-16 without' ? 'unsafe' : 'safe');
    });
  }
});
