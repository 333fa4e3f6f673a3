import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { fillSchema } from '../../../../src/core/sandbox/json/fillSchema.ts';
import {
  fitsSchema,
  type JsonSchema,
  unsupportedKeyword,
} from '../../../../src/core/sandbox/json/jsonSchema.ts';
import { runs } from '../../../support/property.ts';
import { chatFile, reviews } from '../support/datasets.ts';
import { TestSandbox } from '../support/sandbox.ts';

/** Schemas as structured outputs allow them, small enough to be met. */
const schema: fc.Arbitrary<Record<string, unknown>> = fc.letrec<{ any: Record<string, unknown> }>(tie => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.record(
      { type: fc.constant('string'), maxLength: fc.nat(9), minLength: fc.constant(0) },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constantFrom('integer', 'number'),
        minimum: fc.integer({ min: -5, max: 5 }),
        maximum: fc.integer({ min: 6, max: 9 }),
      },
      { requiredKeys: ['type'] },
    ),
    fc.constantFrom({ type: 'boolean' }, { type: 'null' }, { type: ['string', 'null'] }),
    fc.record({ enum: fc.uniqueArray(fc.constantFrom('yes', 'no', 3, null, true), { minLength: 1 }) }),
    fc.record({ const: fc.constantFrom<unknown>('x', 1, null) }),
    fc.record(
      { type: fc.constant('array'), items: tie('any'), minItems: fc.nat(2) },
      { requiredKeys: ['type', 'items'] },
    ),
    fc.record({ anyOf: fc.array(tie('any'), { minLength: 1, maxLength: 3 }) }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { minKeys: 1 }).chain(properties =>
      fc.record({
        type: fc.constant('object'),
        properties: fc.constant(properties),
        required: fc.subarray(Object.keys(properties)),
        additionalProperties: fc.constant(false),
      }),
    ),
  ),
})).any;

describe('structured answers', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });

  it('fit their schema, whatever the answer was', () => {
    fc.assert(
      fc.property(
        schema,
        fc.string(),
        fc.option(fc.jsonValue(), { nil: undefined }),
        (wanted, text, value) => {
          const filled = fillSchema(wanted, { text, value, choose: options => options.length - 1 });
          assert.notEqual(filled, undefined);
          assert.ok(ajv.validate(wanted, filled), `${JSON.stringify(filled)}: ${ajv.errorsText()}`);
        },
      ),
      runs(150),
    );
  });

  it('are judged as Ajv judges them', () => {
    fc.assert(
      fc.property(schema, fc.jsonValue(), (wanted, value) => {
        assert.equal(fitsSchema(value, wanted, wanted), ajv.validate(wanted, value), JSON.stringify(value));
      }),
      runs(300),
    );
  });

  const verdict: JsonSchema = {
    type: 'object',
    properties: {
      verdict: { type: 'string', enum: ['yes', 'no'] },
      reason: { type: 'string' },
      score: { type: 'integer' },
    },
    required: ['verdict', 'reason', 'score'],
    additionalProperties: false,
  };
  const table: [string, JsonSchema, string, unknown][] = [
    [
      'the option that the text names',
      verdict,
      'I say no, 7 of 10',
      { verdict: 'no', reason: 'I say no, 7 of 10', score: 7 },
    ],
    [
      'the part that fits',
      { ...(verdict as object), required: ['verdict'] },
      '{"verdict":"yes","score":"x"}',
      { verdict: 'yes', score: 0 },
    ],
    ['yes and no as truth values', { type: 'boolean' }, 'No, not at all', false],
    [
      'a recursive schema',
      {
        $ref: '#/$defs/node',
        $defs: {
          node: {
            type: 'object',
            properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
            required: ['next'],
          },
        },
      },
      'x',
      undefined,
    ],
    ['a date that the text names', { type: 'string', format: 'date' }, 'on 2026-11-21.', '2026-11-21'],
    ['some date when the text names none', { type: 'string', format: 'date' }, 'soon', '2000-01-01'],
    [
      'joined schemas',
      {
        allOf: [
          { type: 'object', properties: { a: { const: 1 } }, required: ['a'] },
          { properties: { b: { type: 'null' } }, required: ['b'] },
        ],
      },
      '',
      { a: 1, b: null },
    ],
  ];
  for (const [what, wanted, text, expected] of table) {
    it(`take ${what}`, () => {
      const filled = fillSchema(wanted, { text, value: json(text), choose: () => 0 });
      if (expected === undefined) assert.ok(fitsSchema(filled, wanted, wanted));
      else assert.deepEqual(filled, expected);
    });
  }

  it('know which keywords they cannot keep', () => {
    assert.equal(
      unsupportedKeyword({ properties: { a: { type: 'string', pattern: '^a' } } }),
      '/properties/a/pattern',
    );
    assert.equal(unsupportedKeyword({ properties: { pattern: { type: 'string' } } }), undefined);
  });

  it('come from chat completions: base and tune, plain JSON too', async () => {
    const sandbox = new TestSandbox();
    const model = await sandbox.tune(chatFile(reviews(60, 1)));
    const enumeration = {
      type: 'object',
      properties: { mood: { enum: ['positive', 'negative'] } },
      required: ['mood'],
      additionalProperties: false,
    };
    const response_format = {
      type: 'json_schema',
      json_schema: { name: 'mood', strict: true, schema: enumeration },
    };
    for (const asked of ['sandbox-base', model]) {
      const answer = JSON.parse(await sandbox.ask(asked, reviews(1, 1)[0]!.question, { response_format }));
      assert.ok(['positive', 'negative'].includes(answer.mood));
      const object = JSON.parse(await sandbox.ask(asked, 'hi', { response_format: { type: 'json_object' } }));
      assert.equal(typeof object.answer, 'string');
    }
    const refused = {
      type: 'json_schema',
      json_schema: { name: 'x', schema: { type: 'string', pattern: 'a' } },
    };
    const messages = [{ role: 'user', content: 'x' }];
    const error = await sandbox.fails(400, 'POST', '/chat/completions', {
      model,
      messages,
      response_format: refused,
    });
    assert.equal(error.param, 'response_format');
  });
});

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
