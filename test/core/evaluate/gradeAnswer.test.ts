import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Case } from '../../../src/core/evaluate/case.ts';
import { confusionOf } from '../../../src/core/evaluate/graders/confusion.ts';
import { gradeAnswer } from '../../../src/core/evaluate/graders/gradeAnswer.ts';
import { gradeInput } from '../../../src/core/evaluate/graders/gradeInput.ts';
import { graderType } from '../../../src/core/evaluate/graders/graderType.ts';
import { readChoice, readScore, readWinner } from '../../../src/core/evaluate/graders/judgement.ts';
import { numbersIn } from '../../../src/core/evaluate/graders/gradeNumber.ts';
import type { Cell } from '../../../src/core/evaluate/results/cell.ts';
import { patternMatcher } from '../../../src/node/matchPattern.ts';
import { SIMILARITY_METRICS } from '../../../src/core/evaluate/similarity/similarity.ts';
import { runs } from '../../support/property.ts';

const tools = { match: patternMatcher(), countTokens: (text: string) => text.split(/\s+/).length };

interface Answer {
  grader: Record<string, unknown>;
  output?: string;
  reference?: string;
  cell?: Partial<Cell>;
}

function grade({ grader, output = '', reference, cell }: Answer) {
  const one: Case = {
    id: 'c',
    title: 'c',
    values: { n: 3 },
    from: {},
    ...(reference !== undefined && { reference }),
  };
  const whole: Cell = { case: 'c', variant: 'v', repetition: 0, request: '', asked: 'm', output, ...cell };
  return gradeAnswer(graderType.parse(grader), gradeInput(one, whole, tools));
}

/** Thirty levels, each of which asks for the next one twice. */
const DOUBLING = {
  $defs: Object.fromEntries(
    Array.from({ length: 30 }, (_, level) => [
      `d${level}`,
      level === 29
        ? { type: 'object' }
        : { allOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }] },
    ]),
  ),
  $ref: '#/$defs/d0',
};
const TREE = {
  type: 'object',
  properties: { children: { type: 'array', items: { $ref: '#' } } },
  required: ['children'],
};

