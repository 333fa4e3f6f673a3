import assert from 'node:assert/strict';
import { renderTemplate } from '../../../../src/core/template/dialect/render.ts';

const data = {
  list: ['a', 'b', 'c', 'd'],
  text: 'hello',
  user: { name: 'Ada', tags: ['x', 'y'] },
  people: [
    { name: 'Ada', role: 'user', ok: true },
    { name: 'Bob', role: 'system', ok: false },
  ],
};

const CASES: [topic: string, template: string, expected: string][] = [
  ['tojson', '{{ user | tojson }}', '{"name":"Ada","tags":["x","y"]}'],
  ['tojson is not escaped for HTML', '{{ "<a> & \'b\'" | tojson }}', '"<a> & \'b\'"'],
  ['tojson indents', '{{ [1, {a: 2}] | tojson(indent=2) }}', '[\n  1,\n  {\n    "a": 2\n  }\n]'],
  ['tojson sorts keys', '{{ {b: 1, a: 2} | tojson(sort_keys=true) }}', '{"a":2,"b":1}'],
  ['tojson keeps to ASCII when asked', '{{ "é😀" | tojson(ensure_ascii=true) }}', '"\\u00e9\\ud83d\\ude00"'],
  ['negative index of a list', '{{ list[-1] }}{{ list[-4] }}[{{ list[-5] }}]', 'da[]'],
  ['negative index of a text', '{{ text[-1] }}{{ text[-5] }}', 'oh'],
  ['slice with both ends', '{{ list[1:3] }}', 'b,c'],
  ['slice without ends', '{{ list[:2] }} {{ list[2:] }} {{ list[:] }}', 'a,b c,d a,b,c,d'],
  ['slice from the end', '{{ list[-2:] }} {{ list[:-1] }}', 'c,d a,b,c'],
  [
    'slice with a step',
    '{{ list[::2] }} {{ list[1::2] }} {{ list[::-1] }} {{ list[2::-1] }}',
    'a,c b,d d,c,b,a c,b,a',
  ],
  ['slice of a text', '{{ text[1:3] }} {{ text[::-1] }}', 'el olleh'],
  ['slice beyond the ends', '[{{ list[9:] }}] [{{ list[:99] }}] [{{ list[3:1] }}]', '[] [a,b,c,d] []'],
  ['slice of what is not there', '[{{ missing[1:] }}]', '[]'],
  [
    'loop.previtem and nextitem',
    '{% for i in list %}{{ loop.previtem }}<{{ i }}>{{ loop.nextitem }} {% endfor %}',
    '<a>b a<b>c b<c>d c<d> ',
  ],
  ['loop.cycle', '{% for i in list %}{{ loop.cycle("odd", "even") }} {% endfor %}', 'odd even odd even '],
  [
    'loop.depth',
    '{% for i in [1] %}{{ loop.depth }}{% for j in [1] %}{{ loop.depth }}{{ loop.depth0 }}{% endfor %}{% endfor %}',
    '121',
  ],
  ['a loop that filters', '{% for p in people if p.ok %}{{ p.name }}{{ loop.last }}{% endfor %}', 'Adatrue'],
  [
    'a loop that filters everything away',
    '{% for p in people if p.none %}x{% else %}nobody{% endfor %}',
    'nobody',
  ],
  [
    'namespace',
    '{% set ns = namespace(n=1) %}{% for i in list %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}',
    '5',
  ],
  [
    'namespace from a dictionary',
    '{% set ns = namespace({a: 1}) %}{% set ns.b = 2 %}{{ ns | tojson }}',
    '{"a":1,"b":2}',
  ],
  ['Python constants', '{{ True }} {{ False }} [{{ None }}] {{ None is none }}', 'true false [] true'],
  [
    'methods of texts',
    '{{ text.upper() }} {{ " x ".strip() }}| {{ text.startswith("he") }} {{ "a b".split(" ") }}',
    'HELLO x| true a,b',
  ],
  [
    'methods of dictionaries',
    '{% for k, v in user.items() %}{{ k }} {% endfor %}{{ user.get("nope", "?") }} {{ user.keys() }}',
    'name tags ? name,tags',
  ],
  ['join as a method', '{{ list.join("-") }}', 'a-b-c-d'],
  [
    'selectattr with a test',
    '{{ people | selectattr("role", "equalto", "user") | join("", "name") }}',
    'Ada',
  ],
  ['rejectattr with a test', '{{ people | rejectattr("role", "eq", "user") | join("", "name") }}', 'Bob'],
  [
    'arguments by name',
    '{{ "a b c" | truncate(length=3, end="!") }} {{ "x" | indent(width=1, first=true) }}',
    'a b!  x',
  ],
  ['in a missing list', '{{ "x" in missing }}', 'false'],
  [
    'tests from Python',
    '{{ 1 is integer }} {{ 1.5 is float }} {{ true is boolean }} {{ [] is sequence }}',
    'true true true true',
  ],
  ['an endraw that trims', 'a {% raw %} {{ x }} {%- endraw -%} b', 'a  {{ x }}b'],
];

describe('template dialect beyond nunjucks', () => {
  for (const [topic, template, expected] of CASES) {
    it(topic, () => {
      const { text, error } = renderTemplate(template, data);
      assert.deepEqual({ text, error }, { text: expected, error: undefined });
    });
  }

  it('leaves markup as it is', () => {
    assert.equal(renderTemplate('{{ x }}', { x: 'Aren\'t <b> & "x"' }).text, 'Aren\'t <b> & "x"');
  });

  it('never renders a value', () => {
    const value = '{{ secret }}{% for i in range(9) %}x{% endfor %}{# c #}';
    const template = '{{ v }}{% set w = v %}{{ w }}{{ v | upper | lower }}{{ [v] | join }}';
    assert.equal(renderTemplate(template, { v: value, secret: 's' }).text, value.repeat(4));
  });
});
