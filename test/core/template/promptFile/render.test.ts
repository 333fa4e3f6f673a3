import assert from 'node:assert/strict';
import { chatTemplateRenderer } from '../../../../src/core/template/chatTemplate.ts';
import { nunjucksRenderer } from '../../../../src/core/template/nunjucksRenderer.ts';
import { parsePromptFile } from '../../../../src/core/template/promptFile/parsePromptFile.ts';
import { pickChoice } from '../../../../src/core/template/promptFile/pickChoice.ts';
import { type RenderedPrompt, renderPrompt } from '../../../../src/core/template/promptFile/renderPrompt.ts';
import { readInputValue, resolveValues } from '../../../../src/core/template/promptFile/values.ts';

function render(
  text: string,
  values: Record<string, unknown>,
  files: Record<string, string> = {},
): Promise<RenderedPrompt> {
  const file = parsePromptFile({ path: 'p/a.prompt.json', text, files });
  const rendererOf = async (dialect: string) =>
    dialect === 'nunjucks' ? nunjucksRenderer() : chatTemplateRenderer(() => new Date(0));
  return renderPrompt(file, resolveValues(file, values).values, rendererOf);
}

describe('rendering prompt files', () => {
  it('gives exactly the request', async () => {
    const text = `{
      "name": "n", "inputs": { "who": { "default": "you" } }, "model": "m", "temperature": 0.5, "stop": ["{{ who }}:"],
      "tools": [{ "type": "function", "function": { "name": "f", "parameters": { "type": "object" } } }],
      "messages": [
        { "role": "system", "content": { "$file": "s.md" } },
        { "role": "user", "name": "u", "content": [{ "type": "text", "text": "Hi {{ who }}" }] },
        { "role": "assistant", "content": null, "tool_calls": [] }
      ]
    }`;
    const { request, error, missing } = await render(text, {}, { 'p/s.md': 'Not {{ rendered }}' });
    assert.deepEqual([error, missing], [undefined, []]);
    assert.deepEqual(request, {
      model: 'm',
      temperature: 0.5,
      stop: ['you:'],
      tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }],
      messages: [
        { role: 'system', content: 'Not {{ rendered }}' },
        { role: 'user', name: 'u', content: [{ type: 'text', text: 'Hi you' }] },
        { role: 'assistant', content: null, tool_calls: [] },
      ],
    });
  });

  it('keeps values as they are, whatever is in them', async () => {
    const value = 'Aren\'t "quotes" \\ and\nlines\t{{ name }} {% if %} <b>&amp; \u2028 😀 \ud800';
    const text = '{ "messages": [{ "role": "user", "content": "{{ x }}" }] }';
    const { request } = await render(text, { x: value });
    assert.equal((request.messages as { content: string }[])[0]!.content, value);
    assert.deepEqual(JSON.parse(JSON.stringify(request)), request);
  });

  it('does not change the file', async () => {
    const file = parsePromptFile({
      path: 'a',
      text: '{ "messages": [{ "role": "user", "content": "{{ x }}" }] }',
    });
    await renderPrompt(file, { x: 1 }, async () => nunjucksRenderer());
    assert.deepEqual(file.request, { messages: [{ role: 'user', content: '{{ x }}' }] });
  });

  it('names what is missing, each once, and not the items of loops', async () => {
    const content =
      '{{ a }}{{ a.b }}{{ c.d }}{% for i in list %}{{ i.x }}{% endfor %}{% if e %}{% endif %}{{ f | default(1) }}';
    const text = JSON.stringify({
      messages: [
        { role: 'user', content },
        { role: 'user', content: '{{ a }}' },
      ],
    });
    const { missing, messages } = await render(text, { list: [{}], c: {} });
    assert.deepEqual(missing, ['a']);
    assert.equal(messages[0]!.texts[0]!.missing.length, 4);
  });

  it('gives messages with spans and the first error', async () => {
    const text =
      '{ "messages": [{ "role": "user", "content": "ok {{ x }}" }, { "role": "user", "content": "{{ x | nope }}" }] }';
    const { messages, error } = await render(text, { x: 'v' });
    assert.equal(error?.code, 'unknown-filter');
    const [slot] = messages[0]!.texts;
    assert.deepEqual(
      slot!.spans.map(span => slot!.text.slice(span.start, span.end)),
      ['ok ', 'v'],
    );
    const { start, end } = slot!.slot.map.rangeToFile(slot!.spans[1]!.from);
    assert.equal(text.slice(start, end), '{{ x }}');
  });

  it('includes templates beside the file', async () => {
    const files = { 'p/part.jinja': '<{{ x }}>', 'p/user.jinja': '{% include "part.jinja" %}!' };
    const text = '{ "messages": [{ "role": "user", "content": { "$file": "user.jinja" } }] }';
    const { request } = await render(text, { x: 1 }, files);
    assert.deepEqual(request.messages, [{ role: 'user', content: '<1>!' }]);
  });

  it('offers choices as a variable', async () => {
    const content = '{% for c in choices %}{{ c.name }}: {{ c.description }};{% endfor %}';
    const choices = [{ name: 'a', file: 'a.prompt.json', description: 'A' }];
    const files = { 'p/a.prompt.json': '{}' };
    const { request } = await render(
      JSON.stringify({ choices, messages: [{ role: 'user', content }] }),
      {},
      files,
    );
    assert.deepEqual(request.messages, [{ role: 'user', content: 'a: A;' }]);
  });
});