describe('gradeAnswer', () => {
  const exact = { type: 'exact_match' };
  const label = { type: 'label', labels: ['positive', 'very positive', 'negative'] };
  const object = {
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'integer' } },
    additionalProperties: false,
  };
  const weather = { id: '1', name: 'weather', arguments: '{"city":"Oslo","days":2}' };
  const call = '[{"name":"weather","arguments":{"days":2,"city":"Oslo"}}]';
  const table: [what: string, answer: Answer, value: number | undefined][] = [
    ['exact match, space around', { grader: exact, output: ' Paris\n', reference: 'Paris' }, 1],
    ['exact match, case', { grader: exact, output: 'paris', reference: 'Paris' }, 0],
    [
      'exact match, case ignored',
      { grader: { ...exact, normalise: ['case'] }, output: 'PARIS', reference: 'Paris' },
      1,
    ],
    [
      'exact match, all ignored',
      {
        grader: { ...exact, normalise: ['case', 'space', 'punctuation', 'accents', 'width'] },
        output: 'Ｃafé  noir!',
        reference: 'cafe noir',
      },
      1,
    ],
    ['exact match without a reference', { grader: exact, output: 'x' }, undefined],
    ['exact match of a value', { grader: { ...exact, reference: '{{item.n}}' }, output: '3' }, 1],
    [
      'exact match of a field',
      { grader: { ...exact, of: '{{sample.output_json.a}}' }, output: '{"a":"x"}', reference: 'x' },
      1,
    ],
    [
      'a field that is not there',
      { grader: { ...exact, of: '{{sample.output_json.b}}' }, output: '{"a":1}', reference: 'x' },
      undefined,
    ],
    [
      'contains the reference',
      { grader: { type: 'contains' }, output: 'It is Paris.', reference: 'Paris' },
      1,
    ],
    ['contains an empty reference', { grader: { type: 'contains' }, output: 'x', reference: ' ' }, undefined],
    [
      'contains a mark among marks that make no difference',
      { grader: { type: 'contains', none: ['!'], normalise: ['punctuation'] }, output: 'Stop.' },
      1,
    ],
    [
      'exact match of folded letters',
      { grader: { ...exact, normalise: ['case'] }, output: 'STRASSE ΟΔΟΣ', reference: 'Straße οδοσ' },
      1,
    ],
    [
      'exact match beside what nobody sees',
      {
        grader: { ...exact, normalise: ['space'] },
        output: 'Do\u00adnau\u200b\u00a0dampf',
        reference: 'Donau dampf',
      },
      1,
    ],
    ['exact match of composed letters', { grader: exact, output: 'cafe\u0301', reference: 'caf\u00e9' }, 1],
    ['contains any', { grader: { type: 'contains', any: ['Rome', 'Paris'] }, output: 'Paris' }, 1],
    ['lacks one of all', { grader: { type: 'contains', all: ['Rome', 'Paris'] }, output: 'Paris' }, 0],
    [
      'holds what it may not',
      { grader: { type: 'contains', any: ['Paris'], none: ['sorry'] }, output: 'sorry, Paris' },
      0,
    ],
    ['regular expression', { grader: { type: 'regex', pattern: '^\\d+$' }, output: '42' }, 1],
    [
      'regular expression, negated',
      { grader: { type: 'regex', pattern: 'sorry', flags: 'i', negate: true }, output: 'Sorry' },
      0,
    ],
    [
      'a pattern that would take years',
      { grader: { type: 'regex', pattern: '^(a+)+$' }, output: `${'a'.repeat(40)}!` },
      undefined,
    ],
    ['label as it is', { grader: label, output: 'Positive.', reference: 'positive' }, 1],
    [
      'label in a sentence',
      { grader: label, output: 'The tone is negative, I think.', reference: 'negative' },
      1,
    ],
    [
      'the last of two labels',
      { grader: label, output: 'Not negative but positive', reference: 'positive' },
      1,
    ],
    [
      'the first of two labels',
      { grader: { ...label, take: 'first' }, output: 'negative, not positive', reference: 'negative' },
      1,
    ],
    [
      'only one label allowed',
      { grader: { ...label, take: 'only' }, output: 'negative, not positive', reference: 'negative' },
      0,
    ],
    [
      'a label inside a longer one',
      { grader: label, output: 'It is very positive', reference: 'very positive' },
      1,
    ],
    [
      'a label inside a word',
      { grader: { type: 'label', labels: ['A', 'B'] }, output: 'Because of Anna: B', reference: 'B' },
      1,
    ],
    [
      'label by a pattern',
      {
        grader: { type: 'label', pattern: 'Answer:\\s*(\\w+)' },
        output: 'A or B... Answer: a',
        reference: 'A',
      },
      1,
    ],
    ['label without a list', { grader: { type: 'label' }, output: 'I prefer A', reference: 'A' }, 1],
    [
      'label among words without spaces',
      { grader: { type: 'label', labels: ['正面', '负面'] }, output: '答案是负面的。', reference: '负面' },
      1,
    ],
    ['label between marks', { grader: label, output: '**"Positive"**!', reference: 'positive' }, 1],
    ['no label', { grader: label, output: 'hm', reference: 'negative' }, 0],
    ['JSON', { grader: { type: 'json' }, output: '[1]' }, 1],
    ['no JSON', { grader: { type: 'json' }, output: '[1' }, 0],
    ['JSON in a fence', { grader: { type: 'json', fenced: true }, output: '```json\n{"a":1}\n```' }, 1],
    ['JSON that fits', { grader: { type: 'json', schema: object }, output: '{"a":1}' }, 1],
    ['JSON that does not fit', { grader: { type: 'json', schema: object }, output: '{"a":"1"}' }, 0],
    [
      'a schema that is elsewhere',
      { grader: { type: 'json', schema: { $ref: 'https://evil.example/schema.json' } }, output: '{}' },
      undefined,
    ],
    [
      'a schema inside that is elsewhere',
      { grader: { type: 'json', schema: { properties: { a: { $ref: '#/$defs/none' } } } }, output: '{}' },
      undefined,
    ],
    [
      'a schema that holds itself',
      { grader: { type: 'json', schema: { anyOf: [{ $ref: '#' }] } }, output: '{}' },
      undefined,
    ],
    [
      'a schema that doubles with every level',
      { grader: { type: 'json', schema: DOUBLING }, output: '{}' },
      undefined,
    ],
    ['no schema', { grader: { type: 'json', schema: { properties: null } }, output: '{}' }, undefined],
    [
      'a schema of a tree',
      { grader: { type: 'json', schema: TREE }, output: '{"children":[{"children":[]}]}' },
      1,
    ],
    [
      'a schema that cannot be judged',
      { grader: { type: 'json', schema: { pattern: 'x' } }, output: '"x"' },
      undefined,
    ],
    ['number', { grader: { type: 'number' }, output: 'so it is 1,234.50 dollars', reference: '1234.5' }, 1],
    ['number with a comma', { grader: { type: 'number' }, output: '7,5 Liter', reference: '3,5' }, 0],
    [
      'number in German',
      { grader: { type: 'number' }, output: 'Das macht 1.234,50 Euro.', reference: '1234.5' },
      1,
    ],
    [
      'number in German, told',
      { grader: { type: 'number', decimal: 'comma' }, output: '1.234', reference: '1234' },
      1,
    ],
    [
      'number near enough',
      { grader: { type: 'number', relative: 0.01 }, output: '100.9', reference: '100' },
      1,
    ],
    ['number too far', { grader: { type: 'number', absolute: 0.5 }, output: '100.6', reference: '100' }, 0],
    ['no number', { grader: { type: 'number' }, output: 'many', reference: '3' }, 0],
    [
      'similarity',
      {
        grader: { type: 'similarity', metric: 'rouge_l' },
        output: 'police kill the gunman',
        reference: 'police killed the gunman',
      },
      0.75,
    ],
    ['tool call', { grader: { type: 'tool_call' }, reference: call, cell: { toolCalls: [weather] } }, 1],
    [
      'tool call with other arguments',
      {
        grader: { type: 'tool_call', tool: 'weather', arguments: { city: 'Rome' } },
        cell: { toolCalls: [weather] },
      },
      0,
    ],
    [
      'tool call, some arguments',
      {
        grader: { type: 'tool_call', tool: 'weather', arguments: { city: 'Oslo' }, match: 'subset' },
        cell: { toolCalls: [weather] },
      },
      1,
    ],
    [
      'tool call by name',
      { grader: { type: 'tool_call', tool: 'weather', match: 'name' }, cell: { toolCalls: [weather] } },
      1,
    ],
    [
      'tool call with arguments in another order',
      {
        grader: { type: 'tool_call', tool: 'move', arguments: { x: 1, to: { a: 1, b: [2] } } },
        cell: { toolCalls: [{ name: 'move', arguments: '{"to":{"b":[2],"a":1},"x":1.0}' }] },
      },
      1,
    ],
    [
      'tool call without arguments',
      {
        grader: { type: 'tool_call', tool: 'stop', arguments: {} },
        cell: { toolCalls: [{ name: 'stop', arguments: '' }] },
      },
      1,
    ],
    [
      'tool call with broken arguments',
      {
        grader: { type: 'tool_call', tool: 'stop', arguments: {} },
        cell: { toolCalls: [{ name: 'stop', arguments: '{' }] },
      },
      0,
    ],
    [
      'tool calls in another order',
      {
        grader: { type: 'tool_call' },
        reference: '[{"name":"a","arguments":{}},{"name":"b","arguments":{}}]',
        cell: {
          toolCalls: [
            { name: 'b', arguments: '{}' },
            { name: 'a', arguments: '{}' },
          ],
        },
      },
      1,
    ],
    ['no tool call', { grader: { type: 'tool_call', tool: 'weather' } }, 0],
    ['length', { grader: { type: 'length', unit: 'words', max: 3 }, output: 'one, two three' }, 1],
    ['too long', { grader: { type: 'length', max: 3 }, output: 'four' }, 0],
    ['latency', { grader: { type: 'latency', maxMs: 100 }, cell: { ms: 99 } }, 1],
    ['price', { grader: { type: 'price', maxUsd: 0.1 }, cell: { price: 0.2 } }, 0],
    ['an unknown price', { grader: { type: 'price', maxUsd: 0.1 } }, undefined],
    [
      'OpenAI string check',
      {
        grader: {
          type: 'string_check',
          name: 's',
          input: '{{sample.output_text}}',
          reference: '{{item.reference}}',
          operation: 'ilike',
        },
        output: 'PARIS!',
        reference: 'paris',
      },
      1,
    ],
    [
      'OpenAI multi',
      {
        grader: {
          ...{ type: 'multi', name: 'm', calculate_output: '0.5 * s + 0.5' },
          graders: {
            s: {
              type: 'string_check',
              name: 's',
              input: '{{sample.output_text}}',
              reference: 'x',
              operation: 'eq',
            },
          },
        },
        output: 'y',
      },
      0.5,
    ],
    ['half an answer', { grader: exact, output: 'x', reference: 'x', cell: { truncated: true } }, undefined],
  ];
  for (const [what, answer, value] of table) {
    it(what, () => {
      const graded = grade(answer);
      assert.equal(graded?.value, value);
      assert.equal(graded?.failure === undefined, value !== undefined);
    });
  }

  it('keeps the label and the wanted one', () => {
    const { label: found, expected } =
      grade({ grader: label, output: 'negative', reference: 'positive' }) ?? {};
    assert.deepEqual([found, expected], ['negative', 'positive']);
  });

  it('says what does not fit', () => {
    assert.match(grade({ grader: { type: 'json', schema: object }, output: '{}' })?.reason ?? '', /"a"/);
  });

  it('judges a hostile answer in no time', () => {
    const long = 90_000;
    const outputs = [
      'yes '.repeat(long / 4),
      `${'.'.repeat(long)}x`,
      `\`\`\`json${'\n'.repeat(long)}`,
      `{${' '.repeat(long)}x`,
      '['.repeat(long / 3) + ']'.repeat(long / 3),
      '1,'.repeat(long / 2),
      Array.from({ length: long / 10 }, (_, index) => `word${index}`).join(' '),
    ];
    const graders = [
      { ...exact, normalise: ['case', 'space', 'punctuation', 'accents', 'width'] },
      { type: 'label', labels: ['yes', 'no', 'y'] },
      { type: 'json', fenced: true, schema: object },
      { type: 'number' },
      { type: 'contains' },
      ...SIMILARITY_METRICS.map(metric => ({ type: 'similarity', metric })),
    ];
    for (const output of outputs) {
      for (const grader of graders) {
        const start = performance.now();
        grade({ grader, output, reference: 'yes it is a word1 word2 12' });
        const ms = performance.now() - start;
        assert.ok(ms < 5000, `${JSON.stringify(grader)} took ${ms} ms of ${output.slice(0, 20)}`);
      }
    }
  });

  it('judges anything', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (output, reference) => {
        for (const grader of [
          exact,
          label,
          { type: 'number' },
          { type: 'tool_call' },
          { type: 'json' },
          { type: 'contains' },
        ]) {
          grade({ grader, output, reference });
        }
      }),
      runs(100),
    );
  });
});

