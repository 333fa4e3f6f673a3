import assert from 'node:assert/strict';
import { parseTemplate } from '../../../../src/core/template/dialect/parse.ts';
import { renderTemplate } from '../../../../src/core/template/dialect/render.ts';

/** The offending text stands between « and ». */
const BROKEN: [code: string, template: string][] = [
  ['unclosed-delimiter', 'Hello «{{» name'],
  ['unclosed-delimiter', 'Hello «{{-» name'],
  ['unclosed-delimiter', 'a {{ b }} «{{» c } and {{ d }}'],
  ['unclosed-delimiter', '«{{» a, how are {{ you }}'],
  ['unclosed-delimiter', '{% if a %}x«{%» endif'],
  ['unclosed-delimiter', '«{%» if a }x{% endif %}'],
  ['unclosed-delimiter', 'é😀 «{{» x'],
  ['unclosed-string', '{{ «"»abc }} and more'],
  ['unclosed-string', "{{ x | default(«'»none) }}"],
  ['unclosed-comment', 'a «{#» never closed {{ x }}'],
  ['stray-comment-end', 'a «#}» b'],
  ['unclosed-block', 'a «{% if x %}» b'],
  ['unclosed-block', '{% for i in a %}{% endfor %}«{% for j in b %}»c'],
  ['unclosed-block', '{% if a %}«{% for i in b %}»{{ i }}{# no end #}'],
  ['unclosed-block', '«{% if a %}»x{% else %}y'],
  ['unclosed-block', '«{%- macro m(a, b=1) -%}»x'],
  ['unclosed-block', '«{% raw %}»{{ x }}'],
  ['unclosed-block', '«{% set x %}»y'],
  ['unclosed-block', '«{% call m() %}»y'],
  ['unclosed-block', '«{% filter upper %}»y'],
  ['unclosed-block', '«{% block b %}»y'],
  ['unclosed-block', '«{% switch x %}»{% case 1 %}y'],
  ['unexpected-tag', '{% if a %}{% «endfor» %}{% endif %}'],
  ['unexpected-tag', 'a {% «endif» %}'],
  ['unexpected-tag', '{% «else» %}'],
  ['unknown-tag', '{% «foo» bar %}'],
  ['unknown-tag', '{%- «while» x -%}'],
  ['syntax', '{{ «}}»'],
  ['syntax', '{{ a «b» }}'],
  ['syntax', '{{ a | «}}»'],
  ['syntax', '{{ a + «}}»'],
  ['syntax', '{{ a«[]» }}'],
  ['syntax', '{{ [1, 2 «3»] }}'],
  ['syntax', '{{ {a «1»} }}'],
  ['syntax', '{{ f(a «b») }}'],
  ['syntax', '{% if «%}»{% endif %}'],
  ['syntax', '{% for x «y» %}{% endfor %}'],
  ['syntax', '{% for 1 «in» y %}{% endfor %}'],
  ['not-supported', '{{ x | replace(«r/a+/g», "b") }}'],
];

/** Errors that show only when the template is rendered. */
const FAILING: [code: string, template: string][] = [
  ['unknown-filter', '{{ x | «nope» }}'],
  ['unknown-test', '{{ x is «nope» }}'],
  ['not-callable', '{{ «x»() }}'],
  ['not-callable', '{{ «d.key»(1) }}'],
  ['wrong-type', '{{ «1 in 2» }}'],
  ['wrong-type', '{% set «d».x = 1 %}'],
  ['wrong-type', '{{ x | «truncate»(nope=1) }}'],
  ['template-not-found', '{% include «"nope.njk"» %}'],
  ['duplicate-block', '{% block a %}{% endblock %}{% block «a» %}{% endblock %}'],
];

describe('template errors', () => {
  for (const [code, marked] of [...BROKEN, ...FAILING]) {
    it(`${code}: ${marked}`, () => {
      const start = marked.indexOf('«');
      const end = marked.indexOf('»') - 1;
      const template = marked.replace(/[«»]/g, '');
      const { error } = renderTemplate(template, { x: 1, d: { key: 'v' } });
      assert.equal(error?.code, code, error?.message);
      assert.equal(template.slice(error.start, error.end), template.slice(start, end), error.message);
      assert.equal(error.start, start);
    });
  }

  it('say which block is open when another is closed', () => {
    const template = 'a {% if x %}b{% endfor %}';
    const { error } = parseTemplate(template);
    assert.equal(template.slice(error!.opener!.start, error!.opener!.end), '{% if x %}');
  });

  it('keep what was rendered before', () => {
    const { text, error } = renderTemplate('before {{ x | nope }} after', { x: 1 });
    assert.deepEqual([text, error?.code], ['before ', 'unknown-filter']);
  });

  it('name the included template', () => {
    const load = () => ({ name: 'part.njk', source: 'ok {{ 1 | nope }}' });
    const { error } = renderTemplate('{% include "part.njk" %}', {}, { load });
    assert.deepEqual([error?.template, error?.code, error?.start], ['part.njk', 'unknown-filter', 10]);
  });
});
