import assert from 'node:assert/strict';
import { completionsAt } from '../../../src/core/template/completion.ts';

/** Completes at the `|` that stands alone as ‸. */
function complete(marked: string): { labels: string[]; replaced: string } | undefined {
  const offset = marked.indexOf('‸');
  const source = marked.replace('‸', '');
  const found = completionsAt(source, offset, {
    inputs: new Map([['topic', 'what it is about']]),
    values: { user: { name: 'Ada', address: { city: 'London' } } },
  });
  return (
    found && { labels: found.items.map(item => item.label), replaced: source.slice(found.start, found.end) }
  );
}

describe('completion in templates', () => {
  const CASES: [marked: string, has: string[], hasNot: string[]][] = [
    ['{{ ‸ }}', ['topic', 'range', 'not'], ['upper', 'endif', 'loop']],
    ['{{ to‸', ['topic'], []],
    ['{% for x in topic %}{{ ‸ }}{% endfor %}', ['x', 'loop', 'topic'], []],
    ['{% for x in topic %}{% endfor %}{{ ‸ }}', ['topic'], ['x', 'loop']],
    ['{% for x in topic %}{{ x‸', ['x', 'loop'], []],
    ['{% set s = 1 %}{% macro m(a) %}{% endmacro %}{{ ‸', ['s', 'm'], ['a']],
    ['{{ other }}{{ ‸ }}', ['other'], []],
    ['{{ topic | ‸ }}', ['upper', 'join', 'tojson'], ['topic']],
    ['{{ topic | up‸', ['upper'], ['topic']],
    ['{% filter ‸', ['upper'], ['topic']],
    ['{% if topic is ‸ %}', ['defined', 'odd'], ['topic']],
    ['{% if topic is not de‸ %}', ['defined'], ['topic']],
    ['{% ‸ %}', ['if', 'for', 'endfor'], ['topic']],
    ['{%- en‸', ['endif'], ['topic']],
    ['{% if ‸ %}', ['topic'], ['endif']],
    ['{{ user.‸ }}', ['name', 'address'], ['topic']],
    ['{{ user.address.ci‸ }}', ['city'], ['name']],
    ['{% for i in topic %}{{ loop.‸ }}{% endfor %}', ['index', 'last', 'cycle'], ['topic']],
  ];
  for (const [marked, has, hasNot] of CASES) {
    it(marked, () => {
      const { labels } = complete(marked)!;
      assert.deepEqual(
        has.filter(label => !labels.includes(label)),
        [],
      );
      assert.deepEqual(
        hasNot.filter(label => labels.includes(label)),
        [],
      );
    });
  }

  for (const marked of ['text ‸', '{{ a }}‸', '{# {{ ‸ #}', '{{ "a ‸" }}', '{ ‸ }', '{{ (a).‸ }}']) {
    it(`offers nothing: ${marked}`, () => assert.equal(complete(marked), undefined));
  }

  it('replaces the whole word', () => {
    assert.equal(complete('{{ to‸pic | upper }}')!.replaced, 'topic');
  });
});