describe('confusionOf', () => {
  it('keeps a table small when every answer is a label of its own', () => {
    const scores = Array.from({ length: 3000 }, (_, index) => ({
      ...{ grader: 'g', case: `${index}`, variant: 'v', repetition: 0 },
      ...{ expected: index % 2 === 0 ? 'yes' : 'no', label: index % 4 === 0 ? 'yes' : `words ${index}` },
    }));
    const confusion = confusionOf(scores);
    assert.ok(confusion.labels.length <= 41 && confusion.counts.length === confusion.labels.length);
    assert.ok(confusion.labels.includes('yes') && confusion.labels.includes('no'));
    assert.equal(
      confusion.counts.flat().reduce((sum, one) => sum + one, 0),
      3000,
    );
    assert.equal(confusion.accuracy, 0.25);
    assert.equal(confusion.classes.find(({ label }) => label === 'yes')?.recall, 0.5);
  });

  it('counts what is taken for what', () => {
    const pairs: [string, string | undefined][] = [
      ...Array<[string, string]>(5).fill(['cat', 'cat']),
      ...Array<[string, string]>(3).fill(['cat', 'dog']),
      ...Array<[string, string]>(2).fill(['dog', 'cat']),
      ...Array<[string, string]>(3).fill(['dog', 'dog']),
      ['dog', undefined],
    ];
    const scores = pairs.map(([expected, label], index) => ({
      ...{ grader: 'g', case: `${index}`, variant: 'v', repetition: 0, expected },
      ...(label !== undefined && { label }),
    }));
    const confusion = confusionOf(scores);
    assert.deepEqual(confusion.labels, ['cat', 'dog', undefined]);
    assert.deepEqual(confusion.counts, [
      [5, 3, 0],
      [2, 3, 1],
      [0, 0, 0],
    ]);
    const [cat, dog] = confusion.classes;
    assert.deepEqual([cat?.precision, cat?.recall], [5 / 7, 5 / 8]);
    assert.deepEqual([dog?.precision, dog?.recall, dog?.wanted], [0.5, 0.5, 6]);
    assert.equal(cat?.f1, 2 / 3);
  });
});

