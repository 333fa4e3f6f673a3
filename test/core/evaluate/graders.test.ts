import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { computeFormula, FormulaError } from '../../../src/core/evaluate/graders/formula.ts';
import { gradeOpenai, graderContext, graderFault } from '../../../src/core/evaluate/graders/gradeOpenai.ts';
import { fillGraderTemplate } from '../../../src/core/evaluate/graders/graderTemplate.ts';
import type { OpenaiGrader } from '../../../src/core/evaluate/graders/openaiGrader.ts';
import { runs } from '../../support/property.ts';

describe('grader formulas', () => {
  const values = { a: 2, b: 3, 'long-name': 5, min: 7 };
  const right: [string, number][] = [
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 ^ 3 ^ 2', 512],
    ['-a ^ 2', -4],
    ['8 / 2 / 2', 2],
    ['a - b - 1', -2],
    ['a-b', -1],
    ['long-name - a', 3],
    ['max(a, b, 1) + min(a, b)', 5],
    ['min', 7],
    ['floor(2.7) + ceil(0.1) + abs(-1)', 4],
    ['sqrt(16) + exp(0) + log(1)', 5],
    ['.5 * 1e1', 5],
  ];
  for (const [formula, result] of right) {
    it(`compute ${formula}`, () => assert.equal(computeFormula(formula, values), result));
  }
  const wrong = [
    '',
    '1 +',
    '(1',
    '1)',
    'c',
    'a b',
    'abs(1, 2)',
    'max()',
    'constructor',
    'a; b',
    '1 / 0',
    'log(0)',
    'x(1)',
    '"a"',
  ];
  for (const formula of wrong) {
    it(`refuse ${formula || 'nothing'}`, () =>
      assert.throws(() => computeFormula(formula, values), FormulaError));
  }

  it('never throw anything else', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '1',
      '.5',
      '+',
      '-',
      '*',
      '/',
      '^',
      '(',
      ')',
      ',',
      'max',
      'log',
      ' ',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        try {
          assert.ok(Number.isFinite(computeFormula(pieces.join(''), values)));
        } catch (error) {
          assert.ok(error instanceof FormulaError);
        }
      }),
      runs(1000),
    );
  });
});

describe('graders of OpenAI’s', () => {
  const check = (
    operation: 'eq' | 'ne' | 'like' | 'ilike',
    reference = '{{ item.answer }}',
  ): OpenaiGrader => ({
    type: 'string_check',
    name: operation,
    input: '{{sample.output_text}}',
    reference,
    operation,
  });
  const item = { answer: 'Paris', nested: { list: [{ name: 'Seine' }] }, count: 2 };
  const reward = (grader: OpenaiGrader, answer: string): number =>
    gradeOpenai(grader, graderContext(item, answer)).reward;

  const table: [OpenaiGrader, string, number][] = [
    [check('eq'), 'Paris', 1],
    [check('eq'), 'paris', 0],
    [check('ne'), 'London', 1],
    [check('like'), 'It is Paris.', 1],
    [check('like'), 'It is paris.', 0],
    [check('ilike'), 'It is PARIS.', 1],
    [check('like', '{{item.nested.list[0].name}}'), 'The Seine', 1],
    [check('eq', '{{ item.count }}'), '2', 1],
    [
      {
        type: 'text_similarity',
        name: 's',
        input: '{{sample.output_text}}',
        reference: 'a b',
        evaluation_metric: 'rouge_1',
      },
      'a c',
      0.5,
    ],
    [
      {
        type: 'multi',
        name: 'm',
        graders: { a: check('eq') as never, b: check('ilike') as never },
        calculate_output: '(a + 3 * b) / 4',
      },
      'in Paris',
      0.75,
    ],
  ];
  for (const [grader, answer, expected] of table) {
    it(`${grader.name} gives ${expected} to “${answer}”`, () =>
      assert.equal(reward(grader, answer), expected));
  }

  it('see the answer as JSON', () => {
    const context = graderContext({}, '{"city":{"name":"Rome"},"tags":["a"]}');
    assert.equal(
      fillGraderTemplate('{{ sample.output_json.city.name }}/{{sample.output_json.tags}}', context),
      'Rome/["a"]',
    );
  });

  it('say what went wrong and give nothing for it', () => {
    const missing = gradeOpenai(check('eq', '{{ item.__proto__ }}'), graderContext(item, ''));
    assert.deepEqual([missing.reward, missing.failure?.flag], [0, 'invalid_variable_error']);
    const multi: OpenaiGrader = { type: 'multi', name: 'm', graders: {}, calculate_output: 'x' };
    assert.equal(gradeOpenai(multi, graderContext(item, '')).failure?.flag, 'formula_parse_error');
    assert.equal(typeof graderFault(multi), 'string');
    assert.equal(graderFault({ ...multi, calculate_output: '1 / 0' }), undefined);
  });
});
