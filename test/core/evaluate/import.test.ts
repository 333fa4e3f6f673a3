import assert from 'node:assert/strict';
import { parseCompareFile } from '../../../src/core/evaluate/compareFile/parseCompareFile.ts';
import { exportOpenai } from '../../../src/core/evaluate/graders/exportOpenai.ts';
import { graderType } from '../../../src/core/evaluate/graders/graderType.ts';
import type { Imported } from '../../../src/core/evaluate/import/imported.ts';
import { importEvaluation } from '../../../src/core/evaluate/import/importEvaluation.ts';

/** The comparison that was made; it must be sound, and every file that it names must be there. */
function comparisonOf({ files }: Imported) {
  const [name, text] = Object.entries(files).find(([file]) => file.endsWith('.compare.json'))!;
  const { file, problems } = parseCompareFile(
    text,
    name,
    paths => !paths.some(one => Object.hasOwn(files, one)),
  );
  assert.deepEqual(problems, []);
  return file!;
}

const EVAL = {
  object: 'eval',
  name: 'Tickets',
  data_source_config: { type: 'custom', item_schema: { type: 'object' } },
  testing_criteria: [
    {
      type: 'string_check',
      name: 'Match',
      input: '{{ sample.output_text }}',
      reference: '{{ item.label }}',
      operation: 'eq',
    },
    { type: 'python', name: 'Code', source: 'def grade(sample, item): return 1' },
  ],
};
const RUN = {
  object: 'eval.run',
  name: 'gpt',
  data_source: {
    type: 'completions',
    model: 'gpt-4.1',
    source: {
      type: 'file_content',
      content: [
        { item: { ticket: 'My monitor', label: 'Hardware' } },
        { item: { ticket: 'Excel', label: 'Software' } },
      ],
    },
    input_messages: {
      type: 'template',
      template: [
        { role: 'developer', content: 'Classify.' },
        { role: 'user', content: { type: 'input_text', text: '{{ item.ticket }}' } },
      ],
    },
    sampling_params: { temperature: 0 },
  },
};

describe('importEvaluation', () => {
  it('makes a comparison of an eval and its runs', () => {
    const imported = importEvaluation(
      JSON.stringify([
        EVAL,
        RUN,
        { ...RUN, name: 'mini', data_source: { ...RUN.data_source, model: 'gpt-4.1-mini' } },
      ]),
    );
    const file = comparisonOf(imported);
    assert.deepEqual(
      file.variants.map(({ model, parameters }) => [model, parameters]),
      [
        ['gpt-4.1', { temperature: 0 }],
        ['gpt-4.1-mini', { temperature: 0 }],
      ],
    );
    assert.equal(
      imported.files['items.jsonl'],
      '{"ticket":"My monitor","label":"Hardware"}\n{"ticket":"Excel","label":"Software"}\n',
    );
    assert.deepEqual(file.graders, ['match.grader.json']);
    assert.match(imported.files['gpt-1.prompt.json']!, /"\{\{ ticket \}\}"/);
    assert.deepEqual(imported.unmapped, [
      'Code: a grader of the type python cannot be taken over, since no code is run.',
    ]);
  });

  it('says what an eval without runs lacks', () => {
    const imported = importEvaluation(JSON.stringify(EVAL));
    assert.ok(comparisonOf(imported));
    assert.equal(imported.unmapped.length, 3);
  });

  it('makes a dataset and a comparison of stored completions', () => {
    const completion = {
      object: 'chat.completion',
      model: 'gpt-4.1',
      messages: [{ role: 'user', content: 'Hi' }],
      choices: [{ message: { role: 'assistant', content: 'Hello' } }],
    };
    const imported = importEvaluation(`${JSON.stringify(completion)}\n${JSON.stringify(completion)}\n`);
    assert.deepEqual(
      comparisonOf(imported).variants.map(({ model }) => model),
      ['gpt-4.1'],
    );
    assert.equal(imported.files['completions.jsonl']?.split('\n').length, 3);
  });

  it('makes a comparison of a promptfoo configuration', () => {
    const imported = importEvaluation(`
description: Translation
prompts:
  - "Translate to {{language}}: {{text}}"
  - file://other.txt
providers:
  - openai:chat:gpt-4o-mini
  - id: ollama:llama3
    label: local
    config: { temperature: 0, num_ctx: 4096 }
  - anthropic:claude
defaultTest:
  vars: { language: French }
  assert: [{ type: latency, threshold: 2000 }]
tests:
  - vars: { text: Hello }
    assert: [{ type: icontains, value: bonjour }, { type: javascript, value: "output.length > 3" }]
  - vars: { text: Bye }
    assert: [{ type: equals, value: Au revoir }]
sharing: true
`);
    const file = comparisonOf(imported);
    assert.deepEqual(
      file.variants.map(({ name, connection, model }) => [name, connection, model]),
      [
        ['gpt-4o-mini', 'openai', 'gpt-4o-mini'],
        ['local', 'ollama', 'llama3'],
      ],
    );
    assert.deepEqual(file.cases, [
      { name: 'test 1', values: { language: 'French', text: 'Hello' }, reference: 'bonjour' },
      { name: 'test 2', values: { language: 'French', text: 'Bye' }, reference: 'Au revoir' },
    ]);
    assert.deepEqual(
      file.graders?.map(grader => typeof grader !== 'string' && grader.type),
      ['latency', 'contains', 'exact_match'],
    );
    for (const lost of ['other.txt', 'num_ctx', 'anthropic', 'javascript', 'sharing']) {
      assert.ok(
        imported.unmapped.some(one => one.includes(lost)),
        lost,
      );
    }
  });

  for (const text of ['', '[]', '{"a": 1}', ': : :', 'null', '&a [*a, *a]']) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      assert.throws(() => importEvaluation(text), { name: 'Problem' }));
  }
});

describe('exportOpenai', () => {
  const table: [grader: object, exported: object | undefined][] = [
    [
      { type: 'exact_match' },
      {
        type: 'string_check',
        name: 'n',
        input: '{{sample.output_text}}',
        reference: '{{item.reference}}',
        operation: 'eq',
      },
    ],
    [{ type: 'exact_match', normalise: ['case'] }, undefined],
    [
      { type: 'contains', reference: 'x', normalise: ['case'] },
      {
        type: 'string_check',
        name: 'n',
        input: '{{sample.output_text}}',
        reference: 'x',
        operation: 'ilike',
      },
    ],
    [
      { type: 'similarity', metric: 'bleu', threshold: 0.5 },
      {
        type: 'text_similarity',
        name: 'n',
        input: '{{sample.output_text}}',
        reference: '{{item.reference}}',
        evaluation_metric: 'bleu',
        pass_threshold: 0.5,
      },
    ],
    [
      {
        type: 'score_model',
        name: 's',
        model: 'm',
        input: [{ role: 'user', content: 'x' }],
        connection: 'c',
      },
      { type: 'score_model', name: 's', model: 'm', input: [{ role: 'user', content: 'x' }] },
    ],
    [{ type: 'latency' }, undefined],
  ];
  for (const [grader, exported] of table) {
    it(JSON.stringify(grader).slice(0, 70), () => {
      const made = exportOpenai(graderType.parse(grader), 'n');
      assert.deepEqual('grader' in made ? made.grader : undefined, exported);
    });
  }
});
