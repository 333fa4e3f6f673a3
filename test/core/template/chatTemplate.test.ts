import assert from 'node:assert/strict';
import { chatTemplateRenderer } from '../../../src/core/template/chatTemplate.ts';
import { chatTemplateJob, readTokenizerConfig } from '../../../src/core/template/tokenizerConfig.ts';

describe("models' own chat templates", () => {
  const renderer = chatTemplateRenderer(() => new Date('2025-07-10T12:00:00Z'));
  const render = (source: string, values: Record<string, unknown> = {}) =>
    renderer.render({ dialect: 'chat-template', source, values });

  it('show messages as the model sees them', () => {
    const source =
      "{% for m in messages %}<|{{ m['role'] }}|>{{ m.content }}{{ eos_token }}{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";
    const messages = [{ role: 'user', content: 'Hi {{ x }}' }];
    const { text, error } = render(source, { messages, eos_token: '</s>', add_generation_prompt: true });
    assert.deepEqual([text, error], ['<|user|>Hi {{ x }}</s><|assistant|>', undefined]);
  });

  const CASES: [what: string, source: string, text: string][] = [
    ['the given date', "{{ strftime_now('%d %b %Y, %A %-d') }}", '10 Jul 2025, Thursday 10'],
    ['ranges', '{{ range(3)|list|tojson }}{{ range(1, 6, 2)|list|tojson }}', '[0, 1, 2][1, 3, 5]'],
    ['constants of Python', '{{ True and not False }}{{ None is none }}', 'truetrue'],
  ];
  for (const [what, source, text] of CASES) it(what, () => assert.equal(render(source).text, text));

  const ERRORS: [source: string, code: string][] = [
    ['{% if x %}', 'syntax'],
    ["{{ raise_exception('roles must alternate') }}", 'wrong-type'],
    ['{{ range(999999999)|length }}', 'wrong-type'],
    ["{{ ''.constructor.constructor('return 1')() }}", 'wrong-type'],
    ["{{ range.constructor('return 1')() }}", 'wrong-type'],
  ];
  for (const [source, code] of ERRORS)
    it(`${code}: ${source}`, () => assert.equal(render(source).error?.code, code));

  it('come from the tokenizer configuration', () => {
    const config = {
      chat_template: 'T',
      bos_token: '<s>',
      eos_token: { content: '</s>' },
      unk_token: null,
      model_max_length: 1,
    };
    assert.deepEqual(readTokenizerConfig(JSON.stringify(config)), {
      templates: { default: 'T' },
      tokens: { bos_token: '<s>', eos_token: '</s>' },
    });
    const several = {
      chat_template: [{ name: 'default', template: 'A' }, { name: 'tool_use', template: 'B' }, null],
    };
    assert.deepEqual(readTokenizerConfig(JSON.stringify(several))?.templates, {
      default: 'A',
      tool_use: 'B',
    });
    assert.deepEqual([readTokenizerConfig('x'), readTokenizerConfig('[]')], [undefined, undefined]);
  });

  it('show a whole request', () => {
    const template =
      '{{ bos_token }}{% for m in messages %}{{ m.role }}:{{ m.content }};{% endfor %}{{ add_generation_prompt }}';
    const config = {
      templates: { default: template, tool_use: 'tools {{ tools|length }}' },
      tokens: { bos_token: '<s>' },
    };
    const messages = [{ role: 'user', content: 'Hi' }];
    const textOf = (request: Record<string, unknown>) =>
      renderer.render(chatTemplateJob(config, request)!).text;
    assert.equal(textOf({ messages }), '<s>user:Hi;true');
    assert.equal(textOf({ messages, tools: [{}] }), 'tools 1');
    assert.equal(chatTemplateJob({ templates: {}, tokens: {} }, { messages }), undefined);
  });
});
