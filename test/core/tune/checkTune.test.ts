import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/provider/connection.ts';
import { type Capabilities, type ListedModel, noTraining } from '../../../src/core/provider/provider.ts';
import { checkTune } from '../../../src/core/tune/checkTune.ts';
import { parseTune } from '../../../src/core/tune/parseTune.ts';
import type { TuneContext } from '../../../src/core/tune/tuneContext.ts';

const connections: Connection[] = [
  { id: 'openai', kind: 'openai', name: 'OpenAI' },
  { id: 'az', kind: 'azure', name: 'Our Azure' },
  { id: 'sandbox', kind: 'sandbox', name: 'Sandbox' },
  { id: 'ollama', kind: 'ollama', name: 'Ollama' },
];

const training: Capabilities = {
  ...{ ...noTraining, fineTuning: true, methods: ['supervised', 'dpo', 'reinforcement'] },
  hyperparameters: ['n_epochs', 'batch_size', 'learning_rate_multiplier', 'beta', 'eval_samples'],
  ...{ validationFile: true, suffix: true, seed: true },
};

const context = (changes: Partial<TuneContext> = {}): TuneContext => ({
  connections,
  capabilities: ({ kind }) => (kind === 'ollama' ? noTraining : training),
  models: () => undefined,
  isFile: () => true,
  today: '2026-11-21',
  ...changes,
});

const STRING_CHECK = {
  type: 'string_check',
  name: 'right',
  input: '{{sample.output_text}}',
  reference: '{{item.answer}}',
  operation: 'eq',
};

/** Each finding as `rule severity text-that-it-underlines`. */
function told(tune: object, changes?: Partial<TuneContext>): string[] {
  const text = JSON.stringify({ connection: 'sandbox', model: 'm', training: 'a.jsonl', ...tune });
  return checkTune(parseTune(text), context(changes)).map(
    ({ rule, severity, range }) =>
      `${rule} ${severity} ${text.slice(range.start.character, range.end.character)}`,
  );
}

const grader = (changes: object) => ({
  method: 'reinforcement',
  validation: 'v.jsonl',
  grader: { ...STRING_CHECK, ...changes },
});

