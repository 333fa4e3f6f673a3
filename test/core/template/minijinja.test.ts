import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { minijinjaRenderer } from '../../../src/core/template/minijinja.ts';
import type { Renderer } from '../../../src/core/template/renderer.ts';
import { fromRoot } from '../../support/root.ts';

describe('MiniJinja', () => {
  let renderer: Renderer;
  before(async () => {
    const wasm = readFileSync(fromRoot('node_modules/minijinja-js/dist/web/minijinja_js_bg.wasm'));
    renderer = await minijinjaRenderer(wasm);
  });

  const render = (source: string, values: Record<string, unknown> = {}, more: object = {}) =>
    renderer.render({ dialect: 'minijinja', source, values, ...more });

  it('renders as TensorZero does', () => {
    const source =
      '{{ name }} {{ [1, none, true] }} {{ {"b": 1, "a": 2} }}{% for x in xs[:-1] %} {{ x|upper }}{% endfor %}';
    assert.equal(
      render(source, { name: '<b> & "x"', xs: ['a', 'b', 'c'] }).text,
      '<b> & "x" [1, none, true] {"a": 2, "b": 1} A B',
    );
  });

  it('never renders a value', () => {
    assert.equal(render('{{ x }}', { x: '{{ y }}', y: 'z' }).text, '{{ y }}');
  });

  const SPANS: [template: string, expected: string[]][] = [
    ['Hi {{ user.name }}!', ['Hi <- Hi', 'Ada <- {{ user.name }} user.name', '! <- !']],
    ['a \n {{- n -}} \n b', ['a <- a', '7 <- {{- n -}} n', 'b <- b']],
    [
      '{% for i in list -%} <{{ i|upper }}> {%- endfor %}',
      ['< <- <', 'A <- {{ i|upper }} i', '> <- >', '< <- <', 'B <- {{ i|upper }} i', '> <- >'],
    ],
    ['{% raw %}{{ x }}{% endraw %}{# c #}{{ n + 1 }}', ['{{ x }} <- {{ x }}', '8 <- {{ n + 1 }}']],
    ['{% set s %}<{{ n }}>{% endset %}{{ s }}', ['< <- <', '7 <- {{ n }} n', '> <- >']],
    ['{% set s %}ab{% endset %}{{ s|length }}', ['2 <- {% set s %}ab{% endset %}{{ s|length }}']],
  ];
  for (const [template, expected] of SPANS) {
    it(`tells where text comes from: ${template}`, () => {
      const { text, spans } = render(template, { user: { name: 'Ada' }, n: 7, list: ['a', 'b'] });
      const shown = spans.map(span =>
        [
          `${text.slice(span.start, span.end)} <- ${template.slice(span.from.start, span.from.end)}`,
          span.path,
        ]
          .filter(Boolean)
          .join(' '),
      );
      assert.deepEqual(
        shown.map(each => each.replace('Hi  <-', 'Hi <-')),
        expected,
      );
    });
  }

  it('marks the place of a missing value, and not that of an empty one', () => {
    const { text, spans } = render('Hi {{ name }}, {{ empty }}{% if more %}{{ more.x }}{% endif %}.', {
      empty: '',
    });
    assert.equal(text, 'Hi , .');
    const [missing, ...others] = spans.filter(span => span.start === span.end);
    assert.deepEqual([missing?.path, missing?.missing, missing?.start, others], ['name', true, 3, []]);
  });

  const ERRORS: [code: string, marked: string][] = [
    ['unknown-filter', 'é😀 {{ x|«nope» }}'],
    ['unknown-filter', 'a\nb\n\t{{ x|«nope» }}'],
    ['syntax', '{{ x «)» }}'],
    ['unclosed-block', '{% if x «%}»'],
    ['unknown-tag', '{% «foo» %}'],
    ['unexpected-tag', '{% «endif» %}'],
    ['template-not-found', '{% «include "x"» %}'],
    ['not-callable', '{{ «y(1)» }}'],
    ['limit-steps', '{% for i in range(9999) %}{% for j in «range(9999)» %}{% endfor %}{% endfor %}'],
  ];
  for (const [code, marked] of ERRORS) {
    it(`${code}: ${JSON.stringify(marked)}`, () => {
      const template = marked.replace(/[«»]/g, '');
      const { error } = render(template, { x: 'secret' }, { limits: { steps: 10_000 } });
      assert.equal(error?.code, code, error?.message);
      assert.equal(
        template.slice(error.start, error.end),
        marked.slice(marked.indexOf('«') + 1, marked.indexOf('»')),
      );
      assert.ok(!error.message.includes('secret'));
    });
  }

  it('includes templates from beside and from the workspace folder', () => {
    const files = {
      'p/part.minijinja': 'beside {{ n }}',
      'q/other.minijinja': 'other',
      'p/broken.minijinja': '{% if',
    };
    const result = render(
      '{% include "part.minijinja" %} {% include "q/other.minijinja" %}',
      { n: 1 },
      { path: 'p/a.minijinja', files },
    );
    assert.equal(result.text, 'beside 1 other');
    assert.equal(render('{% include "../../etc/passwd" %}').error?.code, 'template-not-found');
  });

  it('names what is missing', () => {
    const { missing, text } = render(
      '{{ a.b }}{{ c }}{% if d %}{% endif %}{% for i in [1] %}{{ i }}{% endfor %}',
      { a: {} },
    );
    assert.deepEqual([missing.map(each => each.path), text], [['c'], '1']);
  });

  it('does not let a text grow without end', () => {
    assert.equal(render('{{ "x" * 5000000 }}').error?.code, 'limit-output');
  });
});