describe('values of inputs', () => {
  const place = { start: 0, end: 0 };
  const inputs = [
    { name: 'a', default: 1, example: 2, place },
    { name: 'b', example: 3, place },
    { name: 'c', place },
  ];

  it('come from the user, then from the declaration; examples only when asked for', () => {
    const given = resolveValues({ inputs, choices: [] }, { c: 9 });
    assert.deepEqual(given, { values: { c: 9, a: 1 }, origins: { c: 'given', a: 'default' } });
    const preview = resolveValues({ inputs, choices: [] }, {}, { examples: true });
    assert.deepEqual(preview.values, { a: 1, b: 3 });
  });

  const TYPED: [type: string | undefined, text: string, value: unknown][] = [
    [undefined, ' x ', ' x '],
    ['string', '1', '1'],
    ['number', '1.5', 1.5],
    ['integer', '-2', -2],
    ['boolean', 'True', true],
    ['array', '[1]', [1]],
    ['object', '{"a":1}', { a: 1 }],
    ['number', '', undefined],
    ['integer', '1.5', undefined],
    ['boolean', 'yes', undefined],
    ['array', '{}', undefined],
    ['object', '[]', undefined],
    ['object', 'x', undefined],
  ];
  for (const [type, text, value] of TYPED) {
    it(`${type ?? 'no type'}: ${JSON.stringify(text)}`, () => {
      const declaration = { name: 'x', place, ...(type && { type }) } as never;
      const read = readInputValue(declaration, text);
      assert.deepEqual('value' in read ? read.value : undefined, value);
    });
  }
});

describe('choosing a template by an answer', () => {
  const choices = ['translate', 'rewrite', 'rewrite-short'].map(name => ({
    name,
    file: `${name}.prompt.json`,
    place: { start: 0, end: 0 },
  }));
  const CASES: [answer: string, name: string | undefined][] = [
    ['translate', 'translate'],
    [' "Rewrite". ', 'rewrite'],
    ['{"choice": "translate", "why": "rewrite would not do"}', 'translate'],
    ['I would use translate here.', 'translate'],
    ['Use rewrite-short.', 'rewrite-short'],
    ['translate or rewrite', undefined],
    ['translated', undefined],
    ['', undefined],
  ];
  for (const [answer, name] of CASES) {
    it(JSON.stringify(answer), () => assert.equal(pickChoice(answer, choices)?.name, name));
  }
});
