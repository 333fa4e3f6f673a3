import assert from 'node:assert/strict';
import { parseCompareFile } from '../../../src/core/evaluate/compareFile/parseCompareFile.ts';
import { exportJudge } from '../../../src/core/evaluate/compare/exportJudge.ts';
import { exportOpenai } from '../../../src/core/evaluate/graders/exportOpenai.ts';
import { loadPromptFile } from '../../../src/core/template/promptFile/loadPromptFile.ts';
import { type GraderOf, graderType } from '../../../src/core/evaluate/graders/graderType.ts';
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
      { name: 'test 2', values: { language: 'French', text: 'Bye', wanted_equals: 'Au revoir' } },
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

  it('judges each test of promptfoo by its own assertions alone', () => {
    const imported = importEvaluation(
      JSON.stringify({
        prompts: ['{{q}}', 'prompts/long.txt', { id: 'p', raw: 'Again: {{q}}' }],
        providers: ['openai:gpt-4o', 'openai:gpt-4o', { 'openai:gpt-4o-mini': { config: { seed: 1 } } }],
        tests: [
          {
            vars: { q: 'one', list: ['a', 'b'] },
            assert: [
              { type: 'equals', value: 'A' },
              { type: 'regex', value: '^A' },
              { type: 'contains-any', value: 'A, B', weight: 2 },
            ],
          },
          {
            vars: { q: 'two' },
            assert: [
              { type: 'contains', value: 'B' },
              { type: 'contains-any', value: 'A, B' },
              { type: 'not-contains', value: '' },
              { type: 'constructor', value: 'x' },
            ],
          },
          'file://more.csv',
        ],
      }),
    );
    const file = comparisonOf(imported);
    assert.equal(new Set(file.variants.map(({ name }) => name)).size, 6);
    assert.deepEqual(file.graders, [
      { type: 'exact_match', name: 'equals' },
      { type: 'contains', name: 'contains any', any: ['A', 'B'] },
      { type: 'contains', name: 'contains', reference: '{{ item.wanted_contains }}' },
    ]);
    const cases = file.cases as { reference?: string; values?: Record<string, unknown> }[];
    assert.deepEqual(
      cases.map(({ reference, values }) => [reference, values?.wanted_contains]),
      [
        ['A', undefined],
        [undefined, 'B'],
      ],
    );
    for (const lost of [
      'regex of 1 of 2',
      'weight',
      'not-contains',
      'constructor',
      '"list"',
      'more.csv',
      'long.txt',
    ])
      assert.ok(
        imported.unmapped.some(one => one.includes(lost)),
        lost,
      );
  });

  it('takes items of output items, parts of a multi in a list, and contents in parts', () => {
    const grader = { ...EVAL.testing_criteria[0], name: 'Same Label' };
    const imported = importEvaluation(
      JSON.stringify([
        {
          ...EVAL,
          testing_criteria: [
            { type: 'multi', name: 'Both', graders: [grader], calculate_output: 'same_label' },
            { type: 'label_model', name: 'Tone' },
          ],
        },
        {
          ...RUN,
          data_source: {
            ...RUN.data_source,
            source: { type: 'file_id', id: 'file-1' },
            input_messages: {
              type: 'template',
              template: [
                {
                  type: 'message',
                  role: 'user',
                  content: [{ type: 'input_text', text: 'A {{item.ticket}}' }],
                },
              ],
            },
            sampling_params: { seed: 1, max_completions_tokens: 9, tools: [], top_p: null, text: {} },
          },
        },
        {
          object: 'list',
          data: [
            {
              object: 'eval.run.output_item',
              datasource_item: { ticket: 'x', label: 'y' },
              sample: { output: [] },
            },
          ],
        },
      ]),
    );
    const file = comparisonOf(imported);
    assert.deepEqual(file.variants[0]?.parameters, { seed: 1, max_completion_tokens: 9 });
    assert.equal(imported.files['items.jsonl'], '{"ticket":"x","label":"y"}\n');
    assert.match(imported.files['both.grader.json']!, /"same_label": \{/);
    assert.match(imported.files['gpt-1.prompt.json']!, /"content": "A \{\{ ticket \}\}"/);
    for (const lost of ['file-1', 'output items', 'label_model', '"text"'])
      assert.ok(
        imported.unmapped.some(one => one.includes(lost)),
        lost,
      );
  });

  it('gives up hostile files in no time, and runs nothing in them', () => {
    const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++) {
      const before = String.fromCharCode(96 + level);
      const own = String.fromCharCode(97 + level);
      laughs.push(`${own}: &${own} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    const hostile = [
      `${laughs.join('\n')}\nprompts: *l\nproviders: []`,
      '['.repeat(200_000),
      `${'- '.repeat(100_000)}x`,
      `${'{"a":'.repeat(100_000)}1`,
      Array.from({ length: 20_000 }, (_, index) => `key${index}: x`).join('\n'),
      'prompts: !!js/function "function () { throw 1 }"\nx: !<tag:evil> y',
      '\u0000\u0001\u0002',
    ];
    for (const text of hostile) {
      // Not by the clock: other programs on this machine are no fault of ours.
      const start = process.cpuUsage();
      assert.throws(() => importEvaluation(text), { name: 'Problem' });
      const { user, system } = process.cpuUsage(start);
      assert.ok(user + system < 5_000_000, text.slice(0, 20));
    }
    const tagged = importEvaluation('prompts: [!!js/function "function () {}"]\nproviders: ["openai:x"]');
    assert.match(tagged.files['prompt-1.prompt.json']!, /"function \(\) \{\}"/);
    const named = importEvaluation(
      '{"__proto__":{"x":1},"description":"../../../etc","prompts":["{{constructor}}"],"providers":["openai:x"],"tests":[{"vars":{"__proto__":{"y":1}}}]}',
    );
    assert.deepEqual(Object.keys(named.files), ['prompt-1.prompt.json', 'etc.compare.json']);
    assert.equal(({} as { y?: number }).y, undefined);
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

describe('exportJudge', () => {
  const prompt = (system: string, more: object = {}) => ({
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: 'Text: {{ text }}\nAnswer: {{answer}}\nWanted: {{ reference }}' },
    ],
    ...more,
  });
  const input = [
    { role: 'system', content: 'Judge.' },
    {
      role: 'user',
      content: 'Text: {{item.text}}\nAnswer: {{sample.output_text}}\nWanted: {{item.reference}}',
    },
  ];
  const m = { model: 'm' };
  const table: [what: string, judge: object, prompt: object, exported: object | RegExp][] = [
    ['a score', m, prompt('Judge.'), { type: 'score_model', name: 'n', ...m, input, range: [0, 1] }],
    [
      'a threshold, in the range of the score',
      { ...m, range: [1, 5], threshold: 0.75 },
      prompt('Judge.'),
      { type: 'score_model', name: 'n', ...m, input, range: [1, 5], pass_threshold: 4 },
    ],
    [
      'choices, and the model and parameters of the template',
      { choices: { good: 1, bad: 0, fine: 1 } },
      prompt('Judge.', { model: 'p', temperature: 0, max_tokens: 9 }),
      {
        ...{ type: 'label_model', name: 'n', model: 'p', input },
        labels: ['good', 'bad', 'fine'],
        passing_labels: ['good', 'fine'],
        sampling_params: { temperature: 0, max_completions_tokens: 9 },
      },
    ],
    ['choices between', { ...m, choices: { good: 1, fine: 0.5 } }, prompt('Judge.'), /between/],
    ['choices that all fail', { ...m, choices: { bad: 0 } }, prompt('Judge.'), /labels/],
    ['several judges', { judges: [m, { model: 'o' }] }, prompt('Judge.'), /one judge/],
    ['no model', {}, prompt('Judge.'), /model/],
    ['conditions', m, prompt('{% if text %}Judge.{% endif %}'), /puts values in/],
    ['filters', m, prompt('{{ text | upper }}'), /puts values in/],
    ['the question', m, prompt('{{ question }}'), /question/],
    ['tools', m, prompt('Judge.', { tools: [] }), /tools/],
    ['a beginning of the answer', m, { messages: [{ role: 'assistant', content: 'x' }] }, /ends/],
    ['names of speakers', m, { messages: [{ role: 'user', name: 'a', content: 'x' }] }, /role/],
  ];
  for (const [what, judge, template, exported] of table) {
    it(`${exported instanceof RegExp ? 'refuses' : 'holds'} ${what}`, async () => {
      const text = JSON.stringify(template);
      const file = await loadPromptFile({ path: 'judge.prompt.json', text }, async () => undefined);
      const grader = graderType.parse({ type: 'judge', template: 'judge.prompt.json', ...judge });
      const made = exportJudge(grader as GraderOf<'judge'>, 'n', file);
      if (exported instanceof RegExp) assert.match('why' in made ? made.why : '', exported);
      else assert.deepEqual('grader' in made ? made.grader : made.why, exported);
      if ('grader' in made) graderType.parse(made.grader);
    });
  }
});
