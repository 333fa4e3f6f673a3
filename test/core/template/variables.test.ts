import assert from 'node:assert/strict';
import { parseTemplate } from '../../../src/core/template/dialect/parse.ts';
import { findVariables, inputNames } from '../../../src/core/template/variables.ts';

/** `kind name xN` of every symbol in order, N its occurrences. */
function symbols(template: string): string[] {
  return findVariables(parseTemplate(template)).map(
    each => `${each.kind} ${each.name} x${each.occurrences.length}`,
  );
}

describe('variables of a template', () => {
  const CASES: [what: string, template: string, expected: string[]][] = [
    ['a value', '{{ a }} {{ b.c }} {{ a }}', ['input a x2', 'input b x1']],
    [
      'filters and their arguments',
      '{{ a | default(b) | join(sep=c) }}',
      ['input a x1', 'input b x1', 'input c x1'],
    ],
    ['computed members', '{{ a[b].c[d[1:e]] }}', ['input a x1', 'input b x1', 'input d x1', 'input e x1']],
    [
      'a loop',
      '{% for x in xs %}{{ x.y }}{{ loop.index }}{{ z }}{% endfor %}',
      ['input xs x1', 'loop x x2', 'input z x1'],
    ],
    [
      'loops of pairs',
      '{% for k, v in d %}{{ k }}{{ v }}{% endfor %}{{ k }}',
      ['input d x1', 'loop k x2', 'loop v x2', 'input k x1'],
    ],
    [
      'nested loops with the same name',
      '{% for x in a %}{% for x in x.b %}{{ x }}{% endfor %}{{ x }}{% endfor %}',
      ['input a x1', 'loop x x3', 'loop x x2'],
    ],
    [
      'a loop that filters',
      '{% for x in xs if x.ok and y %}{% endfor %}',
      ['input xs x1', 'loop x x2', 'input y x1'],
    ],
    ['set before it is read', '{% set a = b %}{{ a }}', ['input b x1', 'set a x2']],
    ['set after it is read', '{{ a }}{% set a = 1 %}{{ a }}', ['input a x3']],
    ['set only when missing', '{% if not a %}{% set a = 1 %}{% endif %}{{ a }}', ['input a x3']],
    [
      'set in a loop',
      '{% for i in [1] %}{% set s = i %}{{ s }}{% endfor %}{{ s }}',
      ['loop i x2', 'set s x2', 'input s x1'],
    ],
    [
      'set outside and in a loop',
      '{% set s = 0 %}{% for i in [1] %}{% set s = i %}{% endfor %}{{ s }}',
      ['set s x3', 'loop i x2'],
    ],
    ['a namespace', '{% set n = namespace(a=1) %}{% set n.a = b %}{{ n.a }}', ['set n x3', 'input b x1']],
    [
      'a macro',
      '{% macro m(a, b=c) %}{{ a }}{{ b }}{{ d }}{% endmacro %}{{ m(e) }}',
      ['macro m x2', 'parameter a x2', 'parameter b x2', 'input c x1', 'input d x1', 'input e x1'],
    ],
    [
      'a macro that reads what is set later',
      '{% macro m() %}{{ a }}{% endmacro %}{% set a = 1 %}{{ m() }}',
      ['macro m x2', 'set a x2'],
    ],
    [
      'a call block',
      '{% macro m() %}{{ caller(1) }}{% endmacro %}{% call(x) m() %}{{ x }}{{ y }}{% endcall %}',
      ['macro m x2', 'parameter x x2', 'input y x1'],
    ],
    [
      'an import',
      '{% import t as lib %}{{ lib.m(a) }}{% from "f" import g as h %}{{ h() }}',
      ['input t x1', 'import lib x2', 'input a x1', 'import h x2'],
    ],
    [
      'a block',
      '{% block b %}{{ super() }}{% set q = 1 %}{{ q }}{% endblock %}{{ q }}',
      ['set q x2', 'input q x1'],
    ],
    [
      'functions of the dialect',
      '{{ range(a) }}{% set c = cycler(1) %}{{ c.next() }}{{ True }}',
      ['input a x1', 'set c x2'],
    ],
    ['a function that is nowhere', '{{ nope(a) }}', ['function nope x1', 'input a x1']],
    [
      'conditions, tests and dictionaries',
      '{{ 1 if a is defined else {k: b}.k }}{% if c in d %}{% endif %}',
      ['input b x1', 'input a x1', 'input c x1', 'input d x1'],
    ],
    [
      'a switch',
      '{% switch a %}{% case b %}{{ c }}{% default %}{{ d }}{% endswitch %}',
      ['input a x1', 'input b x1', 'input c x1', 'input d x1'],
    ],
    [
      'filter and set blocks',
      '{% filter upper %}{{ a }}{% endfilter %}{% set x %}{{ b }}{% endset %}',
      ['input a x1', 'input b x1', 'set x x1'],
    ],
    ['raw text and comments', '{% raw %}{{ a }}{% endraw %}{# {{ b }} #}', []],
  ];
  for (const [what, template, expected] of CASES) {
    it(what, () => assert.deepEqual(symbols(template).sort(), [...expected].sort()));
  }

  it('gives the names that are wanted from outside', () => {
    const template = '{% for x in xs %}{{ x }}{{ a }}{% endfor %}{% set b = 1 %}{{ b }}{{ f(c) }}';
    assert.deepEqual(inputNames(findVariables(parseTemplate(template))), ['xs', 'a', 'c']);
  });

  it('gives the exact place of each occurrence and its path', () => {
    const template = 'é😀 {{ user.address["city"] | upper }}';
    const [symbol] = findVariables(parseTemplate(template));
    const [occurrence] = symbol!.occurrences;
    assert.equal(template.slice(occurrence!.start, occurrence!.end), 'user');
    assert.equal(occurrence!.path, 'user.address["city"]');
  });

  it('marks what may be missing', () => {
    const template =
      '{{ a | default(1) }}{% if b %}{{ c }}{% endif %}{{ d or 1 }}{{ e is defined }}{{ 1 if f }}';
    const optional = findVariables(parseTemplate(template)).map(each => [
      each.name,
      each.occurrences[0]!.optional,
    ]);
    assert.deepEqual(Object.fromEntries(optional), { a: true, b: true, c: false, d: true, e: true, f: true });
  });

  it('knows where a loop variable can be used', () => {
    const template = 'a{% for x in xs %}b{% endfor %}c';
    const { scope } = findVariables(parseTemplate(template)).find(each => each.name === 'x')!;
    assert.equal(template.slice(scope!.start, scope!.end), '{% for x in xs %}b{% endfor %}');
  });
});
