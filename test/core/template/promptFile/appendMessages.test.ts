import assert from 'node:assert/strict';
import { appendMessages } from '../../../../src/core/template/promptFile/appendMessages.ts';
import { parsePromptFile } from '../../../../src/core/template/promptFile/parsePromptFile.ts';
import { renderPrompt } from '../../../../src/core/template/promptFile/renderPrompt.ts';
import { nunjucksRenderer } from '../../../../src/core/template/nunjucksRenderer.ts';

const PAIR = [
  { role: 'user', content: 'Q' },
  { role: 'assistant', content: 'A' },
];

describe('adding examples to a prompt file', () => {
  const table: [what: string, before: string, after: string][] = [
    [
      'before the question at the end',
      `{\n  // Kept.\n  "messages": [\n    { "role": "system", "content": "S" },\n    { "role": "user", "content": "{{ x }}" }\n  ]\n}\n`,
      `{\n  // Kept.\n  "messages": [\n    { "role": "system", "content": "S" },\n    {"role":"user","content":"Q"},\n    {"role":"assistant","content":"A"},\n    { "role": "user", "content": "{{ x }}" }\n  ]\n}\n`,
    ],
    [
      'after an answer at the end',
      `{ "messages": [\n\t{ "role": "assistant", "content": "S" } // Last.\n] }`,
      `{ "messages": [\n\t{ "role": "assistant", "content": "S" },\n\t{"role":"user","content":"Q"},\n\t{"role":"assistant","content":"A"} // Last.\n] }`,
    ],
    [
      'on one line',
      '{"messages":[{"role":"user","content":"x"}]}',
      '{"messages":[{"role":"user","content":"Q"}, {"role":"assistant","content":"A"}, {"role":"user","content":"x"}]}',
    ],
  ];
  for (const [what, before, after] of table) {
    it(what, () => assert.equal(applied(before, PAIR), after));
  }

  it('into a file without messages yet', () => {
    const { messages } = JSON.parse(applied('{ "messages": [] }', PAIR)!);
    assert.deepEqual(messages, PAIR);
  });

  it('not into what is broken or no JSON', () => {
    assert.equal(applied('{ "messages": [ }', PAIR), undefined);
    assert.equal(applied('{ "messages": "x" }', PAIR), undefined);
  });

  for (const content of [
    '{{ x }} {% if %} {# no #}',
    '\n\n{{ a',
    '{% raw %}{{ x }}{% endraw %}',
    '{{{{',
    'a } b {',
  ]) {
    it(`as a text that means itself: ${JSON.stringify(content)}`, async () => {
      const text = applied('{ "messages": [{ "role": "user", "content": "q" }] }', [
        { role: 'assistant', content },
      ])!;
      const { request, error } = await renderPrompt(parse(text), {}, async () => nunjucksRenderer());
      assert.equal(error, undefined);
      assert.equal((request.messages as { content: string }[])[0]?.content, content);
    });
  }
});

function parse(text: string) {
  return parsePromptFile({ path: 'ask.prompt.json', text });
}

function applied(text: string, messages: readonly { role: string; content: string }[]): string | undefined {
  const edits = appendMessages(parse(text), messages);
  return edits?.reduceRight(
    (so, { start, end, newText }) => so.slice(0, start) + newText + so.slice(end),
    text,
  );
}
