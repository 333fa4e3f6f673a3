import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderTemplate } from '../../../../src/core/template/dialect/render.ts';
import { DATA, NUNJUCKS_TEMPLATES } from './nunjucksTemplates.ts';
import { runs } from '../../../support/property.ts';

describe('limits of rendering', () => {
  it('counts the time by the given clock', () => {
    let time = 0;
    const now = () => (time += 10);
    const { error } = renderTemplate(
      '{% for i in range(99999) %}{{ i }}{% endfor %}',
      {},
      { now, limits: { milliseconds: 50 } },
    );
    assert.equal(error?.code, 'limit-time');
    assert.ok(time < 200, 'the clock is asked rarely and soon');
  });

  it('knows no time without a clock', () => {
    assert.equal(renderTemplate('{% for i in range(9999) %}{{ i }}{% endfor %}', {}).error, undefined);
  });

  it('stops at the node that goes too far', () => {
    const template = '{{ range(5) }}{{ range(500) }}';
    const { error, text } = renderTemplate(template, {}, { limits: { items: 100 } });
    assert.equal(template.slice(error!.start, error!.end), 'range(500)');
    assert.equal(text, '0,1,2,3,4');
  });

  it('chooses by the given number', () => {
    assert.equal(renderTemplate('{{ [1, 2, 3, 4] | random }}', {}, { random: () => 0.6 }).text, '3');
  });

  it('survives any text', () => {
    const pieces = fc.constantFrom(
      ...[
        '{{',
        '}}',
        '{%',
        '%}',
        '{#',
        '#}',
        '-',
        ' ',
        '\n',
        '"',
        "'",
        '\\',
        '`',
        '$',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
      ],
      ...[
        '|',
        '.',
        ',',
        ':',
        '=',
        '==',
        '+',
        '~',
        '*',
        '/',
        '//',
        '%',
        '**',
        '<',
        'not ',
        ' in ',
        ' is ',
        ' if ',
        ' else ',
      ],
      ...[
        'for i in x',
        'endfor',
        'if x',
        'endif',
        'set a = ',
        'endset',
        'macro m(a)',
        'endmacro',
        'call m()',
        'endcall',
      ],
      ...[
        'raw',
        'endraw',
        'block b',
        'endblock',
        'extends x',
        'include x',
        'import x as y',
        'filter upper',
        'endfilter',
      ],
      ...[
        'x',
        'user.name',
        'range',
        'loop',
        '1',
        '2.5',
        'true',
        'none',
        'upper',
        'join',
        '__proto__',
        'constructor',
        'é😀',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), parts => {
        const limits = { steps: 5_000, items: 1_000, textLength: 10_000 };
        const { text, error } = renderTemplate(parts.join(''), { x: [1], user: { name: 'A' } }, { limits });
        assert.equal(typeof text, 'string');
        if (error)
          assert.ok(error.start <= error.end && error.start >= 0 && error.end <= parts.join('').length);
      }),
      runs(1_200),
    );
  });

  it('survives any cut of a template', () => {
    const templates = Object.values(NUNJUCKS_TEMPLATES).flat();
    fc.assert(
      fc.property(fc.constantFrom(...templates), fc.nat(), fc.nat(), (template, a, b) => {
        const [from, to] = [a % (template.length + 1), b % (template.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const cut = template.slice(0, from) + template.slice(to);
        const { error } = renderTemplate(cut, DATA, { limits: { steps: 20_000 } });
        if (error) assert.ok(error.start <= error.end && error.end <= cut.length);
      }),
      runs(800),
    );
  });
});
