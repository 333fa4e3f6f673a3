import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderTemplate } from '../../../../src/core/template/dialect/render.ts';
import { templateLoader } from '../../../../src/core/template/templateFiles.ts';
import { DATA, NUNJUCKS_TEMPLATES } from './nunjucksTemplates.ts';
import { runs } from '../../../support/property.ts';

/** `output text <- template text` of every span, values with their path. */
function origins(
  template: string,
  values: Record<string, unknown>,
  files: Record<string, string> = {},
): string[] {
  const { text, spans } = renderTemplate(template, values, { load: templateLoader(files) });
  return spans.map(span => {
    const source = span.template === undefined ? template : files[span.template]!;
    const from = source.slice(span.from.start, span.from.end);
    const notes = [span.path, span.missing && 'missing', span.template].filter(Boolean).join(' ');
    return `${text.slice(span.start, span.end)} <- ${from}${notes && ` (${notes})`}`;
  });
}

describe('spans of rendered templates', () => {
  const CASES: [what: string, template: string, expected: string[]][] = [
    [
      'text and values',
      'Hi {{ user.name }}!',
      ['Hi  <- Hi ', 'Ada <- {{ user.name }} (user.name)', '! <- !'],
    ],
    ['a filtered value', '{{ user.name | upper }}', ['ADA <- {{ user.name | upper }} (user.name)']],
    ['a computed value', '{{ n + 1 }}', ['8 <- {{ n + 1 }}']],
    ['trimmed text', 'a \n {{- n -}} \n b', ['a <- a', '7 <- {{- n -}} (n)', 'b <- b']],
    ['a missing value', '[{{ nope.x }}]', ['[ <- [', ' <- {{ nope.x }} (nope.x missing)', '] <- ]']],
    ['a missing value in a text', '{{ "a" ~ nope }}', ['aundefined <- {{ "a" ~ nope }} (missing)']],
    [
      'a value that may be missing',
      '{{ nope | default("x") }}{% if nope %}{% endif %}',
      ['x <- {{ nope | default("x") }} (nope)'],
    ],
    ['an empty value', '{{ empty }}', []],
    [
      'a loop',
      '{% for i in list %}<{{ i }}>{% endfor %}',
      ['< <- <', 'a <- {{ i }} (i)', '> <- >', '< <- <', 'b <- {{ i }} (i)', '> <- >'],
    ],
    [
      'a macro',
      '{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(n) }}',
      ['< <- <', '7 <- {{ x }} (x)', '> <- >'],
    ],
    ['a set block', '{% set s %}<{{ n }}>{% endset %}{{ s }}', ['< <- <', '7 <- {{ n }} (n)', '> <- >']],
    ['a changed set block', '{% set s %}ab{% endset %}{{ s | upper }}', ['AB <- {{ s | upper }} (s)']],
    [
      'a call block',
      '{% macro m() %}({{ caller() }}){% endmacro %}{% call m() %}x{{ n }}{% endcall %}',
      ['( <- (', 'x <- x', '7 <- {{ n }} (n)', ') <- )'],
    ],
    ['a filter block', '{% filter upper %}a{{ n }}{% endfilter %}', ['A7 <- {% filter upper %}']],
    ['raw text', 'a{% raw %}{{ b }}{% endraw %}', ['a <- a', '{{ b }} <- {{ b }}']],
  ];
  for (const [what, template, expected] of CASES) {
    it(what, () => {
      const values = { user: { name: 'Ada' }, n: 7, list: ['a', 'b'], empty: '' };
      assert.deepEqual(origins(template, values), expected);
    });
  }

  it('name the included template', () => {
    const files = { 'dir/part.njk': 'in {{ n }}' };
    assert.deepEqual(origins('a {% include "dir/part.njk" %}', { n: 1 }, files), [
      'a  <- a ',
      'in  <- in  (dir/part.njk)',
      '1 <- {{ n }} (n dir/part.njk)',
    ]);
  });

  it('name blocks of an extended template', () => {
    const files = { 'base.njk': '<{% block b %}old{% endblock %}>' };
    const template = '{% extends "base.njk" %}{% block b %}{{ super() }} new{% endblock %}';
    assert.deepEqual(origins(template, {}, files), [
      '< <- < (base.njk)',
      'old <- old (base.njk)',
      ' new <-  new',
      '> <- > (base.njk)',
    ]);
  });

  it('cover the whole text, in order, and copy text exactly', () => {
    const templates = Object.values(NUNJUCKS_TEMPLATES).flat();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...templates), { minLength: 1, maxLength: 4 }), parts => {
        const template = parts.join('\n');
        const { text, spans, error } = renderTemplate(template, DATA);
        let position = 0;
        for (const span of spans) {
          assert.equal(span.start, position);
          position = span.end;
          if (span.kind !== 'text') continue;
          assert.equal(template.slice(span.from.start, span.from.end), text.slice(span.start, span.end));
        }
        assert.ok(error || position === text.length);
      }),
      runs(150),
    );
  });
});
