import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTolerantly } from '../../../src/core/template/tolerantParse.ts';
import { findVariables, inputNames } from '../../../src/core/template/variables.ts';
import { NUNJUCKS_TEMPLATES } from './dialect/nunjucksTemplates.ts';
import { runs } from '../../support/property.ts';

describe('reading half-written templates', () => {
  const CASES: [template: string, errors: string[], inputs: string[]][] = [
    ['{{ a }} {{ b c }} {{ d', ['syntax c', 'unclosed-delimiter {{'], ['a']],
    ['{% for x y %}{{ a }}{% endfor %}{{ b', ['syntax y', 'unclosed-delimiter {{'], ['a']],
    [
      '{% if a %}{{ b }}{% for c in d %}{{ c }}',
      ['unclosed-block {% for c in d %}', 'unclosed-block {% if a %}'],
      ['a', 'b', 'd'],
    ],
    ['{% nope %}{{ a }}{% endnope %}', ['unknown-tag nope'], ['a']],
    ['{{ a | }}{% else %}{{ b }}', ['syntax }}', 'unexpected-tag else'], ['b']],
    ['{% if %}x{% else %}{{ a }}{% endif %}', ['syntax %}'], ['a']],
    ['a {# {{ b }}', ['unclosed-comment {#'], ['b']],
  ];
  for (const [template, errors, inputs] of CASES) {
    it(template, () => {
      const result = parseTolerantly(template);
      const found = result.errors.map(error => `${error.code} ${template.slice(error.start, error.end)}`);
      assert.deepEqual(found.sort(), [...errors].sort());
      assert.deepEqual(inputNames(findVariables(result.template)), inputs);
    });
  }

  it('ends, and finds nothing in what is sound', () => {
    const templates = Object.values(NUNJUCKS_TEMPLATES).flat();
    for (const template of templates) assert.deepEqual(parseTolerantly(template).errors, []);
    fc.assert(
      fc.property(fc.constantFrom(...templates), fc.nat(), (template, at) => {
        const cut = template.slice(0, at % (template.length + 1));
        const { errors } = parseTolerantly(cut);
        for (const error of errors)
          assert.ok(error.start >= 0 && error.end <= cut.length && error.start <= error.end);
      }),
      runs(500),
    );
  });
});