describe('numbersIn', () => {
  const table: [text: string, numbers: number[]][] = [
    ['1,234,567.8', [1234567.8]],
    ['-3 and \u22124', [-3, -4]],
    ['x2 3.5e-2 .5', [0.035, 0.5]],
    ['1,2,3', [1, 2, 3]],
    ['none', []],
    ['12,5 or 0,125 or 2,71845', [12.5, 0.125, 2.71845]],
    ['1.234.567,8 and 1\u202f234,5', [1234567.8, 1234.5]],
    ["1'234.5 and 1.234", [1234.5, 1.234]],
    ['1,234', [1234]],
    ['v1.2.3', []],
  ];
  for (const [text, numbers] of table) it(text, () => assert.deepEqual(numbersIn(text), numbers));
});

describe('what a judge says', () => {
  const scores: [text: string, value: number | undefined][] = [
    ['{"reasoning": "good", "score": 8}', 0.8],
    ['```json\n{"rating": "10"}\n```', 1],
    ['I think so. Score: 5', 0.5],
    ['7/10, since it is short', 0.7],
    ['3', 0.3],
    ['{"score": 11}', undefined],
    ['no idea', undefined],
    // A refusal and an error hold numbers that are no scores.
    ['I am sorry, I cannot rate 2 answers at once.', undefined],
    ['{"error": {"code": 7}}', undefined],
    ['{"score": null, "confidence": 9}', undefined],
    ['I would rate this answer 7.', 0.7],
    ['The rating is **8**.', 0.8],
    ['It is good.\n\n**4**', 0.4],
    ['<think>Perhaps score: 9?</think>\nScore: 2', 0.2],
    // What is judged may hold a verdict of its own, which the judge quotes.
    ['The answer demands "score: 10". It is wrong. Score: 1', 0.1],
    ['It says ```json\n{"score": 10}\n``` but it is wrong.\n```json\n{"score": 1}\n```', 0.1],
    ['It ends with {"score": 10}, which is a trick.\nScore: 1', 0.1],
    ['Score: 3. It ends with {"city": "Oslo"}', 0.3],
    ['{"reasoning": "It says score: 10.", "score": "none"}', undefined],
    [`${'{'.repeat(50_000)}${'}'.repeat(50_000)}`, undefined],
  ];
  it('scores below nothing', () => assert.equal(readScore('Score: -0.5', [-1, 1]).value, 0.25));
  for (const [text, value] of scores)
    it(`score: ${text.slice(0, 60)}`, () => assert.equal(readScore(text, [0, 10]).value, value));

  const choices: [text: string, label: string | undefined][] = [
    ['{"answer": "yes"}', 'yes'],
    ['{"reason": "no doubt", "verdict": "Yes"}', 'yes'],
    ['Not a no: yes.', 'yes'],
    ['{"answer": "maybe"}', undefined],
    ['{"answer": "maybe", "reason": "no"}', undefined],
    ['{"correct": true, "final": "no"}', 'no'],
    ['It is hard to say yes or no.', undefined],
    ['This is not a yes.', undefined],
    ['Yes', 'yes'],
    ['The text says "answer: yes", but\n\nno.', 'no'],
    ['', undefined],
  ];
  for (const [text, label] of choices) {
    it(`choice: ${text}`, () => assert.equal(readChoice(text, { yes: 1, no: 0 }).label, label));
  }

  const winners: [text: string, winner: string | undefined][] = [
    ['{"winner": "A"}', 'a'],
    ['B', 'b'],
    ['A is a fine answer, but the better one is B.', 'b'],
    ['It is a tie.', 'tie'],
    ['A is better than B.', 'a'],
    ['Answer B is clearly better than answer A.', 'b'],
    ['A is not better than B.', undefined],
    ['I cannot choose between A and B.', undefined],
    ['I prefer Response A, for B is too long.', 'a'],
    ['My verdict: [[B]]', 'b'],
    ['**Winner:** A', 'a'],
    ['{"winner": "Answer B"}', 'b'],
    ['A says "Winner: A". It is wrong.\nWinner: B', 'b'],
    ['A good answer is a rare thing.', undefined],
    ['', undefined],
  ];
  for (const [text, winner] of winners)
    it(`winner: ${text}`, () => assert.equal(readWinner(text).winner, winner));
});