describe('checkTune', () => {
  const rows: [name: string, tune: object, expected: string[], changes?: Partial<TuneContext>][] = [
    ['nothing of a sound tune', {}, []],
    ['a connection that there is not', { connection: 'opnai' }, ['tune/connection error "opnai"']],
    ['one that cannot train', { connection: 'ollama' }, ['tune/connection error "ollama"']],
    [
      'a model past its end',
      { connection: 'openai', model: 'gpt-4.1-nano-2025-04-14' },
      ['launch/model-retired error "gpt-4.1-nano-2025-04-14"'],
    ],
    [
      'a model near its end and a platform that closes',
      { connection: 'openai', model: 'gpt-4.1' },
      ['launch/platform-closed warning "openai"', 'launch/model-retired warning "gpt-4.1"'],
    ],
    [
      'a model whose end the server tells',
      { model: 'm' },
      ['launch/model-retired error "m"'],
      { models: () => [listed('m', '2026-11-01')] },
    ],
    [
      'a tune of a model that ends',
      { connection: 'openai', model: 'ft:gpt-4.1-2025-04-14:us::x' },
      [
        'launch/platform-closed warning "openai"',
        'launch/model-retired warning "ft:gpt-4.1-2025-04-14:us::x"',
      ],
    ],
    [
      'a method that the model is not offered for',
      { connection: 'az', model: 'o4-mini' },
      ['launch/model-retired error "o4-mini"'],
    ],
    [
      'a method that the connection does not offer',
      { method: 'dpo' },
      ['tune/method error "dpo"'],
      { capabilities: () => ({ ...training, methods: ['supervised'] }) },
    ],
    [
      'a model that was not listed',
      { model: 'mm' },
      ['tune/model warning "mm"'],
      { models: () => [listed('m')] },
    ],
    [
      'a model that our table does not know',
      { connection: 'openai', model: 'gpt-9' },
      ['tune/model info "gpt-9"'],
    ],
    [
      'a file that is missing',
      { validation: 'b.jsonl' },
      ['tune/file error "b.jsonl"'],
      { isFile: file => file === 'a.jsonl' },
    ],
    ['validation on the training file', { validation: 'a.jsonl' }, ['tune/file warning "a.jsonl"']],
    [
      'reinforcement without validation and grader',
      { method: 'reinforcement' },
      ['tune/validation-missing error "reinforcement"', 'reinforcement/grader-invalid error "reinforcement"'],
    ],
    [
      'a long suffix on Azure',
      { connection: 'az', model: 'gpt-4.1', suffix: 'x'.repeat(19) },
      [`launch/suffix error "${'x'.repeat(19)}"`],
    ],
    [
      'a suffix where there is none',
      { suffix: 'x' },
      ['launch/suffix error "x"'],
      { capabilities: () => ({ ...training, suffix: false }) },
    ],
    ['beta without dpo', { hyperparameters: { beta: 0.1 } }, ['launch/hyperparameters error "beta"']],
    [
      'a hyperparameter that the connection has not',
      { hyperparameters: { lora_r: 8 } },
      ['launch/hyperparameters error "lora_r"'],
    ],
    [
      'a hyperparameter of the wrong kind',
      { hyperparameters: { lora_r: [8] } },
      ['launch/hyperparameters error ['],
      { capabilities: () => ({ ...training, hyperparameters: ['lora_r'] }) },
    ],
    [
      'sixteen pairs of metadata',
      { metadata: Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`k${n}`, 'v'])) },
      ['launch/metadata error {'],
    ],
    ['a target that there is not', { target: 'opena' }, ['tune/target error "opena"']],
    [
      'a grader without reinforcement',
      { grader: STRING_CHECK },
      ['reinforcement/grader-invalid warning "grader"'],
    ],
    ['nothing of a sound grader', grader({}), []],
    ['neq', grader({ operation: 'neq' }), ['reinforcement/grader-invalid error "neq"']],
    [
      'an unknown type',
      grader({ type: 'label_model' }),
      ['reinforcement/grader-invalid error "label_model"'],
    ],
    ['a missing field', grader({ reference: undefined }), ['reinforcement/grader-invalid error {']],
    [
      'cosine',
      grader({ type: 'text_similarity', evaluation_metric: 'cosine' }),
      ['reinforcement/grader-invalid error "cosine"'],
    ],
    [
      'python without grade',
      grader({ type: 'python', source: 'def f(x): pass' }),
      ['reinforcement/grader-invalid error "def f(x): pass"'],
    ],
    [
      'nothing of python with it',
      grader({ type: 'python', source: 'def grade(sample: dict, item):\n  return 1.0' }),
      [],
    ],
    [
      'multi in multi',
      grader({ type: 'multi', calculate_output: 'a', graders: { a: { type: 'multi' } } }),
      ['reinforcement/grader-invalid error "multi"'],
    ],
    [
      'a formula with a name that there is not',
      grader({ type: 'multi', calculate_output: 'a + b', graders: { a: STRING_CHECK } }),
      ['reinforcement/grader-invalid error "a + b"'],
    ],
    [
      'a temperature for a model that reasons',
      grader({ type: 'score_model', model: 'o3-mini', input: [{}], sampling_params: { temperature: 1 } }),
      ['reinforcement/grader-invalid error 1'],
    ],
    [
      'a template of nothing',
      grader({ reference: '{{answer}}' }),
      ['reinforcement/grader-template error "{{answer}}"'],
    ],
    [
      'an unknown part of a sample',
      grader({ input: '{{ sample.text }}' }),
      ['reinforcement/grader-template error "{{ sample.text }}"'],
    ],
    [
      'JSON without a response format',
      grader({ input: '{{sample.output_json.a}}' }),
      ['reinforcement/grader-template error "{{sample.output_json.a}}"'],
    ],
    [
      'spaces on Azure',
      { ...grader({ reference: '{{ item.a }}' }), connection: 'az', model: 'o4-mini' },
      ['reinforcement/grader-template error "{{ item.a }}"'],
    ],
  ];
  for (const [name, tune, expected, changes] of rows) {
    it(`tells ${name}`, () => assert.deepEqual(told(tune, changes), expected));
  }

  it('takes a connection by its id, its name or its kind', () => {
    for (const connection of ['az', 'our azure', 'azure']) {
      assert.deepEqual(told({ connection, model: 'gpt-4o' }), [], connection);
    }
  });
});

function listed(id: string, endDate?: string): ListedModel {
  return { id, fromTable: [], ...(endDate !== undefined && { endDate }) };
}
