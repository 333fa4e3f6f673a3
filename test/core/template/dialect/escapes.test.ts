import assert from 'node:assert/strict';
import { renderTemplate } from '../../../../src/core/template/dialect/render.ts';
import { templateLoader } from '../../../../src/core/template/templateFiles.ts';

/** Set by anything that manages to run code. */
const scene = globalThis as { escaped?: boolean };

const CODE = 'globalThis.escaped = true';

/** A template that tries to get out or to use everything up, and the codes with which it may end. */
const ATTEMPTS: [what: string, template: string, ends: 'text' | string][] = [
  ['constructor of a text', `{{ ''.constructor.constructor('${CODE}')() }}`, 'not-callable'],
  ['constructor of a list', `{{ [].constructor.constructor('${CODE}')() }}`, 'not-callable'],
  ['constructor of a dictionary', `{{ {}.constructor.constructor('${CODE}')() }}`, 'not-callable'],
  ['constructor of a number', `{{ (1).constructor.constructor('${CODE}')() }}`, 'not-callable'],
  ['constructor of a function', `{{ range.constructor('${CODE}')() }}`, 'not-callable'],
  ['constructor by index', `{{ ''['constructor']['constructor']('${CODE}')() }}`, 'not-callable'],
  [
    'constructor by a joined name',
    `{{ ''['con' ~ 'structor']['con' ~ 'structor']('${CODE}')() }}`,
    'not-callable',
  ],
  ['constructor of a macro', `{% macro m() %}{% endmacro %}{{ m.constructor('${CODE}')() }}`, 'not-callable'],
  [
    "constructor of a macro's text",
    `{% macro m() %}{% endmacro %}{{ m().constructor.constructor('${CODE}')() }}`,
    'not-callable',
  ],
  [
    'constructor of the loop',
    `{% for i in [1] %}{{ loop.constructor.constructor('${CODE}')() }}{% endfor %}`,
    'not-callable',
  ],
  ['constructor of a namespace', `{{ namespace().constructor.constructor('${CODE}')() }}`, 'not-callable'],
  ['constructor of a cycler', `{{ cycler(1).next.constructor('${CODE}')() }}`, 'not-callable'],
  [
    'constructor through attributes of a filter',
    `{{ [''] | sort(attribute='constructor.constructor') | join }}`,
    'text',
  ],
  ['constructor through join', `{{ [range] | join(',', 'constructor') }}`, 'text'],
  ['constructor through groupby', `{{ [''] | groupby('constructor.name') | tojson }}`, 'text'],
  ['prototype of the data', `{{ data.__proto__.polluted }}{% set x = data.__proto__ %}{{ x }}`, 'text'],
  ['changing the prototype by set', `{% set __proto__ = {escaped: true} %}{{ escaped }}`, 'text'],
  ['changing the prototype by a dictionary', `{% set d = {__proto__: {a: 1} } %}{{ d.a }}`, 'text'],
  [
    'changing data through a namespace',
    `{% set ns = namespace(d=data) %}{% set ns.__proto__ = 1 %}{{ data | tojson }}`,
    'text',
  ],
  ['changing data directly', `{% set data.name = 'changed' %}`, 'wrong-type'],
  ['prototype through groupby', `{{ ['__proto__'] | groupby('') | tojson }}`, 'text'],
  ['a name with quotes that closes the generated code', `{{ a");globalThis.escaped=true;(" }}`, 'syntax'],
  ['a name with quotes and a tagged template', '{{ x"+Function`globalThis.escaped=true```+" }}', 'syntax'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is an attack, not a template string.
  ['a name of backticks', '{{ `${globalThis.escaped=true}` }}', 'syntax'],
  ['a name of backticks without braces', '{{ Function`globalThis.escaped=true``` }}', 'syntax'],
  ['a loop name with a quote', `{% for a" in [1] %}{{ a" }}{% endfor %}`, 'text'],
  ['a called name with an escaped quote', `{{ x.a\\"b() }}`, 'not-callable'],
  ['a filter name with quotes', `{{ 1 | x"] }}`, 'syntax'],
  ['a test name with quotes', `{{ 1 is a").call(globalThis.escaped=true,(" }}`, 'syntax'],
  ['a block name with quotes', `{% block a"b %}{% endblock %}`, 'text'],
  [
    'a macro argument with code',
    `{% macro m(a=Function) %}{{ a("${CODE}") }}{% endmacro %}{{ m() }}`,
    'not-callable',
  ],
  ['globals of JavaScript', '{{ process }}{{ globalThis }}{{ require }}{{ this }}{{ self }}', 'text'],
  ['calling globals of JavaScript', `{{ eval('${CODE}') }}`, 'not-callable'],
  ['calling Function', `{{ Function('${CODE}')() }}`, 'not-callable'],
  ['a getter in the data', '{{ trap.getter }}', 'text'],
  [
    'a getter through filters',
    '{{ trap | tojson }}{{ trap | dictsort }}{{ [trap] | join(",", "getter") }}',
    'text',
  ],
  ['a function in the data', '{{ trap.run() }}', 'not-callable'],
  ['a toString in the data', '{{ trap }}{{ trap ~ "" }}{{ trap + 1 }}{{ trap | upper }}', 'text'],
  ['a toJSON in the data', '{{ trap | dump }}', 'text'],
  ['a valueOf in the data', '{{ trap - 1 }}{{ trap < 2 }}{{ trap == 3 }}', 'text'],
  ['methods that change a list', '{{ list.push(1) }}', 'not-callable'],
  ['methods of functions', `{{ range.call.call(1) }}`, 'text'],
  [
    'a regular expression that never ends',
    `{{ "${'a'.repeat(40)}!" | replace(r/(a+)+$/, "") }}`,
    'not-supported',
  ],
  ['a huge range', '{{ range(3000000000) | length }}', 'limit-items'],
  ['a range without end', '{{ range(1, 2, 0.0000000001) | length }}', 'limit-items'],
  ['a range to infinity', '{{ range(1 / 0) }}', 'limit-items'],
  [
    'nested loops',
    '{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}',
    'limit-steps',
  ],
  ['center', '{{ "x" | center(1000000000) }}', 'limit-output'],
  ['indent', '{{ "x\ny" | indent(1000000000) }}', 'limit-output'],
  ['indent without end', '{{ "x\ny" | indent(1 / 0) }}', 'limit-output'],
  ['batch', '{{ [1] | batch(1000000000, "x") | length }}', 'limit-items'],
  ['slice', '{{ [1] | slice(1000000000) | length }}', 'limit-items'],
  [
    'replacing nothing by much',
    '{% set s = "x" | center(100000) %}{{ s | replace("", s) | length }}',
    'limit-output',
  ],
  ['joining much', '{% set s = "x" | center(100000) %}{{ range(90000) | join(s) | length }}', 'limit-output'],
  [
    'doubling a text',
    '{% set s = "xxxxxxxxxx" %}{% for i in range(99) %}{% set s = s ~ s %}{% endfor %}',
    'limit-output',
  ],
  [
    'doubling a list',
    '{% set s = [1] %}{% for i in range(99) %}{% set s = [s, s] %}{% endfor %}{{ s | tojson | length }}',
    'limit-steps',
  ],
  [
    'printing a doubled list',
    '{% set s = [1] %}{% for i in range(40) %}{% set s = [s, s] %}{% endfor %}{{ s }}',
    'limit-steps',
  ],
  ['much output', '{% for i in range(90000) %}{{ "x" | center(1000) }}{% endfor %}', 'limit-output'],
  ['a macro that calls itself', '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', 'limit-depth'],
  [
    'macros that call each other often',
    '{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}',
    'limit-steps',
  ],
  ['an include that includes itself', '{% include "self.njk" %}', 'limit-depth'],
  ['templates that extend each other', '{% extends "a.njk" %}', 'limit-depth'],
  [
    'a namespace that holds itself',
    '{% set ns = namespace() %}{% set ns.ns = ns %}{{ ns | tojson }}',
    'limit-depth',
  ],
  ['deep parentheses', `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`, 'limit-depth'],
  ['deep blocks', `${'{% if 1 %}'.repeat(5000)}${'{% endif %}'.repeat(5000)}`, 'limit-depth'],
  ['a long chain of operators', `{{ ${'1 + '.repeat(5000)}1 }}`, 'limit-depth'],
  ['a long chain of members', `{{ a${'.b'.repeat(5000)} }}`, 'limit-depth'],
  ['a long chain of filters', `{{ a${' | upper'.repeat(5000)} }}`, 'limit-depth'],
  ['a long chain of not', `{{ ${'not '.repeat(5000)}1 }}`, 'limit-depth'],
  ['an include above the folder', '{% include "../secret.txt" %}', 'outside-workspace'],
  ['an include far above the folder', '{% include "a/../../../etc/passwd" %}', 'outside-workspace'],
  ['an absolute include', '{% include "/etc/passwd" %}', 'outside-workspace'],
  ['an include from a drive', '{% include "C:/secret.txt" %}', 'outside-workspace'],
  ['an include with backslashes', '{% include "..\\\\secret.txt" %}', 'outside-workspace'],
  ['an include by address', '{% include "file:///etc/passwd" %}', 'outside-workspace'],
  [
    'an include that ignores what is missing',
    '{% include "../secret.txt" ignore missing %}',
    'outside-workspace',
  ],
  ['an import outside', '{% import "../secret.txt" as x %}', 'outside-workspace'],
  ['an import of names outside', '{% from "../secret.txt" import x %}', 'outside-workspace'],
  ['extending what is outside', '{% extends "../secret.txt" %}', 'outside-workspace'],
  ['an include of a name with a zero', '{% include "a\u0000b" %}', 'outside-workspace'],
  ['an include by a property of all objects', '{% include "constructor" %}', 'template-not-found'],
];

describe('escape attempts', () => {
  const load = templateLoader({
    'self.njk': '{% include "self.njk" %}',
    'a.njk': '{% extends "b.njk" %}',
    'b.njk': '{% extends "a.njk" %}',
  });

  function trap(): object {
    const breakOut = () => {
      scene.escaped = true;
      return 'escaped';
    };
    const object = { run: breakOut, toString: breakOut, valueOf: breakOut, toJSON: breakOut };
    return Object.defineProperty(object, 'getter', { get: breakOut, enumerable: true });
  }

  afterEach(() => {
    delete scene.escaped;
  });

  for (const [what, template, ends] of ATTEMPTS) {
    it(`${what}: ${ends}`, () => {
      const data = { data: { name: 'x' }, list: [1], x: {}, trap: trap() };
      const { text, error } = renderTemplate(template, data, { load, limits: { steps: 300_000 } });
      assert.equal(scene.escaped, undefined, 'code of the template or of the data was run');
      assert.equal(error?.code ?? 'text', ends, `${error?.message} ${text.slice(0, 80)}`);
      assert.doesNotMatch(text, /escaped|function|native code|\[Function/);
      assert.equal(({} as { polluted?: unknown; a?: unknown }).a, undefined);
      assert.deepEqual(data.data, { name: 'x' });
      assert.deepEqual(data.list, [1]);
    });
  }
});
