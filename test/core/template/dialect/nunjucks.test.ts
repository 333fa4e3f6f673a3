import assert from 'node:assert/strict';
import nunjucks from 'nunjucks';
import { renderTemplate } from '../../../../src/core/template/dialect/render.ts';
import { DATA, NUNJUCKS_TEMPLATES } from './nunjucksTemplates.ts';

describe('template dialect equals nunjucks', () => {
  const oracle = new nunjucks.Environment(null, { autoescape: false });

  it('has at least 150 templates in the table', () => {
    assert.ok(Object.values(NUNJUCKS_TEMPLATES).flat().length >= 150);
  });

  for (const [topic, templates] of Object.entries(NUNJUCKS_TEMPLATES)) {
    for (const template of templates) {
      it(`${topic}: ${template.slice(0, 60).replaceAll('\n', '\\n')}`, () => {
        const expected = oracle.renderString(template, structuredClone(DATA));
        const { text, error } = renderTemplate(template, DATA);
        assert.deepEqual({ text, error }, { text: expected, error: undefined });
      });
    }
  }
});
