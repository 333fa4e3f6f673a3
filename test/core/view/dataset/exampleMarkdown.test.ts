import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { exampleOfText } from '../../../../src/core/lint/exampleOfText.ts';
import { exampleMarkdown } from '../../../../src/core/view/dataset/exampleMarkdown.ts';
import { showExample } from '../../../../src/core/view/dataset/showExample.ts';
import { assistant, chat, user } from '../../../support/examples.ts';

/** What a strict reader of Markdown makes of it, with everything on that makes links. */
const reader = new MarkdownIt({ html: true, linkify: true });

describe('an example as a hover', () => {
  it('names the example, the speakers and what is trained', () => {
    const text = markdown(chat(user, { ...assistant, weight: 0 }, user, assistant), 11);
    assert.match(text, /\*\*Example 12\*\* · OpenAI chat/);
    assert.match(text, /4 messages/);
    assert.match(text, /\*\*assistant\*\* · _not trained/);
    assert.match(text, /\*\*assistant\*\* · _trained_/);
  });

  it('lets nothing of the example become a link, an image, a heading, a list or HTML', () => {
    const hostile = [
      '[a](https://evil.example)',
      '![a](https://evil.example/a.png)',
      '<img src=x onerror=alert(1)>',
      '# heading',
      '- item',
      '1. item',
      '> quote',
      'a\n===',
      '    code',
      '```\ncode\n```',
      '| a | b |\n|---|---|\n| c | d |',
      'https://evil.example www.evil.example me@evil.example',
      '<https://evil.example>',
      '&lt;b&gt; &#60;',
      '[a]: https://evil.example\n\n[a]',
      '*a* _b_ ~~c~~ `d` $(trash) \\',
      '\u001b]8;;https://evil.example\u0007x',
    ];
    const values = hostile.flatMap(text => [{ role: text, name: text, content: text }, assistant]);
    const tools = hostile.map(text => ({ type: 'function', function: { name: text } }));
    const text = markdown(JSON.stringify({ messages: values, tools, [hostile[1]!]: hostile[2] }), 0);
    const html = reader.render(text);
    const tags = new Set([...html.matchAll(/<(\/?\w+)/g)].map(([, tag]) => tag?.replace('/', '')));
    for (const tag of tags) assert.ok(['p', 'strong', 'em', 'br', 'hr'].includes(tag ?? ''), tag);
  });

  it('shows the words as they were', () => {
    const words = 'a*b*c [d](e) <f> & "g"';
    const html = reader.render(markdown(chat({ role: 'user', content: words }, assistant), 0));
    const text = html
      .replace(/<[^>]+>/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"');
    assert.ok(text.replace(/&amp;/g, '&').includes(words), text);
  });

  it('stays short, around what is pointed at', () => {
    const messages = Array.from({ length: 150 }, (_, index) => ({
      ...user,
      content: `${index} ${'word '.repeat(500)}`,
    }));
    const text = markdown(chat(...messages), 0, 120);
    assert.ok(text.length < 12_000, String(text.length));
    assert.match(text, /\n120 word/);
    assert.match(text, /117 messages before/);
  });

  it('shows both answers of a pair under their names', () => {
    const text = markdown('{"prompt":"a","chosen":"b","rejected":"c"}', 0);
    assert.match(text, /\*\*Preferred answer\*\*.*\*\*Rejected answer\*\*.*trained away from/s);
  });
});

function markdown(line: string, number: number, pointed?: number): string {
  const shown = showExample(exampleOfText(line, 'unknown', {}), { text: 5000, turns: 200, facts: 20 });
  return exampleMarkdown(shown, number, pointed);
}
